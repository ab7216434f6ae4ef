/** The arrays of a view as grids: whole, or the row of the sample that is shown, lying or standing. */

import * as state from '../core/state.js';
import { place } from '../walk/names.js';

/** @typedef {import('./view.js').View} View @typedef {import('./grid.js').Grid} Grid */

/** @param {View} view @param {string} name @param {'row' | 'column' | 'whole'} how @returns {Grid} */
export function gridOf(view, name, how) {
  const value = view.values[name];
  const [rows, columns] = view.size(name);
  const one = how !== 'whole' && view.hasRows(name);
  const single = one && value.shape.length === 1;
  const standing = how === 'column' && !single && (one || value.shape.length === 1);
  const of = (row, column) => {
    if (single) {
      return [0, view.sample];
    }
    const [i, j] = standing ? [0, row] : [row, column];
    return one ? [view.sample, j] : [i, j];
  };
  return {
    id: name,
    latex: value.latex,
    text: value.text,
    rows: standing ? columns : one ? 1 : rows,
    columns: standing || single ? 1 : columns,
    known: view.known(name),
    scale: view.scale(name),
    at: (row, column) => view.at(name, ...of(row, column)),
    source: (row, column) => [name, ...of(row, column)],
    pick: selectable(view, name)
      ? (row, column) => {
          const [i, j] = of(row, column);
          select(name, value.shape.length === 2 ? [i, j] : [j]);
        }
      : undefined,
  };
}

/** Whether one can click its numbers. */
export const selectable = (view, name) =>
  view.walk.data.values[name] !== undefined &&
  ['parameter', 'input', 'hidden', 'output'].includes(view.values[name].role);

/** Opens the panel about one number. */
export const select = (name, index) => state.set({ select: place(name, index), panel: 'weight', path: '' });

/** The local derivative of a product, where it is written out. @param {View} view @returns {Grid} */
export function gridOfLocal(view, step, product = 0) {
  const { local } = step.products[product];
  const shown = view.known(step.writes);
  const diagonal = local.form === 'diagonal' || local.form === 'identity';
  const at = (row, column) => view.arrays.local(step.number, product, view.sample, row, column);
  let scale = 0;
  for (let row = 0; row < Math.min(64, local.rows); row++) {
    for (let column = 0; column < Math.min(64, local.columns); column++) {
      scale = Math.max(scale, Math.abs(at(row, column) ?? 0));
    }
  }
  return {
    id: product ? `local-${step.number}-${product}` : `local-${step.number}`,
    latex: local.latex,
    text: local.text,
    rows: local.rows,
    columns: local.columns,
    known: shown,
    scale,
    at,
    zero: diagonal && shown ? (row, column) => row !== column : undefined,
  };
}

/** What to say of each form. */
export const FORMS = {
  diagonal: 'form.diagonal',
  identity: 'form.identity',
  kronecker: 'form.kronecker',
  matrix: 'form.matrix',
  gradient: 'form.gradient',
  full: 'form.full',
};
