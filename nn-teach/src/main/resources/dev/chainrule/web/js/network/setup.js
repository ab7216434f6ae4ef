/** The drawer that chooses data, network and training. */

import { postData } from '../core/api.js';
import { h } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { titleOf } from './datasets.js';

/** What depends on the data and is forgotten when other data are chosen. */
const OF_DATA = ['csv', 'task', 'points', 'noise', 'dataseed', 'hidden', 'act', 'out', 'loss', 'rate', 'batch', 'first'];

/** Keys of generated data. */
const GENERATED = ['points', 'noise', 'dataseed'];

/**
 * @param {any} options the server's answer
 * @param {Record<string, any>} scenario with all defaults
 * @param {string[]} remarks on what of the data could have been taken in another way
 * @param {string | null} refused the server's sentence about what stands in the address
 */
export function setup(options, scenario, remarks, refused) {
  const now = { ...scenario, ...state.chosen() };
  const chosen = options.data.find(({ name }) => name === now.data);
  return h(
    'form',
    { class: 'setup', 'data-testid': 'setup-form', onsubmit: (event) => event.preventDefault() },
    h(
      'div',
      { class: 'row head' },
      h('h2', {}, t('setup.title')),
      h(
        'button',
        { type: 'button', 'data-testid': 'setup-close', class: 'small', onclick: () => state.set({ setup: '' }) },
        t('dialog.close'),
      ),
    ),
    refused ? h('p', { class: 'error', role: 'alert', 'data-testid': 'setup-error' }, refused) : null,
    h(
      'fieldset',
      {},
      h('legend', {}, t('setup.data')),
      select(
        'data',
        now,
        options.data.map((one) => [one.name, titleOf(one)]),
        chooseData,
      ),
      chosen?.name === 'csv' || now.data === 'csv' ? [csv(now, options.limits), task(now, options.tasks, remarks)] : null,
      GENERATED.filter((key) => chosen?.defaults[key]).map((key) => number(key, now)),
      number('first', now),
      text('batch', now),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, t('setup.network')),
      text('hidden', now),
      h('p', { class: 'note wide' }, t('setup.hiddenHint')),
      select('act', now, options.activations),
      select('out', now, options.activations),
      select('init', now, options.inits),
      number('seed', now),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, t('setup.training')),
      select('loss', now, options.losses),
      select('opt', now, options.optimizers),
      text('rate', now),
    ),
    h(
      'button',
      {
        type: 'button',
        'data-testid': 'setup-reset',
        onclick: () => state.setScenario(Object.fromEntries(Object.keys(state.chosen()).map((key) => [key, '']))),
      },
      t('setup.reset'),
    ),
  );
}

const LABELS = {
  data: 'setup.dataset',
  task: 'setup.task',
  points: 'setup.points',
  noise: 'setup.noise',
  dataseed: 'setup.dataseed',
  first: 'setup.first',
  batch: 'setup.batch',
  hidden: 'setup.hidden',
  act: 'setup.act',
  out: 'setup.out',
  init: 'setup.init',
  seed: 'setup.seed',
  loss: 'setup.loss',
  opt: 'setup.opt',
  rate: 'setup.rate',
};

const labelled = (key, control) => h('label', {}, h('span', {}, t(LABELS[key])), control);

const change = (key) => (event) => state.setScenario({ [key]: event.target.value.trim() });

function select(key, now, choices, act = change(key)) {
  const pairs = choices.map((choice) => (Array.isArray(choice) ? choice : [choice, choice]));
  const known = pairs.some(([value]) => value === now[key]);
  return labelled(
    key,
    h(
      'select',
      { 'data-testid': `setup-${key}`, onchange: act },
      known ? null : h('option', { value: now[key], selected: true }, String(now[key])),
      pairs.map(([value, title]) => h('option', { value, selected: value === now[key] }, title)),
    ),
  );
}

const text = (key, now) =>
  labelled(
    key,
    h('input', {
      type: 'text',
      value: now[key] ?? '',
      'data-testid': `setup-${key}`,
      autocomplete: 'off',
      onchange: change(key),
    }),
  );

const number = (key, now) =>
  labelled(
    key,
    h('input', {
      type: 'number',
      min: 0,
      step: key === 'noise' ? 0.05 : 1,
      value: now[key] ?? '',
      'data-testid': `setup-${key}`,
      onchange: change(key),
    }),
  );

/** What of the last column is learnt, and how the table was read. */
const task = (now, tasks, remarks) => [
  select(
    'task',
    now,
    tasks.map((one) => [one, t(`task.${one}`)]),
  ),
  remarks.map((remark) => h('p', { class: 'note wide', 'data-testid': 'setup-remark' }, remark)),
];

function chooseData(event) {
  const data = event.target.value;
  const forgotten = Object.fromEntries(OF_DATA.map((key) => [key, '']));
  state.setScenario({ ...forgotten, data: data === 'mazur' ? '' : data, csv: data === 'csv' ? t('csv.example') : '' });
}

function csv(now, limits) {
  const long = String(now.csv ?? '').startsWith('@');
  const box = (event) => event.target.closest('.csv');
  const area = {
    rows: 6,
    'data-testid': 'setup-csv',
    spellcheck: 'false',
    'aria-label': t('csv.label'),
    value: long ? '' : (now.csv ?? ''),
  };
  const file = {
    type: 'file',
    accept: '.csv,.txt,.tsv,text/csv,text/plain',
    'data-testid': 'setup-csv-file',
    onchange: async (event) => {
      const where = box(event);
      const [chosen] = event.target.files;
      if (chosen) {
        useCsv(await textOf(chosen), limits, where);
      }
    },
  };
  const use = (event) => useCsv(box(event).querySelector('textarea').value, limits, box(event));
  return h(
    'div',
    { class: 'csv wide' },
    h('p', { class: 'note' }, t('csv.hint')),
    h('textarea', area),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', 'data-testid': 'setup-csv-use', onclick: use }, t('csv.use')),
      h('label', {}, t('csv.file'), ' ', h('input', file)),
    ),
    h('p', { class: 'error', role: 'alert', 'data-testid': 'csv-error' }),
    long ? h('p', { class: 'note' }, t('csv.kept', { name: now.csv })) : null,
  );
}

/**
 * The characters of a file: UTF-8, UTF-16 by its mark, else Windows-1252, in which spreadsheets save.
 *
 * @param {Blob} file
 */
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = bytes[0] * 256 + bytes[1];
  const charset = mark === 0xfeff ? 'utf-16be' : mark === 0xfffe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A short table stands in the address; a long one is given to the server. */
async function useCsv(text, limits, box) {
  const complain = (sentence) => (box.querySelector('.error').textContent = sentence);
  complain('');
  if (text.trim() === '') {
    complain(t('csv.empty'));
  } else if (encodeURIComponent(text).length <= limits.csvCharacters) {
    state.setScenario({ csv: text, task: '' });
  } else if (new Blob([text]).size > limits.bodyBytes) {
    complain(t('csv.large', { bytes: limits.bodyBytes }));
  } else {
    try {
      state.setScenario({ csv: (await postData(text)).csv, task: '' });
    } catch (error) {
      complain(error.message);
    }
  }
}
