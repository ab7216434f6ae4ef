/** Whether a value lies on the path that is looked at. */

import * as state from '../core/state.js';

/** The path that is looked at, of those of the selected weight; null if none is. */
export const lookedAt = () => (/^\d+$/.test(state.get('path')) ? Number(state.get('path')) : null);

/** @param {number | null} number */
export const lookAt = (number) => state.set({ path: number === null ? '' : number });

/** @param {import('./view.js').View} view @param {string} name @param {number[]} index */
export function onPath(view, name, index) {
  const nodes = view.weight?.paths?.shown?.[lookedAt() ?? -1]?.nodes;
  if (!nodes) {
    return false;
  }
  return nodes.some((node) => node.name === name && ends(node.index, index)) || between(view, nodes, name, index);
}

/** A weight lies on a path that goes from its input to its output. */
function between(view, nodes, name, index) {
  const { layers } = view.data.network;
  const layer = layers.find((one) => one.parameters.includes(name));
  if (!layer || index.length !== 2 || layer.index === 0) {
    return false;
  }
  const passes = (value, unit) => nodes.some((node) => node.name === value && node.index.at(-1) === unit);
  const input = layers[layer.index - 1].output;
  return passes(input, index[1]) && (passes(layer.z, index[0]) || passes(layer.output, index[0]));
}

/** A value's place has its sample before its unit. */
const ends = (place, index) => String(place.slice(-index.length)) === String(index);
