/** An equation with its numbers in place of its letters. */

import { tex, UNKNOWN } from '../core/numbers.js';
import * as state from '../core/state.js';

/** @typedef {import('./view.js').View} View */

/** So many rows and columns of an array stand in an equation, then dots. */
const MOST = 4;
const ROWS_BEFORE_DOTS = 2;
const COLUMNS_BEFORE_DOTS = 3;

/**
 * The right side with numbers, and the result.
 *
 * @param {View} view
 * @param {import('../walk/walk.js').Step} step
 * @returns {{right: string | null, result: string, left: string}} LaTeX; no right side if nothing could be put in
 */
export function substituted(view, step) {
  const { latex } = step.equation;
  const equals = latex.indexOf('=');
  const left = equals < 0 ? view.values[step.writes].latex : latex.slice(0, equals);
  const right = equals < 0 ? '' : computable(sidesOf(latex.slice(equals + 1)), step);
  const lying = step.phase === 'backward';
  const replacements = [];
  if (step.products.length === 1) {
    replacements.push([step.product.local.latex, localTex(view, step)]);
  }
  // the local derivative's formula has letters that the step itself does not read
  for (const { name, latex: symbol } of Object.values(view.values)) {
    if (name !== step.writes && right.includes(symbol) && view.known(name)) {
      replacements.push([symbol, valueTex(view, name, lying)]);
    }
  }
  const filled = replace(right, replacements);
  return { left, right: filled === right ? null : filled, result: valueTex(view, step.writes, lying) };
}

/** Of upstream · local = as it is computed, the product; the latter where the Jacobian is too wide to be written. */
function computable(sides, step) {
  const wide = step.product?.local.form === 'kronecker' && step.product.local.columns > MOST;
  return wide ? sides.at(-1) : sides[0];
}

/** Split at each = that stands outside of braces. */
function sidesOf(latex) {
  const sides = [''];
  let depth = 0;
  for (const letter of latex) {
    depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
    if (letter === '=' && depth === 0) {
      sides.push('');
    } else {
      sides[sides.length - 1] += letter;
    }
  }
  return sides;
}

/** All at once and the longest first, so that no letter is replaced within what was put in, or within a longer name. */
function replace(latex, replacements) {
  const known = replacements.filter(([symbol]) => symbol).sort((a, b) => b[0].length - a[0].length);
  if (known.length === 0) {
    return latex;
  }
  const pattern = known.map(([symbol]) => escaped(symbol)).join('|');
  const alone = new RegExp(`(?<![A-Za-z\\\\])(?<!\\\\partial\\s?)(?:${pattern})(?![A-Za-z_'{])`, 'g');
  const bySymbol = new Map(known.map(([symbol, numbers]) => [spaceless(symbol), numbers]));
  return latex.replace(alone, (symbol) => ` ${bySymbol.get(spaceless(symbol))} `);
}

const spaceless = (latex) => latex.replace(/\s/g, '');

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s*');

/** A value's numbers: of one with rows for samples, those of the sample that is shown. */
export function valueTex(view, name, lying) {
  const value = view.values[name];
  const known = view.known(name);
  const [rows, columns] = view.size(name);
  if (value.shape.length === 0) {
    return known ? tex(view.at(name, 0, 0)) : mark(view, name);
  }
  const sampled = view.hasRows(name);
  if (sampled && value.shape.length === 1) {
    return known ? tex(view.at(name, 0, view.sample)) : mark(view, name);
  }
  const vector = sampled || value.shape.length === 1;
  const number = (i, j) => (known ? tex(view.at(name, sampled ? view.sample : i, j)) : mark(view, name));
  if (!vector) {
    return array(rows, columns, number);
  }
  return lying ? array(1, columns, (_, j) => number(0, j)) : array(columns, 1, (i) => number(0, i));
}

/** In a lesson the number that is asked for is a question mark. */
const mark = (view, name) =>
  view.track.place(name) === view.step && state.get('lesson') === '1' ? '{?}' : `\\text{${UNKNOWN}}`;

function localTex(view, step) {
  const { local } = step.product;
  const known = view.known(step.writes);
  if (local.form === 'kronecker' && local.columns > MOST) {
    return local.latex;
  }
  const at = (i, j) => view.arrays.local(step.number, 0, view.sample, i, j);
  if (at(0, 0) === undefined) {
    return local.latex;
  }
  return array(local.rows, local.columns, (i, j) => (known ? tex(at(i, j) ?? null) : `\\text{${UNKNOWN}}`));
}

function array(rows, columns, number) {
  const is = indices(rows, ROWS_BEFORE_DOTS);
  const js = indices(columns, COLUMNS_BEFORE_DOTS);
  const lines = is.map((i) =>
    js
      .map((j) =>
        i === null && j === null ? '\\ddots' : i === null ? '\\vdots' : j === null ? '\\cdots' : number(i, j),
      )
      .join(' & '),
  );
  return `\\begin{bmatrix} ${lines.join(' \\\\ ')} \\end{bmatrix}`;
}

/** null stands for dots. */
function indices(n, beforeDots) {
  const all = n <= MOST;
  const shown = Array.from({ length: all ? n : beforeDots }, (_, i) => i);
  return all ? shown : [...shown, null];
}
