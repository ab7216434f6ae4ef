/** Where one chooses a function or a direction, the place and the order. */

import { announce } from '../core/announce.js';
import { h } from '../core/dom.js';
import { full, read } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { isLoss, MOST, moveTo, order } from './choice.js';

const EXAMPLES = ['sin(x)', 'exp(x)', 'log(1+x)', '1/(1+x^2)', 'sqrt(1+x)', 'cos(x)*exp(-x/3)', 'tanh(x)'];

/** @param {string | null} refused the server's sentence @param {string[]} weights to go along */
export function form(refused, weights) {
  return h(
    'form',
    { class: 'card ask', onsubmit: (event) => event.preventDefault() },
    h(
      'div',
      { class: 'segmented', role: 'group', 'aria-label': t('taylor.what') },
      ['function', 'loss'].map((what) =>
        h(
          'button',
          {
            type: 'button',
            'data-testid': `taylor-${what}`,
            'aria-pressed': String((state.get('what') === 'loss') === (what === 'loss')),
            onclick: () => state.set({ what }, { push: true }),
          },
          t(WHAT[what]),
        ),
      ),
    ),
    isLoss() ? lossFields(weights) : functionFields(),
    h(
      'label',
      { class: 'grow' },
      h('span', {}, t('taylor.order', { order: order() })),
      h('input', {
        type: 'range',
        min: 0,
        max: MOST[isLoss() ? 'loss' : 'function'],
        value: order(),
        'data-testid': 'taylor-order',
        oninput: (event) => state.set({ order: event.target.value }),
      }),
    ),
    refused ? h('pre', { class: 'error', role: 'alert', 'data-testid': 'taylor-error' }, refused) : null,
  );
}

const WHAT = { function: 'taylor.function', loss: 'taylor.loss' };

function functionFields() {
  const x0 = Number(state.get('x0'));
  return [
    field('tf', 'taylor.f', 'mono wide'),
    h(
      'label',
      {},
      h('span', {}, t('taylor.examples')),
      h(
        'select',
        { 'data-testid': 'taylor-example', onchange: (event) => state.set({ tf: event.target.value }, { push: true }) },
        EXAMPLES.includes(state.get('tf'))
          ? null
          : h('option', { selected: true, value: state.get('tf') }, t('formula.own')),
        EXAMPLES.map((f) => h('option', { value: f, selected: f === state.get('tf') }, f)),
      ),
    ),
    field('from', 'taylor.from', 'narrow', true),
    field('to', 'taylor.to', 'narrow', true),
    field('x0', 'taylor.x0', 'narrow', true),
    h(
      'label',
      { class: 'grow' },
      h('span', {}, t('taylor.move')),
      h('input', {
        type: 'range',
        min: state.get('from'),
        max: state.get('to'),
        step: 'any',
        value: x0,
        'data-testid': 'taylor-move',
        oninput: (event) => moveTo(Number(event.target.value)),
      }),
    ),
  ];
}

function lossFields(weights) {
  const along = state.get('along');
  return [
    h(
      'label',
      {},
      h('span', {}, t('taylor.along')),
      h(
        'select',
        {
          'data-testid': 'taylor-along',
          onchange: (event) => state.set({ along: event.target.value }, { push: true }),
        },
        h('option', { value: 'gradient', selected: along === 'gradient' }, t('taylor.gradient')),
        [...new Set([...(along === 'gradient' ? [] : [along]), ...weights])].map((weight) =>
          h('option', { value: weight, selected: weight === along }, weight),
        ),
      ),
    ),
    field('radius', 'taylor.radius', 'narrow', true),
    h('p', { class: 'note' }, t('taylor.lossHint')),
  ];
}

function field(key, label, name, number = false) {
  const change = (event) => {
    const text = event.target.value.trim();
    if (number && read(text) === null) {
      event.target.setAttribute('aria-invalid', 'true');
      event.target.title = t('error.number', { text });
      announce(t('error.number', { text }));
      return;
    }
    state.set({ [key]: number ? full(read(text)) : text }, { push: true });
  };
  return h(
    'label',
    { class: name },
    h('span', {}, t(label)),
    h('input', {
      type: 'text',
      value: state.get(key),
      class: name,
      'data-testid': `taylor-${key}`,
      autocomplete: 'off',
      spellcheck: 'false',
      onchange: change,
    }),
  );
}
