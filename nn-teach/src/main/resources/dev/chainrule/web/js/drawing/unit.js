/** A unit: its colour is its activation, its ring the derivative of the loss by it; a bias is a small square at it. */

import { s } from '../core/dom.js';
import { full, tiny, UNKNOWN } from '../core/numbers.js';
import { t } from '../core/strings.js';
import { select } from '../network/grids.js';
import { onPath } from '../network/paths.js';
import { isSelected } from './selected.js';

/** @typedef {import('../network/view.js').View} View @typedef {import('./layout.js').Column} Column @typedef {import('./layout.js').Unit} Unit */

/** @param {View} view @param {Column} column @param {Unit} unit */
export function drawUnit(view, column, unit) {
  const { name, z } = column;
  const index = unit.index;
  const active = view.known(name) ? name : z && view.known(z) ? z : null;
  const x = active ? view.unit(active, index) : undefined;
  const scale = active ? view.scale(active) : 0;
  const derivative = `dL/d${name}`;
  const ring = view.values[derivative] && view.known(derivative) ? view.unit(derivative, index) : undefined;
  const ringScale = ring === undefined ? 0 : view.scale(derivative);
  const decimals = unit.r >= 22 ? 3 : unit.r >= 16 ? 2 : 1;
  const text = active ? tiny(x, decimals) : UNKNOWN;
  // what is seen stands in what is heard
  const label = [
    `${view.values[active ?? name].text}[${index}] = ${text}`,
    active ? full(x) : null,
    ring === undefined ? null : `∂L/∂${view.values[name].text}[${index}] = ${full(ring)}`,
  ]
    .filter(Boolean)
    .join(', ');
  const chosen =
    isSelected(view, name, [index], true) || (z && onPath(view, z, [index])) || onPath(view, name, [index]);
  const writes = view.current?.writes;
  const now = writes === name || writes === z || writes === derivative || writes === `dL/d${z}`;
  const shows = unit.r >= 11;
  return s(
    'g',
    {
      class: `unit${chosen ? ' chosen' : ''}${now ? ' now' : ''}${active ? '' : ' empty'}${active === z && active !== name ? ' half' : ''}`,
      role: 'button',
      tabindex: '-1',
      'aria-label': label,
      'data-testid': `unit-${name}-${index}`,
      'data-name': active ?? name,
      'data-index': index,
      'data-value': active ? full(x) : null,
      onclick: () => select(name, view.values[name].shape.length === 2 ? [view.sample, index] : [index]),
    },
    s('title', {}, label),
    ring === undefined
      ? null
      : s('circle', {
          class: `ring${ring < 0 ? ' negative' : ''}`,
          cx: unit.x,
          cy: unit.y,
          r: unit.r + 4,
          style: {
            stroke: view.palette.css(ring, ringScale),
            'stroke-width': 3 + 3 * (ringScale ? Math.abs(ring) / ringScale : 0),
          },
        }),
    s('circle', {
      class: 'body',
      cx: unit.x,
      cy: unit.y,
      r: unit.r,
      style: active === name ? { fill: view.palette.css(x, scale) } : {},
    }),
    shows
      ? s(
          'text',
          {
            class: 'inner',
            'font-size': fitting(unit.r, text.length),
            x: unit.x,
            y: unit.y,
            style: active === name ? { fill: view.palette.ink(x, scale) } : {},
          },
          text,
        )
      : null,
  );
}

/** The size of letters of which so many stand in a circle. */
const fitting = (r, letters) => Math.max(9, Math.min(r * 0.58, (2.9 * r) / letters));

/** A class's name, with a mark at the one that it should be: beside a small unit, below a large one. */
export function className(view, column, unit) {
  const isTarget = view.data.prediction.target?.[view.sample] === unit.index;
  const place = unit.r < 16 ? { x: unit.x + unit.r + 8, y: unit.y } : { x: unit.x, y: unit.y + unit.r + 20 };
  const name = column.classes[unit.index];
  const text = unit.r < 16 ? name : t(isTarget ? 'drawing.right' : 'drawing.class', { name });
  return s('text', { class: isTarget ? 'class target' : 'class', 'aria-hidden': 'true', ...place }, text);
}

/** A bias is a small square at its unit. */
export function bias(view, column, unit) {
  const name = column.bias;
  if (!name || unit.r < 11) {
    return null;
  }
  const shown = view.known(`${name}'`) ? `${name}'` : name;
  const x = view.at(shown, 0, unit.index);
  const [left, top] = [unit.x - unit.r * 0.95, unit.y - unit.r * 1.15];
  const chosen = isSelected(view, name, [unit.index]);
  const label = `${view.values[name].text}[${unit.index}] = ${full(x)}`;
  return s(
    'g',
    {
      class: `bias${chosen ? ' chosen' : ''}`,
      role: 'button',
      tabindex: '-1',
      'aria-label': label,
      'data-testid': `weight-${name}-${unit.index}`,
      'data-value': full(x),
      onclick: () => select(name, [unit.index]),
    },
    s('title', {}, label),
    s('rect', {
      x: left - 6,
      y: top - 6,
      width: 12,
      height: 12,
      rx: 2,
      style: { fill: view.palette.css(x, view.scale(name)) },
    }),
  );
}
