/**
 * The numbers of a walk. Small arrays come with it; large ones, and local derivatives written out, in tiles that are
 * fetched when something shows them.
 */

import { get, queryOf } from '../core/api.js';

/** Rows and columns of a tile. */
export const TILE = 64;

/** @typedef {{name?: string, row?: number, column?: number, step?: number, product?: number, sample?: number}} Need */

export class Arrays {
  #query;
  #values;
  /** @type {Map<string, number[][]>} */
  #tiles = new Map();

  /** @param {string} query of the scenario @param {Record<string, any>} values of its walk */
  constructor(query, values) {
    this.#query = query;
    this.#values = values;
  }

  /** [rows, columns]; a vector is one row. @param {string} name */
  size(name) {
    return flat(this.#values[name].shape);
  }

  /** The largest magnitude. */
  scale(name) {
    const { min, max } = this.#values[name];
    return Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
  }

  /** A number; undefined where its tile was not fetched. */
  at(name, row, column) {
    const { numbers } = this.#values[name];
    if (numbers) {
      return numbers[row * this.size(name)[1] + column];
    }
    return this.#in(name, row, column);
  }

  /** A number of a step's local derivative, in one of its products. */
  local(step, product, sample, row, column) {
    return this.#in(localName(step, product, sample), row, column);
  }

  #in(name, row, column) {
    const tile = this.#tiles.get(key(name, row, column));
    return tile?.[row % TILE]?.[column % TILE];
  }

  /**
   * Fetches the tiles that hold these places, unless they are here.
   *
   * @param {Need[]} needs with a step: its local derivative
   * @param {AbortSignal} signal
   */
  async load(needs, signal) {
    const wanted = new Map();
    for (const { name, row = 0, column = 0, step, product = 0, sample = 0 } of needs) {
      if (step === undefined && (!this.#values[name] || this.#values[name].numbers)) {
        continue;
      }
      const id = key(step === undefined ? name : localName(step, product, sample), row, column);
      if (!this.#tiles.has(id)) {
        const at = `${row - (row % TILE)},${column - (column % TILE)}`;
        const size = `${TILE},${TILE}`;
        const what =
          step === undefined ? { name, at, size } : { step, product: product || undefined, sample, at, size };
        wanted.set(id, [step === undefined ? 'array' : 'local', queryOf(what)]);
      }
    }
    await Promise.all(
      [...wanted].map(async ([id, [path, what]]) => {
        const answer = await get(path, [this.#query, what].filter(Boolean).join('&'), signal);
        this.#tiles.set(id, answer.numbers);
      }),
    );
  }
}

const localName = (step, product, sample) => `local ${step} ${product} ${sample}`;

const key = (name, row, column) => `${name} ${Math.floor(row / TILE)} ${Math.floor(column / TILE)}`;

/** Any shape as rows and columns. @param {number[]} shape @returns {[number, number]} */
export const flat = (shape) =>
  shape.length === 0 ? [1, 1] : [shape.slice(0, -1).reduce((a, b) => a * b, 1), shape.at(-1)];

/** What to load to see a whole row. @returns {Need[]} */
export const wholeRow = (name, row, columns) =>
  Array.from({ length: Math.ceil(columns / TILE) }, (_, i) => ({ name, row, column: i * TILE }));
