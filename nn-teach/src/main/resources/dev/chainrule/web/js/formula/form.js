/** Where one types the formula and the point, or picks an example; an error of theirs stands here. */

import { h } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';

/** To begin with: the worked example of the lecture, several paths, vectors, a matrix. */
const EXAMPLES = [
  ['sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))', 'x=1'],
  ['sin(x^2)', 'x=1'],
  ['x*y^2 + log(sin(x))', 'x=1, y=2'],
  ['(3*x^2 - 5*x + 6)^3', 'x=1'],
  ['sqrt(sin(x^2))', 'x=1'],
  ['1/(1+exp(-(w*x+b)))', 'w=0.5, x=2, b=-1'],
  ['norm(A@x - b)^2', 'A=[[1,2],[3,4]], x=[1,1], b=[0,1]'],
  ["x'A x", 'A=[[1,2],[3,4]], x=[1,1]'],
  ['where(x > 0, log(x), 0)', 'x=2'],
];

/** @param {string | null} refused the server's sentence */
export function form(refused) {
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
