/** Differentiates a typed formula: its graph, and its sweeps line by line. */

import { get, queryOf, superseded } from '../core/api.js';
import { announce } from '../core/announce.js';
import { byId, h, typing } from '../core/dom.js';
import { full, short, UNKNOWN } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { update } from '../core/update.js';
import { formula as typeset } from '../core/tex.js';
import { graph } from './graph.js';
import { derivativeName, knownAfter, momentsOf, sweepOf } from './track.js';

/** To begin with: the worked example of the lecture, several paths, vectors, a matrix. */
const EXAMPLES = [
  ['sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))', 'x=1'],
  ['sin(x^2)', 'x=1'],
  ['x*y^2 + log(sin(x))', 'x=1, y=2'],
  ['(3*x^2 - 5*x + 6)^3', 'x=1'],
  ['sqrt(sin(x^2))', 'x=1'],
  ['1/(1+exp(-(w*x+b)))', 'w=0.5, x=2, b=-1'],
  ['norm(A@x - b)^2', 'A=[[1,2],[3,4]], x=[1,1], b=[0,1]'],
];

let answers = { key: '', value: null };
let shown = { step: 0, last: 0 };

/** @param {any} _options @param {AbortSignal} signal */
export async function showFormula(_options, signal) {
  const key = queryOf({ f: state.get('f'), at: state.get('at') });
  let refused = null;
  if (answers.key !== key) {
    try {
      answers = { key, value: await get('formula', key, signal) };
    } catch (error) {
      if (superseded(error)) {
        throw error;
      }
      refused = error.message;
    }
  }
  const answer = refused ? null : answers.value;
  update(byId('formula'), form(refused), answer ? walk(answer) : null);
}

function form(refused) {
  const apply = (event) => {
    event.preventDefault();
    const { f, at } = event.currentTarget.elements;
    // an empty point is a point too, and not the first example's
    state.set({ f: f.value.trim(), at: at.value.trim() || ' ', fstep: '', sweep: '' }, { push: true });
  };
  const field = (name, more = {}) =>
    h('input', {
      type: 'text',
      name,
      value: state.get(name),
      'data-testid': `formula-${name}`,
      class: 'mono',
      spellcheck: 'false',
      autocomplete: 'off',
      ...more,
    });
  const invalid = refused ? { 'aria-invalid': 'true', 'aria-describedby': 'formula-error' } : {};
  const example = (event) => {
    const [formula, point] = EXAMPLES[Number(event.target.value)];
    state.set({ f: formula, at: point, fstep: '', sweep: '' }, { push: true });
  };
  const current = EXAMPLES.findIndex(([formula]) => formula === state.get('f'));
  return h(
    'form',
    { class: 'card ask', onsubmit: apply },
    h('label', { class: 'grow' }, h('span', {}, t('formula.f')), field('f', invalid)),
    h('label', {}, h('span', {}, t('formula.at')), field('at')),
    h('button', { class: 'primary', 'data-testid': 'formula-go' }, t('formula.go')),
    h(
      'label',
      {},
      h('span', {}, t('formula.examples')),
      h(
        'select',
        { 'data-testid': 'formula-example', onchange: example },
        current < 0 ? h('option', { value: '', selected: true }, t('formula.own')) : null,
        EXAMPLES.map(([formula], i) => h('option', { value: i, selected: i === current }, formula)),
      ),
    ),
    refused
      ? h('pre', { class: 'error', role: 'alert', id: 'formula-error', 'data-testid': 'formula-error' }, refused)
      : null,
  );
}

function walk(answer) {
  const chosen = state.get('sweep');
  const sweep = sweepOf(answer, chosen);
  const moments = momentsOf(answer, chosen);
  const step = Math.min(state.count('fstep'), moments.length);
  shown = { step, last: moments.length };
  const moment = step === 0 ? null : moments[step - 1];
  const known = knownAfter(answer, moments, step);
  const derivatives = Object.fromEntries(sweep.lines.map((line) => [line.variable, text(line.value)]));
  announce(moment ? plain(moment, answer) : t('formula.start'));
  return [
    h(
      'div',
      { class: 'card graphs' },
      graph(answer.svg, known, moment, sweep, derivatives, t('formula.graph', { f: answer.formula })),
    ),
    h(
      'div',
      { class: 'halves' },
      h('div', { class: 'card now' }, choices(answer, sweep), current(moment, answer), transport(), ...remarks(answer)),
      table(answer, sweep, known, moment),
    ),
  ];
}

function choices(answer, sweep) {
  const value = (one) =>
    one.mode === 'reverse' ? (one.seed === answer.result ? 'reverse' : `reverse:${one.seed}`) : `forward:${one.seed}`;
  return h(
    'label',
    {},
    t('formula.sweep'),
    ' ',
    h(
      'select',
      {
        'data-testid': 'formula-sweep',
        onchange: (event) => state.set({ sweep: event.target.value, fstep: Math.min(shown.step, answer.steps.length) }),
      },
      answer.sweeps.map((one) =>
        h(
          'option',
          { value: value(one), selected: one === sweep },
          t(one.mode === 'reverse' ? 'formula.reverse' : 'formula.forward', { seed: one.seed }),
        ),
      ),
    ),
  );
}

/** The moment's own line, large. */
function current(moment, answer) {
  if (!moment) {
    return h('div', { class: 'moment', 'data-testid': 'formula-moment' }, h('p', {}, t('formula.start')));
  }
  return h(
    'div',
    {
      class: 'moment',
      'data-testid': 'formula-moment',
      'data-value': typeof moment.value === 'number' ? full(moment.value) : null,
    },
    moment.latex ? typeset(moment.latex, { display: true }) : h('p', { class: 'line' }, plain(moment, answer)),
    moment.kind === 'value' ? locals(moment) : null,
  );
}

function plain(moment, answer) {
  if (moment.kind === 'value') {
    return `${moment.name} = ${moment.formula} = ${text(moment.value)}`;
  }
  const name = derivativeName(moment, moment.name);
  if (moment.terms.length === 0) {
    return `${name} = ${text(moment.value)}`;
  }
  const arriving = (term) => term.name ?? arrivingName(moment, term, answer);
  const letters = moment.terms.map((term) => `${arriving(term)} · ${term.local_derivative}`).join(' + ');
  const numbers = moment.terms.map((term) => text(term.product)).join(' + ');
  return `${name} = ${letters} = ${moment.terms.length > 1 ? `${numbers} = ` : ''}${text(moment.value)}`;
}

/** In reverse ∂y/∂b arrives at the local derivative ∂b/∂a; forward ∂a/∂x does. */
function arrivingName(moment, term) {
  const [, over, by] = /^∂(.+)\/∂(.+)$/.exec(term.local_derivative) ?? [];
  const name = moment.mode === 'reverse' ? over : by;
  return name ? derivativeName(moment, name) : text(term.arriving);
}

function locals({ locals: all }) {
  return h(
    'ul',
    { class: 'locals' },
    all.map((one) =>
      h(
        'li',
        {},
        one.formula
          ? t('formula.local', { by: one.by, formula: one.formula, value: text(one.value) })
          : t('formula.localForm', { by: one.by, form: one.form }),
      ),
    ),
  );
}

function transport() {
  const { step, last } = shown;
  const button = (name, sign, target) =>
    h(
      'button',
      {
        type: 'button',
        'data-testid': `formula-${name}`,
        'aria-label': t(BUTTONS[name]),
        title: t(BUTTONS[name]),
        'aria-disabled': String(target === step || target < 0 || target > last),
        onclick: () => goTo(target),
      },
      sign,
    );
  return h(
    'div',
    { class: 'transport' },
    button('first', '|◀', 0),
    button('back', '◀', step - 1),
    button('next', '▶', step + 1),
    button('last', '▶|', last),
    h(
      'span',
      { class: 'count', 'data-testid': 'formula-count', 'data-value': step },
      t('timeline.count', { step, steps: last }),
    ),
  );
}

const BUTTONS = { first: 'timeline.first', back: 'timeline.back', next: 'timeline.next', last: 'timeline.last' };

const goTo = (step) => state.set({ fstep: Math.max(0, Math.min(shown.last, step)) });

function remarks({ remarks: all = [], multiplications }) {
  const cost =
    multiplications?.forward === null || multiplications?.forward === undefined
      ? []
      : [t('formula.cost', multiplications)];
  return [...cost, ...all].map((sentence) => h('p', { class: 'note' }, sentence));
}

/** All variables with their values and derivatives. */
function table(answer, sweep, known, moment) {
  const rows = [...answer.variables, ...answer.steps];
  const line = (name) => sweep.lines.find((one) => one.variable === name);
  const cell = (id, is, x) =>
    h(
      'td',
      { 'data-testid': id, 'data-value': is && typeof x === 'number' ? full(x) : null, class: is ? null : 'unknown' },
      is ? text(x) : UNKNOWN,
    );
  return h(
    'div',
    { class: 'card sweep', tabindex: '0', role: 'group', 'aria-label': t('formula.table') },
    h(
      'table',
      { class: 'plain' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('formula.variable')),
          h('th', { scope: 'col' }, t('formula.value')),
          h('th', { scope: 'col' }, t('formula.derivative')),
          h('th', { scope: 'col' }, ''),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(({ name, formula, value }) =>
          h(
            'tr',
            { class: moment?.name === name ? 'current' : null },
            h('th', { scope: 'row' }, formula ? `${name} = ${formula}` : name),
            cell(`formula-value-${name}`, known.values.has(name), value),
            h('td', {}, derivativeName(sweep, name)),
            cell(`formula-derivative-${name}`, known.derivatives.has(name), line(name)?.value),
          ),
        ),
      ),
    ),
  );
}

/** A number, or arrays of them: [1, 2]. */
function text(value) {
  return Array.isArray(value) ? `[${value.map(text).join(', ')}]` : short(value, 6);
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || state.get('tab') !== 'formula' || typing(event.target)) {
    return;
  }
  const target = { ArrowLeft: shown.step - 1, ArrowRight: shown.step + 1, Home: 0, End: shown.last }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    goTo(target);
  }
});
