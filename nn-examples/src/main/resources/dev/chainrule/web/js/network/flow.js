/** The arrays of the current step side by side: what it reads and what it writes; on the way back upstream × local = result. */

import { h } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { draw } from './grid.js';
import { gridOf, gridOfLocal, FORMS } from './grids.js';

/** @typedef {import('./view.js').View} View */

/** A Kronecker product of so many numbers is not written out until one asks. */
const FEW = 8;

/** @param {View} view */
export function flowCard(view) {
  const { current } = view;
  return h(
    'section',
    { class: 'card flow', 'data-testid': 'flow', 'aria-label': t('flow.title'), tabindex: '0' },
    current ? (current.product ? product(view, current) : parts(view, current)) : beginning(view),
  );
}

const joined = (figures, signs) =>
  h('div', { class: 'figures' }, figures.flatMap((figure, i) => (i === 0 ? [figure] : [h('span', { class: 'sign', 'aria-hidden': 'true' }, signs[i - 1]), figure])));

/** Before the first step: what comes in. */
function beginning(view) {
  const names = ['f0', 'y'].filter((name) => view.values[name]);
  return joined(names.map((name) => draw(gridOf(view, name, 'column'), view.palette)), [' ']);
}

function parts(view, step) {
  const how = step.phase === 'backward' ? 'row' : step.phase === 'update' ? 'whole' : 'column';
  const read = step.reads.filter((name) => view.values[name]);
  const figures = [...read, step.writes].map((name) => draw(gridOf(view, name, how), view.palette));
  return joined(figures, [...read.slice(1).map(() => ','), '→']);
}

function product(view, step) {
  const { upstream, local, result } = step.product;
  const expanded = state.get('expand') === '1';
  const written = expanded || local.form !== 'kronecker' || local.columns <= FEW;
  const figures = [
    draw(gridOf(view, upstream, 'row'), view.palette),
    written ? writtenOut(view, step) : schematic(local),
    draw(gridOf(view, result, 'row'), view.palette),
  ];
  const large = local.rows * local.columns > FEW * FEW;
  return [
    joined(figures, ['×', '=']),
    h(
      'p',
      { class: 'note row' },
      h('span', {}, t('flow.shapes', { rows: local.rows, columns: local.columns, form: t(FORMS[local.form] ?? 'form.full', { about: local.about }) })),
      large || local.form === 'kronecker'
        ? h(
            'button',
            { type: 'button', class: 'small', 'data-testid': 'expand', 'aria-pressed': String(expanded), onclick: () => state.set({ expand: expanded ? '' : '1' }) },
            t(expanded ? 'flow.collapse' : 'flow.expand'),
          )
        : null,
    ),
    view.data.batch > 1 ? h('p', { class: 'note' }, t('flow.batch', { sample: view.sample, batch: view.data.batch })) : null,
  ];
}

function writtenOut(view, step) {
  const { local } = step.product;
  const fetched = view.arrays.local(step.number, view.sample, 0, 0) !== undefined;
  const diagonal = local.form === 'diagonal' || local.form === 'identity';
  if (!fetched || (diagonal && local.rows > FEW && state.get('expand') !== '1')) {
    return fetched ? diagonalRow(view, step) : schematic(local);
  }
  const corner = state.get('pan').split(',').map(Number);
  return draw({ ...gridOfLocal(view, step), note: undefined, corner: /** @type {[number, number]} */ (corner) }, view.palette);
}

/** A large diagonal matrix as its diagonal alone. */
function diagonalRow(view, step) {
  const grid = gridOfLocal(view, step);
  return draw(
    {
      ...grid,
      latex: `\\operatorname{diag}\\;${grid.latex}`,
      rows: 1,
      at: (_, column) => view.arrays.local(step.number, view.sample, column, column),
      source: (_, column) => [grid.id, column, column],
      zero: undefined,
      note: undefined,
    },
    view.palette,
  );
}

/** A structured Jacobian as what it is, without its numbers. */
function schematic(local) {
  const blocks = Math.min(4, local.rows);
  return h(
    'figure',
    { class: 'grid' },
    h('figcaption', {}, formula(local.latex), h('span', { class: 'shape' }, `${local.rows} × ${local.columns}`)),
    h(
      'div',
      { class: `schema ${local.form}`, role: 'img', 'aria-label': local.about, style: { '--blocks': blocks } },
      Array.from({ length: blocks * blocks }, (_, i) => h('span', { class: Math.floor(i / blocks) === i % blocks ? 'on' : 'off' })),
    ),
    h('p', { class: 'note about' }, local.about),
  );
}
