/** Fetches what the page shows of the network at one moment. */

import { get, queryOf, superseded } from '../core/api.js';
import * as state from '../core/state.js';
import { parsePlace } from '../walk/names.js';
import { forwardTrack, reverseTrack } from '../walk/track.js';
import { walkOf } from '../walk/walk.js';
import { needs } from './needs.js';
import { View } from './view.js';

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

/**
 * @param {any} options the server's answer
 * @param {AbortSignal} signal
 */
export async function viewOf(options, signal) {
  const query = state.scenario();
  const walk = await walkOf(query, signal);
  const selected = checked(walk, parsePlace(state.get('select')));
  const forward = state.get('mode') === 'forward' ? await tangents(walk, query, selected, signal) : null;
  const track = forward && !forward.refused ? forwardTrack(walk, forward) : reverseTrack(walk);
  const view = new View(walk, track);
  view.options = options;
  view.selected = selected;
  view.forward = forward?.refused ? null : forward;
  view.forwardRefused = forward?.refused ?? null;
  const moves = selected && ['parameter', 'input'].includes(walk.data.values[selected.name].role);
  const [weight] = await Promise.all([
    moves ? orRefusal(answer('weight', join(query, { ...named(selected), sample: sampleOf(view) }), signal)) : null,
    walk.arrays.load(needs(view), signal),
  ]);
  view.weight = weight;
  return view;
}

const join = (query, more) => [query, queryOf(more)].filter(Boolean).join('&');

/** A number of the input is of its own row. */
const sampleOf = ({ selected, sample }) => (selected.name === 'f0' ? selected.index[0] : sample);

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
