/** The arrays of the current step side by side: what it reads and what it writes; on the way back upstream × local = result. */

import { h } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { draw } from './grid.js';
import { gridOf, gridOfLocal, FORMS } from './grids.js';
import { mover } from './mover.js';
import { pan } from './needs.js';
import { TILE } from '../walk/arrays.js';

/** @typedef {import('./view.js').View} View */

/** Wider Kronecker products, and diagonals, are not written out until one asks. */
const FEW = 8;

/** So many columns of numbers stand side by side; of more, only arrays of few columns have their numbers. */
const MOST_COLUMNS = 11;
const FEW_COLUMNS = 2;

/** @param {View} view */
export function flowCard(view) {
  const { current } = view;
  return h(
    'section',
    { class: 'card flow', 'data-testid': 'flow', 'aria-label': t('flow.title'), tabindex: '0' },
    current ? (current.products.length ? products(view, current) : parts(view, current)) : beginning(view),
  );
}

/**
 * Figures with signs between them; with fewer numbers written where all would not stand side by side.
 *
 * @param {View} view
 * @param {(import('./grid.js').Grid | Element)[]} figures
 * @param {string[]} signs
 */
function joined(view, figures, signs) {
  const columns = figures.reduce((sum, { columns = 3 }) => sum + Math.min(columns, FEW), 0);
  const numbers = columns > MOST_COLUMNS ? { mostColumns: FEW_COLUMNS } : {};
  const drawn = figures.map((figure) => ('latex' in figure ? draw({ ...numbers, ...figure }, view.palette) : figure));
  const sign = (i) => h('span', { class: 'sign', 'aria-hidden': 'true' }, signs[i - 1]);
  return h(
    'div',
    { class: 'figures' },
    drawn.flatMap((figure, i) => (i === 0 ? [figure] : [sign(i), figure])),
  );
}

/** Before the first step: what comes in. */
function beginning(view) {
  const names = ['f0', 'y'].filter((name) => view.values[name]);
  const grids = names.map((name) => gridOf(view, name, 'column'));
  return joined(view, grids, [' ']);
}

function parts(view, step) {
  const how = step.phase === 'backward' ? 'row' : step.phase === 'update' ? 'whole' : 'column';
  const read = step.reads.filter((name) => view.values[name]);
  const grids = [...read, step.writes].map((name) => gridOf(view, name, how));
  return joined(view, grids, [...read.slice(1).map(() => ','), '→']);
}

/** A product for each way by which the value acts on the loss; they add up. */
function products(view, step) {
  const figures = [];
  const signs = [];
  step.products.forEach(({ upstream, local }, i) => {
    if (i > 0) {
      signs.push('+');
    }
    figures.push(gridOf(view, upstream, 'row'), isWritten(view, step, i) ? written(view, step, i) : schematic(local));
    signs.push('×');
  });
  return [
    joined(view, [...figures, gridOf(view, step.writes, 'row')], [...signs, '=']),
    step.products.map(({ local }, i) => form(local, i)),
    expanded() ? step.products.slice(0, 1).map(({ local }) => over(local)) : null,
    view.data.batch > 1
      ? h(
          'p',
          { class: 'note' },
          t(view.hasRows(step.writes) ? 'flow.sample' : 'flow.batch', { sample: view.sample, batch: view.data.batch }),
        )
      : null,
  ];
}

const isDiagonal = ({ form }) => form === 'diagonal' || form === 'identity';

const expanded = () => state.get('expand') === '1';

const isWide = (local) => (local.form === 'kronecker' ? local.columns > FEW : local.rows * local.columns > FEW * FEW);

function isWritten(view, step, i) {
  const { local } = step.products[i];
  const fetched = view.arrays.local(step.number, i, view.sample, 0, 0) !== undefined;
  return fetched && (expanded() || local.form !== 'kronecker' || !isWide(local));
}

/** What the local derivative is, and a button where it can be written out. */
function form(local, i) {
  return h(
    'p',
    { class: 'note row' },
    h('span', {}, t(FORMS[local.form] ?? 'form.full', { about: local.about })),
    isWide(local)
      ? h(
          'button',
          {
            type: 'button',
            class: 'small',
            'data-testid': i ? `expand-${i}` : 'expand',
            'aria-pressed': String(expanded()),
            onclick: () => state.set({ expand: expanded() ? '' : '1' }),
          },
          t(expanded() ? 'flow.collapse' : 'flow.expand'),
        )
      : null,
  );
}

/** A local derivative that does not fit is moved over, all products at once. */
function over({ rows, columns }) {
  const [row = 0, column = 0] = pan();
  const corner = /** @type {[number, number]} */ ([Math.min(row, rows - 1), Math.min(column, columns - 1)]);
  return rows > TILE || columns > TILE
    ? mover({ rows, columns, corner, move: (to) => state.set({ pan: to }), prefix: 'local-' })
    : null;
}

function written(view, step, i) {
  const grid = gridOfLocal(view, step, i);
  const { local } = step.products[i];
  if (isDiagonal(local) && isWide(local) && !expanded()) {
    return diagonal(view, step, i, grid);
  }
  const [row = 0, column = 0] = pan();
  return { ...grid, corner: [Math.min(row, local.rows - 1), Math.min(column, local.columns - 1)] };
}

/** A large diagonal matrix as its diagonal alone. */
const diagonal = (view, step, i, grid) => ({
  ...grid,
  latex: `\\operatorname{diag}\\;${grid.latex}`,
  rows: 1,
  columns: Math.min(64, grid.columns),
  at: (_, column) => view.arrays.local(step.number, i, view.sample, column, column),
  source: (_, column) => [grid.id, column, column],
  zero: undefined,
});

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
      Array.from({ length: blocks * blocks }, (_, i) =>
        h('span', { class: Math.floor(i / blocks) === i % blocks ? 'on' : 'off' }),
      ),
    ),
    h('p', { class: 'note about' }, local.aboutLatex ? formula(local.aboutLatex) : local.about),
  );
}
