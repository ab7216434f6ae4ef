/** What the network says of each place of the plane, and the data in it. */

import { get, queryOf, superseded } from '../core/api.js';
import { h } from '../core/dom.js';
import { t } from '../core/strings.js';

const GRID = 64;
const SIZE = 150;

const kept = new Map();

/** @param {import('./view.js').View} view @param {AbortSignal} signal @returns {Promise<any>} */
export async function boundaryOf(view, signal) {
  if (view.data.network.input !== 2 || view.data.scenario.data === 'mazur') {
    return null;
  }
  const query = [view.walk.query, queryOf({ n: GRID })].filter(Boolean).join('&');
  if (!kept.has(query)) {
    try {
      kept.set(query, await get('boundary', query, signal));
    } catch (error) {
      if (superseded(error)) {
        throw error;
      }
      return { refused: error.message };
    }
    if (kept.size > 32) {
      kept.delete(kept.keys().next().value);
    }
  }
  return kept.get(query);
}

/** @param {import('./view.js').View} view @param {any} answer */
export function boundary(view, answer) {
  if (answer.refused) {
    return h('p', { class: 'error', role: 'alert' }, answer.refused);
  }
  const canvas = h('canvas', {
    width: SIZE * 2,
    height: SIZE * 2,
    class: 'boundary',
    role: 'img',
    'data-testid': 'boundary',
    'aria-label': t(answer.classes ? 'boundary.title' : 'boundary.values', {
      share: share(answer),
      points: answer.points.length,
    }),
  });
  paint(canvas, view, answer);
  return canvas;
}

function paint(canvas, view, { x, y, n, classes, values, certainty, points }) {
  const { palette } = view;
  const scale = values ? Math.max(...values.flat().map(Math.abs)) : 0;
  const pen = canvas.getContext('2d');
  const cell = canvas.width / n;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      pen.fillStyle = values
        ? palette.css(values[row][column], scale)
        : `rgb(${palette.classRgb(classes[row][column], 0.15 + 0.55 * (certainty?.[row][column] ?? 0.5)).join(' ')})`;
      pen.fillRect(
        Math.floor(column * cell),
        Math.floor(canvas.height - (row + 1) * cell),
        Math.ceil(cell) + 1,
        Math.ceil(cell) + 1,
      );
    }
  }
  const px = (value) => ((value - x[0]) / (x[1] - x[0])) * canvas.width;
  const py = (value) => canvas.height - ((value - y[0]) / (y[1] - y[0])) * canvas.height;
  const current = new Set(view.data.rows);
  points.forEach((point, i) => {
    pen.fillStyle = values ? palette.css(point.value, scale) : palette.classCss(point.class);
    pen.strokeStyle = current.has(i) ? '#000' : '#fff';
    pen.lineWidth = current.has(i) ? 3 : 1;
    mark(pen, point.class ?? 0, px(point.x), py(point.y), current.has(i) ? 8 : 5);
  });
}

/** A shape for each class, so that one need not tell them by colour. */
function mark(pen, index, x, y, r) {
  pen.beginPath();
  const sides = [0, 4, 3, 5][index % 4];
  if (sides === 0) {
    pen.arc(x, y, r, 0, 2 * Math.PI);
  } else {
    for (let i = 0; i < sides; i++) {
      const angle = (2 * Math.PI * i) / sides - Math.PI / 2 + (sides === 4 ? Math.PI / 4 : 0);
      pen.lineTo(x + 1.25 * r * Math.cos(angle), y + 1.25 * r * Math.sin(angle));
    }
    pen.closePath();
  }
  pen.fill();
  pen.stroke();
}

/** Of the points, how many lie in a cell of their own class. */
function share({ x, y, n, classes, points }) {
  const at = (value, [low, high]) => Math.max(0, Math.min(n - 1, Math.floor(((value - low) / (high - low)) * n)));
  const right = (classes ? points : []).filter(
    (point) => classes[at(point.y, y)]?.[at(point.x, x)] === point.class,
  ).length;
  return points.length ? Math.round((100 * right) / points.length) : 0;
}
