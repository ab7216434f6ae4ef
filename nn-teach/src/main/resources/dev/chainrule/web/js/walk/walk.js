/** A walk through one forward pass, loss, backward pass and update, as the server tells it, with its arrays. */

import { get } from '../core/api.js';
import { Arrays } from './arrays.js';

/**
 * @typedef {{text: string, latex: string, lectures: string[], explanation: string}} Equation
 * @typedef {{text: string, latex: string, form: string, rows: number, columns: number, about: string}} Local
 * @typedef {{number: number, phase: string, kind?: string, layer: number, equation: Equation, reads: string[], writes: string,
 *   multiplications: number, product: null | {upstream: string, result: string, local: Local},
 *   products: {upstream: string, result: string, local: Local}[]}} Step
 * @typedef {{name: string, text: string, latex: string, role: string, shape: number[], layer: number,
 *   numbers: number[] | null, min: number, max: number}} Value
 * @typedef {{query: string, data: any, arrays: Arrays}} Walk
 */

/** So many walks are kept, so that going back is instant. */
const KEPT = 24;

/** @type {Map<string, Walk>} */
const kept = new Map();

/** @param {string} query of the scenario @param {AbortSignal} [signal] @returns {Promise<Walk>} */
export async function walkOf(query, signal) {
  let walk = kept.get(query);
  if (!walk) {
    const data = await get('walk', query, signal);
    data.steps.forEach(complete);
    walk = { query, data, arrays: new Arrays(query, data.values) };
  }
  kept.delete(query);
  kept.set(query, walk);
  if (kept.size > KEPT) {
    kept.delete(kept.keys().next().value);
  }
  return walk;
}

/** Where several products add up, `product` is the first of them. */
function complete(step) {
  step.products ??= step.product ? [step.product] : [];
  step.products.forEach((product) => (product.result ??= step.writes));
  step.product = step.products[0] ?? null;
  step.kind = step.kind?.toLowerCase();
}

const SAMPLED = new Set(['input', 'target', 'hidden', 'output', 'prediction', 'logits']);

/** Whether a value has a row for each sample of the batch; derivatives are as what they are by. */
export function hasRows(walk, name) {
  const values = walk.data.values;
  const value = values[name];
  if (!value) {
    return false;
  }
  const by = /^dL\/d(.+)$/.exec(name)?.[1];
  return SAMPLED.has((by && values[by] ? values[by] : value).role);
}
