/** Where the layers and units stand in the drawing. */

import { shownUnits } from './units.js';

export const WIDTH = 600;
export const HEIGHT = 330;
const TOP = 38;
const BOTTOM = 14;
const IMAGE = 150;

/**
 * @typedef {{index: number, x: number, y: number, r: number}} Unit
 * @typedef {{index: number, name: string, z: string | null, bias: string | null, latex: string, title: string, x: number,
 *   r: number, units: Unit[], more: number, moreY: number, classes: string[] | null,
 *   image: {width: number, height: number} | null}} Column
 */

/** @param {import('../network/view.js').View} view @returns {Column[]} the input, then each layer's output */
export function layout(view) {
  const { layers, input } = view.data.network;
  const image = view.image;
  const left = image ? IMAGE / 2 + 8 : 60;
  const right = WIDTH - 130;
  const x = (i) => left + ((right - left) * i) / layers.length;
  const first = column(view, { index: 0, name: 'f0', count: input, x: x(0), title: '', z: null, bias: null });
  if (image) {
    const unit = IMAGE / Math.max(...image);
    Object.assign(first, { image: { width: image[1] * unit, height: image[0] * unit }, units: [], more: 0 });
  }
  return [
    first,
    ...layers.map((layer) =>
      column(view, {
        index: layer.index + 1,
        name: layer.output,
        count: layer.outputs,
        x: x(layer.index + 1),
        title: activation(layer.title),
        z: layer.z ?? null,
        bias: layer.parameters.find((name) => view.values[name].shape.length === 1) ?? null,
        classes: layer.index === layers.length - 1 ? (view.data.prediction?.classes ?? null) : null,
      }),
    ),
  ];
}

/** Dense(2→4, tanh) is headed by tanh. */
const activation = (title) => /,\s*([^,)]+)\)$/.exec(title)?.[1] ?? '';

function column(view, { index, name, count, x, title, z, bias, classes = null }) {
  const shown = shownUnits(view, name, count);
  const more = count - shown.length;
  const places = shown.length + (more ? 1 : 0);
  const room = (HEIGHT - TOP - BOTTOM) / places;
  const r = Math.max(7, Math.min(26, room * (room > 60 ? 0.3 : 0.42)));
  // the dots stand after the first ones, before the one that was selected
  const dots = more ? (shown.at(-1) === shown.length - 1 ? shown.length : shown.length - 1) : -1;
  const y = (i) => TOP + room * (i + 0.5);
  const units = shown.map((unit, i) => ({ index: unit, x, y: y(more && i >= dots ? i + 1 : i), r }));
  return {
    index,
    name,
    z,
    bias,
    latex: view.values[name].latex,
    title,
    x,
    r,
    units,
    more,
    moreY: more ? y(dots) : 0,
    classes,
    image: null,
  };
}
