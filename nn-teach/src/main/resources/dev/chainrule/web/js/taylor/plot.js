/** Curves over a line, with axes, and a point on the first one that can be dragged. */

import { s } from '../core/dom.js';
import { short } from '../core/numbers.js';

const WIDTH = 860;
const HEIGHT = 400;
const LEFT = 62;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 30;

/**
 * @param {{label: string, x: number[], curves: {y: (number | null)[], name: string, class: string}[], at: number,
 *   move?: (x: number) => void}} what the first curve sets the height of the picture
 */
export function plot({ label, x, curves, at, move }) {
  const [from, to] = [x[0], x.at(-1)];
  const [low, high] = range(curves[0].y);
  const px = (value) => LEFT + ((WIDTH - LEFT - RIGHT) * (value - from)) / (to - from);
  const py = (value) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - value)) / (high - low);
  const toPlace = (pixel) => from + ((pixel - LEFT) / (WIDTH - LEFT - RIGHT)) * (to - from);
  const inside = (place) => Math.max(from, Math.min(to, place));
  return s(
    'svg',
    {
      onpointerdown: move ? dragging((pixel) => move(inside(toPlace(pixel)))) : null,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'plot chart',
      role: 'img',
      'aria-label': label,
      'data-testid': 'taylor-plot',
    },
    s(
      'clipPath',
      { id: 'plot-clip' },
      s('rect', { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM }),
    ),
    ticks(from, to).map((value) => [
      s('path', { class: 'gridline', d: `M${px(value)} ${TOP}V${HEIGHT - BOTTOM}` }),
      s('text', { x: px(value), y: HEIGHT - BOTTOM + 19, class: 'middle' }, short(value)),
    ]),
    ticks(low, high).map((value) => [
      s('path', { class: 'gridline', d: `M${LEFT} ${py(value)}H${WIDTH - RIGHT}` }),
      s('text', { x: LEFT - 8, y: py(value) + 5, class: 'end' }, short(value)),
    ]),
    [from, 0]
      .filter((value) => value === 0 && from < 0 && to > 0)
      .map(() => s('path', { class: 'axis', d: `M${px(0)} ${TOP}V${HEIGHT - BOTTOM}` })),
    low < 0 && high > 0 ? s('path', { class: 'axis', d: `M${LEFT} ${py(0)}H${WIDTH - RIGHT}` }) : null,
    s(
      'g',
      { 'clip-path': 'url(#plot-clip)' },
      curves.map((curve) =>
        s('path', {
          class: `curve ${curve.class}`,
          d: path(x, curve.y, px, (y) => py(Math.max(low - 9 * (high - low), Math.min(high + 9 * (high - low), y)))),
        }),
      ),
    ),
    curves[0].y.length
      ? s('circle', {
          class: `handle${move ? ' movable' : ''}`,
          cx: px(at),
          cy: py(near(x, curves[0].y, at)),
          r: 9,
          'data-testid': 'taylor-handle',
        })
      : null,
  );
}

/** A line that is broken where there is no number. */
function path(x, y, px, py) {
  let pen = 'M';
  const parts = [];
  x.forEach((value, i) => {
    if (Number.isFinite(y[i])) {
      parts.push(`${pen}${px(value).toFixed(1)} ${py(y[i]).toFixed(1)}`);
      pen = 'L';
    } else {
      pen = 'M';
    }
  });
  return parts.join('');
}

/** With some room; poles do not flatten the rest. */
function range(y) {
  const finite = y.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (finite.length === 0) {
    return [-1, 1];
  }
  const at = (share) => finite[Math.min(finite.length - 1, Math.floor(share * finite.length))];
  const [low, high] = [
    Math.max(finite[0], at(0.02) - 3 * (at(0.98) - at(0.02))),
    Math.min(finite.at(-1), at(0.98) + 3 * (at(0.98) - at(0.02))),
  ];
  const room = 0.35 * (high - low) || Math.abs(high) || 1;
  return [low - room, high + room];
}

/** About six round numbers. */
function ticks(from, to) {
  const raw = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((one) => one >= raw);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** The curve's height there, between its points. */
function near(x, y, at) {
  const i = x.findIndex((value) => value >= at);
  if (i <= 0) {
    return y[Math.max(0, i)] ?? 0;
  }
  const share = (at - x[i - 1]) / (x[i] - x[i - 1] || 1);
  return (y[i - 1] ?? 0) * (1 - share) + (y[i] ?? 0) * share;
}

/** A listener that calls with each place, in pixels of the picture, to which one drags. */
function dragging(move) {
  return (event) => {
    event.preventDefault();
    const svg = event.currentTarget;
    const to = ({ clientX, clientY }) =>
      move(new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse()).x);
    const stop = (event) => {
      to(event);
      removeEventListener('pointermove', to);
      removeEventListener('pointerup', stop);
    };
    addEventListener('pointermove', to);
    addEventListener('pointerup', stop);
    to(event);
  };
}
