/** The panel about one weight, unit or input: value, derivative, difference quotient, paths, and a field to change it. */

import { h } from '../core/dom.js';
import { full, read, short, UNKNOWN } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { place, placeText } from '../walk/names.js';
import { withValue } from '../walk/log.js';
import { select } from './grids.js';
import { lookAt, lookedAt } from './paths.js';
import { goTo } from './timeline.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function inspector(view) {
  const { selected } = view;
  return h(
    'div',
    { class: 'inspector', 'data-testid': 'inspector' },
    chooser(view),
    selected ? about(view, selected) : h('p', { class: 'note' }, t('inspector.none')),
  );
}

/** Chooses a number without a mouse. */
function chooser(view) {
  const names = Object.values(view.walk.data.values).filter(({ role }) =>
    ['parameter', 'input', 'hidden', 'output'].includes(role),
  );
  const { selected } = view;
  const name = selected?.name ?? names.find(({ role }) => role === 'parameter').name;
  const { shape } = view.walk.data.values[name];
  const index = selected?.index ?? shape.map(() => 0);
  const choose = () => {
    const form = /** @type {HTMLFormElement} */ (document.querySelector('.chooser'));
    const chosen = form.elements['name'].value;
    const sizes = view.walk.data.values[chosen].shape;
    const places = [...form.querySelectorAll('input')].map((field) => Math.trunc(Number(field.value)) || 0);
    select(
      chosen,
      sizes.map((size, i) => Math.max(0, Math.min(size - 1, places[i] ?? 0))),
    );
  };
  return h(
    'form',
    { class: 'chooser row', onsubmit: (event) => event.preventDefault() },
    h(
      'label',
      {},
      t('inspector.choose'),
      ' ',
      h(
        'select',
        { name: 'name', 'data-testid': 'select-name', onchange: choose },
        names.map((one) => h('option', { value: one.name, selected: one.name === name }, one.text)),
      ),
    ),
    shape.map((size, axis) =>
      h('input', {
        type: 'number',
        min: 0,
        max: size - 1,
        value: index[axis],
        'aria-label': t('inspector.index', { axis: axis + 1, last: size - 1 }),
        'data-testid': `select-index-${axis}`,
        onchange: choose,
      }),
    ),
    selected
      ? null
      : h(
          'button',
          { type: 'button', class: 'small', onclick: choose, 'data-testid': 'select-go' },
          t('inspector.show'),
        ),
  );
}

function about(view, { name, index }) {
  const value = view.walk.data.values[name];
  const parameter = value.role === 'parameter';
  const [row, column] = index.length === 2 ? index : [0, ...index];
  const derivative = `dL/d${name}`;
  const updated = `${name}'`;
  const known = view.known(name);
  const first = view.data.network.layers[0];
  // nothing computes ∂L/∂ the input: its paths are known with the first layer's derivative
  const writer = value.role === 'input' ? `dL/d${first.z ?? first.output}` : derivative;
  const knownDerivative = view.values[writer] && view.known(writer);
  const answer = view.weight?.refused ? null : view.weight;
  const d = answer ? (answer.derivative ?? answer.paths.sum) : derivativeAt(view, derivative, row, column);
  const byForward = view.mode === 'forward' && view.forward && view.known(view.forward.steps.at(-1)?.writes);
  const shownDerivative = knownDerivative || byForward;
  return h(
    'div',
    { class: 'about' },
    h(
      'div',
      {},
      h('h3', {}, placeText(value.text, index)),
      h(
        'dl',
        { class: 'facts' },
        fact('inspector.value', 'fact-value', known, view.at(name, row, column)),
        fact('inspector.derivative', 'fact-derivative', shownDerivative, d, view, writer, placeText(value.text, index)),
        answer ? fact('inspector.quotient', 'fact-quotient', shownDerivative, answer.quotient?.value) : null,
        parameter && view.values[updated]
          ? fact('inspector.updated', 'fact-updated', view.known(updated), view.at(updated, row, column))
          : null,
      ),
      view.weight?.refused ? h('p', { class: 'error', role: 'alert' }, view.weight.refused) : null,
      answer?.quotient && shownDerivative
        ? h(
            'p',
            { class: 'note' },
            t('inspector.quotientText', {
              h: short(answer.quotient.h),
              difference: short(answer.quotient.value - d, 2),
            }),
          )
        : null,
      parameter || name === 'f0' ? setter(view, name, index, view.at(name, row, column)) : null,
    ),
    answer?.paths ? paths(view, answer.paths, shownDerivative) : null,
  );
}

const derivativeAt = (view, name, row, column) => (view.values[name] ? view.at(name, row, column) : undefined);

function fact(key, id, known, x, view, writer, name = '') {
  const step = !known && writer && view.track.place(writer);
  return [
    h('dt', {}, t(key, { name })),
    h(
      'dd',
      { 'data-testid': id, 'data-value': known ? full(x) : null, title: known ? full(x) : t('grid.unknown') },
      known ? digits(x) : UNKNOWN,
      step
        ? h(
            'button',
            { type: 'button', class: 'small', 'data-testid': 'goto-derivative', onclick: () => goTo(step) },
            t('inspector.goto', { step }),
          )
        : null,
    ),
  ];
}

const digits = (x) => short(x, 10);

function setter(view, name, index, x) {
  const apply = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const field = form.elements['value'];
    const number = read(field.value);
    if (number === null) {
      form.querySelector('.error').textContent = t('error.number', { text: field.value });
      field.setAttribute('aria-invalid', 'true');
      return;
    }
    state.set({ log: withValue(state.get('log') ?? '', place(name, index), number) }, { push: true });
  };
  const field = {
    type: 'text',
    name: 'value',
    inputmode: 'decimal',
    value: full(x),
    size: 12,
    autocomplete: 'off',
    'data-testid': 'set-value',
  };
  return h(
    'form',
    { class: 'row', onsubmit: apply },
    h('label', {}, t('inspector.set'), ' ', h('input', field)),
    h('button', { 'data-testid': 'set-apply' }, t('inspector.apply')),
    h('span', { class: 'error', role: 'alert' }),
  );
}

function paths(view, { count, shown, rest }, known) {
  return h(
    'section',
    { class: 'paths', 'aria-label': t('paths.title') },
    h('h4', {}, t({ 0: 'paths.none', 1: 'paths.one' }[count] ?? 'paths.count', { count })),
    known || count === 0 ? null : h('p', { class: 'note' }, `${UNKNOWN} ${t('paths.unknown')}`),
    known ? shown.map(pathLine) : null,
    known && count > shown.length
      ? h('p', { class: 'note' }, t('paths.rest', { n: count - shown.length, rest: short(rest) }))
      : null,
    known && view.data.batch > 1 ? h('p', { class: 'note' }, t('paths.batch', { sample: view.sample })) : null,
  );
}

function pathLine({ nodes, factors, product }, number) {
  const looked = lookedAt() === number;
  return h(
    'button',
    {
      type: 'button',
      class: 'path',
      'data-testid': `path-${number}`,
      'aria-pressed': String(looked),
      onclick: () => lookAt(looked ? null : number),
    },
    h('span', {}, nodes.map((node) => node.text).join(' → ')),
    h(
      'span',
      { class: 'factors' },
      `${factors.map((x) => short(x)).join(' · ')} = `,
      h('b', { 'data-testid': `path-${number}-product`, 'data-value': full(product) }, short(product)),
    ),
  );
}
