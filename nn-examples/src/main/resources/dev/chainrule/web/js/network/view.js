/** What the network's page shows at one moment: a walk, the place in it, and what is known there. */

import * as state from '../core/state.js';
import { get, queryOf, superseded } from '../core/api.js';
import { Palette } from '../core/colours.js';
import { walkOf, hasRows } from '../walk/walk.js';
import { forwardTrack, reverseTrack } from '../walk/track.js';
import { parsePlace } from '../walk/names.js';
import { wholeRow } from '../walk/arrays.js';
import { hides } from '../lesson/lesson.js';
import { shownUnits } from './units.js';

/** So many numbers of a local derivative are fetched without being asked for. */
const SMALL = 256;

/** The weight whose tangents go forward if none is selected. */
const FIRST_WEIGHT = 'A0[0,0]';

/** Answers about selected places, by their question. */
const answers = new Map();

async function answer(path, query, signal) {
  const key = `${path}?${query}`;
  if (!answers.has(key)) {
    answers.set(key, await get(path, query, signal));
    if (answers.size > 64) {
      answers.delete(answers.keys().next().value);
    }
  }
  return answers.get(key);
}

/** A part that the server could not give is a sentence at its place, and does not take the page with it. */
async function orRefusal(work) {
  try {
    return await work;
  } catch (error) {
    if (superseded(error)) {
      throw error;
    }
    return { refused: error.message };
  }
}

export class View {
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
    return place !== undefined && (place < this.step || (place === this.step && !(place > 0 && hides(this))));
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
    return this.options?.data.find((one) => one.name === this.data.situation.data);
  }

  /** [height, width] of the input if it is a picture. @returns {[number, number] | null} */
  get image() {
    return this.dataset?.image ?? null;
  }
}

/**
 * @param {any} options the server's answer
 * @param {AbortSignal} signal
 */
export async function viewOf(options, signal) {
  const query = state.situation();
  const walk = await walkOf(query, signal);
  const selected = checked(walk, parsePlace(state.get('select')));
  const forward = state.get('mode') === 'forward' ? await tangents(walk, query, selected, signal) : null;
  const track = forward && !forward.refused ? forwardTrack(walk, forward) : reverseTrack(walk);
  const view = new View(walk, track);
  view.options = options;
  view.selected = selected;
  view.forward = forward?.refused ? null : forward;
  view.forwardRefused = forward?.refused ?? null;
  const isParameter = selected && walk.data.values[selected.name].role === 'parameter';
  const [weight] = await Promise.all([
    isParameter ? orRefusal(answer('weight', join(query, { ...named(selected), sample: view.sample }), signal)) : null,
    walk.arrays.load(needs(view), signal),
  ]);
  view.weight = weight;
  return view;
}

const join = (query, more) => [query, queryOf(more)].filter(Boolean).join('&');

const named = ({ name, index }) => ({ name, index: index.join(',') });

async function tangents(walk, query, selected, signal) {
  const weight = selected && walk.data.values[selected.name].role === 'parameter' ? selected : parsePlace(FIRST_WEIGHT);
  return orRefusal(answer('forward', join(query, named(weight)), signal));
}

/** A place that this network has; null for any other. */
function checked(walk, place) {
  const shape = place && walk.data.values[place.name]?.shape;
  const inside = shape && shape.length === place.index.length && place.index.every((i, axis) => i < shape[axis]);
  return inside ? place : null;
}

/** The tiles that this view shows. */
function needs(view) {
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
    needs.push({ name: view.selected.name, row, column });
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
