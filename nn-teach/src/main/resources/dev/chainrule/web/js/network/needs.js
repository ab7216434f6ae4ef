/** Which parts of large arrays a view shows, and so must be fetched. */

import * as state from '../core/state.js';
import { shownUnits } from '../drawing/units.js';
import { wholeRow } from '../walk/arrays.js';

/** So many numbers of a local derivative are fetched without being asked for. */
const SMALL = 256;

/** @param {import('./view.js').View} view @returns {import('../walk/arrays.js').Need[]} */
export function needs(view) {
  const needs = [];
  const { data, sample } = view;
  const f0 = data.values.f0;
  if (f0 && view.image) {
    needs.push(...wholeRow('f0', sample, f0.shape.at(-1)));
  }
  for (const layer of data.network.layers) {
    const inputs = layer.index === 0 ? 'f0' : data.network.layers[layer.index - 1].output;
    for (const name of [inputs, layer.output, layer.z, `dL/d${layer.output}`]) {
      if (name && data.values[name]) {
        const columns = data.values[name].shape.at(-1) ?? 1;
        const units = shownUnits(view, name, columns);
        needs.push(...units.map((column) => ({ name, row: view.hasRows(name) ? sample : 0, column })));
      }
    }
    const weights = layer.parameters.find((name) => data.values[name].shape.length === 2);
    if (weights) {
      const from = shownUnits(view, inputs, layer.inputs);
      const to = shownUnits(view, layer.output, layer.outputs);
      to.forEach((row) => from.forEach((column) => needs.push({ name: weights, row, column })));
    }
  }
  const { current } = view;
  if (current) {
    const named = Object.keys(data.values).filter((name) => current.equation.latex.includes(data.values[name].latex));
    for (const name of new Set([...named, ...current.reads, current.writes])) {
      needs.push({ name, row: view.hasRows(name) ? sample : 0 });
    }
    current.products.forEach(({ local }, product) => {
      const expanded = local.rows * local.columns <= SMALL || state.get('expand') === '1';
      if (expanded) {
        const [row, column] = pan();
        needs.push({ step: current.number, product, sample });
        needs.push({
          step: current.number,
          product,
          sample,
          row: inside(row, local.rows),
          column: inside(column, local.columns),
        });
      } else if (local.form === 'diagonal') {
        needs.push({ step: current.number, product, sample });
      }
    });
  }
  const array = state.get('array');
  if (data.values[array]) {
    const [row, column] = pan();
    const [rows, columns] = view.size(array);
    needs.push({ name: array, row: inside(row, rows), column: inside(column, columns) });
  }
  if (view.selected) {
    const [row, column] = view.selected.index.length === 2 ? view.selected.index : [0, ...view.selected.index];
    const { name } = view.selected;
    needs.push(...[name, `dL/d${name}`, `${name}'`].map((one) => ({ name: one, row, column })));
  }
  return needs;
}

const inside = (i, size) => Math.max(0, Math.min(i, size - 1));

/** The corner of the part of a large array that is shown. */
export const pan = () =>
  state
    .get('pan')
    .split(',')
    .map((i) => Math.max(0, Math.trunc(Number(i)) || 0));
