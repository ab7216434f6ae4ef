/** Which number a step asks for: always the same one for the same step. */

import { placeText } from '../walk/names.js';

/** @typedef {{kind: 'unit' | 'loss' | 'local' | 'product' | 'updated', text: string, expected: number}} Question */

/** Questions are about the first few numbers of a large array. */
const FIRST = 8;

/** Answers may be off by this share. */
export const TOLERANCE = 0.02;

/** @param {import('../network/view.js').View} view @returns {Question | null} null if there is nothing to ask */
export function questionOf(view) {
  const step = view.current;
  if (!step) {
    return null;
  }
  const chance = hash(`${view.walk.query} ${view.step}`);
  const local = step.product && chance % 2 === 0 ? localQuestion(view, step, chance >> 1) : null;
  return local ?? valueQuestion(view, step, chance >> 1);
}

function valueQuestion(view, step, chance) {
  const { shape, text } = view.values[step.writes];
  const rows = view.hasRows(step.writes);
  const index = shape.map((size, axis) =>
    rows && axis === 0 ? view.sample : (chance >> (3 * axis)) % Math.min(size, FIRST),
  );
  const [row, column] = index.length === 2 ? index : [0, index[0] ?? 0];
  const expected = view.at(step.writes, row, column);
  const named = rows && shape.length > 1 ? index.slice(1) : index;
  return Number.isFinite(expected) ? { kind: KINDS[step.phase], text: placeText(text, named), expected } : null;
}

function localQuestion(view, step, chance) {
  const { local } = step.product;
  const row = chance % Math.min(local.rows, FIRST);
  const diagonal = local.form === 'diagonal' || local.form === 'identity';
  const block = local.form === 'kronecker' ? row * (local.columns / local.rows) : 0;
  const column = diagonal ? row : block + ((chance >> 3) % Math.min(local.columns / (block ? local.rows : 1), FIRST));
  const expected = view.arrays.local(step.number, 0, view.sample, row, column);
  return Number.isFinite(expected) ? { kind: 'local', text: placeText(local.text, [row, column]), expected } : null;
}

const KINDS = { forward: 'unit', loss: 'loss', backward: 'product', update: 'updated', tangent: 'product' };

/** @param {Question} question @param {number} given */
export const right = ({ expected }, given) =>
  Math.abs(given - expected) <= Math.max(TOLERANCE * Math.abs(expected), 1e-9);

/** FNV-1a, 30 bits. */
function hash(text) {
  let sum = 0x811c9dc5;
  for (const letter of text) {
    sum = Math.imul(sum ^ letter.codePointAt(0), 0x01000193);
  }
  return (sum ^ (sum >>> 15)) & 0x3fffffff;
}
