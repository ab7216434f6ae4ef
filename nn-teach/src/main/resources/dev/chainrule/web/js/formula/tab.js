/** Differentiates a typed formula: its graph, and its sweeps line by line. */

import { get, queryOf, superseded } from '../core/api.js';
import { announce } from '../core/announce.js';
import { byId, h, typing } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { update } from '../core/update.js';
import { form } from './form.js';
import { graph } from './graph.js';
import { current, plain, text } from './moment.js';
import { table } from './table.js';
import { knownAfter, momentsOf, sweepOf } from './track.js';

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

function walk(answer) {
  const chosen = state.get('sweep');
  const sweep = sweepOf(answer, chosen);
  const moments = momentsOf(answer, chosen);
  const step = Math.min(state.count('fstep'), moments.length);
  shown = { step, last: moments.length };
  const moment = step === 0 ? null : moments[step - 1];
  const known = knownAfter(answer, moments, step);
  const derivatives = Object.fromEntries(sweep.lines.map((line) => [line.variable, text(line.value)]));
  announce(moment ? plain(moment) : t('formula.start'));
  return [
    h(
      'div',
      { class: 'card graphs' },
      graph(answer.svg, known, moment, sweep, derivatives, t('formula.graph', { f: answer.formula })),
    ),
    h(
      'div',
      { class: 'halves' },
      h('div', { class: 'card now' }, choices(answer, sweep), current(moment), transport(), ...remarks(answer)),
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
