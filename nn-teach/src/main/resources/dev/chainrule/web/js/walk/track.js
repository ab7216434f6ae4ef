/**
 * The steps that the time line shows. In reverse mode they are the walk's; in forward mode a weight's tangents go with the
 * values, and there is no way back. It knows at which of them a value becomes known.
 */

/** @typedef {import('./walk.js').Step} Step @typedef {import('./walk.js').Value} Value */

export class Track {
  /** @type {Step[]} numbered from 1 by their place */
  steps;
  /** @type {Record<string, Value>} */
  values;
  #place = new Map();
  #elsewhere;

  /** @param {Step[]} steps @param {Record<string, Value>} values @param {Step[]} all the walk's steps */
  constructor(steps, values, all) {
    this.steps = steps;
    this.values = values;
    steps.forEach((step, i) => this.#place.set(step.writes, i + 1));
    this.#elsewhere = new Set(all.map((step) => step.writes));
  }

  /** The step that computes a value: 0 for what is there from the beginning, undefined if none of these does. */
  place(name) {
    return this.#place.get(name) ?? (this.#elsewhere.has(name) || !this.values[name] ? undefined : 0);
  }
}

/** @param {import('./walk.js').Walk} walk */
export const reverseTrack = (walk) => new Track(walk.data.steps, walk.data.values, walk.data.steps);

/**
 * @param {import('./walk.js').Walk} walk
 * @param {any} tangents the server's answer about one weight
 */
export function forwardTrack(walk, tangents) {
  const values = { ...walk.data.values };
  const steps = walk.data.steps.filter((step) => step.phase === 'forward' || step.phase === 'loss');
  for (const step of tangents.steps) {
    const numbers = step.numbers;
    values[step.writes] = {
      name: step.writes,
      text: step.text ?? left(step.equation.text),
      latex: step.latex ?? left(step.equation.latex),
      role: 'tangent',
      shape: step.shape,
      layer: step.layer,
      numbers,
      min: step.min ?? Math.min(...(numbers ?? [0])),
      max: step.max ?? Math.max(...(numbers ?? [0])),
    };
    const of = /^d(.+?)\/d/.exec(step.writes)?.[1];
    const beside = steps.findIndex((other) => other.writes === of);
    const tangent = { ...step, phase: 'tangent', product: null, products: [] };
    steps.splice(beside < 0 ? steps.length : beside + 1, 0, tangent);
  }
  return new Track(steps, values, walk.data.steps);
}

const left = (equation) => equation.split('=')[0].trim();
