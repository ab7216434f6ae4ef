/** What the network's page shows at one moment: a walk, the place in it, and what is known there. */

import * as state from '../core/state.js';
import { Palette } from '../core/colours.js';
import { hasRows } from '../walk/walk.js';
import { hides } from '../lesson/lesson.js';

export class View {
  /** @type {boolean | undefined} */
  #hides;

  /** @param {import('../walk/walk.js').Walk} walk @param {import('../walk/track.js').Track} track */
  constructor(walk, track) {
    this.walk = walk;
    this.data = walk.data;
    this.arrays = walk.arrays;
    this.track = track;
    this.values = track.values;
    this.palette = new Palette();
    this.step = Math.min(state.count('step'), track.steps.length);
    this.current = this.step === 0 ? null : track.steps[this.step - 1];
    this.sample = Math.min(state.count('row'), this.data.batch - 1);
    this.mode = state.get('mode') === 'forward' ? 'forward' : 'reverse';
    /** @type {{name: string, index: number[]} | null} */
    this.selected = null;
    /** The server's answer about the selected weight. @type {any} */
    this.weight = null;
    /** The server's answer about the weight of forward mode. @type {any} */
    this.forward = null;
    /** @type {string | null} why forward mode is not there */
    this.forwardRefused = null;
  }

  /** Whether a value is computed yet, and may be shown. */
  known(name) {
    const place = this.track.place(name);
    return place !== undefined && (place < this.step || (place === this.step && !(place > 0 && this.hides)));
  }

  /** A value's number, undefined where it is not here. */
  at(name, row, column) {
    const numbers = this.values[name]?.numbers;
    return numbers && !this.walk.data.values[name]
      ? numbers[column + row * (this.values[name].shape.at(-1) ?? 1)]
      : this.arrays.at(name, row, column);
  }

  /** Of a value with a row for each sample: its number for the sample that is shown. */
  unit(name, index) {
    return this.at(name, this.hasRows(name) ? this.sample : 0, index);
  }

  /** Whether this step's numbers wait for an answer in a lesson. */
  get hides() {
    return (this.#hides ??= hides(this));
  }

  hasRows(name) {
    return this.values[name]?.role !== 'tangent' && hasRows(this.walk, name);
  }

  /** The largest magnitude in a value. */
  scale(name) {
    const { min, max } = this.values[name];
    return Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
  }

  /** [rows, columns] */
  size(name) {
    const { shape } = this.values[name];
    return shape.length === 0 ? [1, 1] : [shape.slice(0, -1).reduce((a, b) => a * b, 1), shape.at(-1)];
  }

  /** What the address says of the data set. */
  get dataset() {
    return this.options?.data.find((one) => one.name === this.data.scenario.data);
  }

  /** [height, width] of the input if it is a picture. @returns {[number, number] | null} */
  get image() {
    return this.dataset?.image ?? null;
  }
}
