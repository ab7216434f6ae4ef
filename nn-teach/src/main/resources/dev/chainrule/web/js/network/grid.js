/**
 * An array as a heat map: of a small one each number in its cell, of a large one a picture whose numbers are read by
 * pointing.
 */

import { h } from '../core/dom.js';
import { full, short, UNKNOWN } from '../core/numbers.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { testId } from '../walk/names.js';
import { TILE } from '../walk/arrays.js';

/**
 * @typedef {object} Grid
 * @property {string} id for tests and for Back to the same focus
 * @property {string} latex
 * @property {string} text
 * @property {number} rows
 * @property {number} columns
 * @property {boolean} known
 * @property {number} scale
 * @property {(row: number, column: number) => number | null | undefined} at
 * @property {(row: number, column: number) => [string, number, number]} [source] name, row, column of a cell's number
 * @property {(row: number, column: number) => boolean} [zero] cells that are 0 by the form of the array
 * @property {(row: number, column: number) => void} [pick]
 * @property {[number, number]} [corner] of the part that is shown
 * @property {string} [prefix] of the tests' names
 * @property {string} [note]
 * @property {number} [mostColumns] up to so many columns the numbers are written
 */

const MOST_ROWS = 8;
const MOST_COLUMNS = 8;

/** @param {Grid} grid @param {import('../core/colours.js').Palette} palette */
export function draw(grid, palette) {
  const small = grid.rows <= MOST_ROWS && grid.columns <= (grid.mostColumns ?? MOST_COLUMNS);
  return h(
    'figure',
    { class: 'grid', 'data-testid': `grid-${grid.id}`, 'data-shape': `${grid.rows},${grid.columns}` },
    h('figcaption', {}, formula(grid.latex), h('span', { class: 'shape' }, `${grid.rows} × ${grid.columns}`)),
    small ? table(grid, palette) : picture(grid, palette),
    grid.note ? h('p', { class: 'note' }, grid.note) : null,
  );
}

function table(grid, palette) {
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    h(
      'tr',
      {},
      Array.from({ length: grid.columns }, (_, column) => cell(grid, palette, row, column)),
    ),
  );
  const name = t('grid.name', { name: grid.text, rows: grid.rows, columns: grid.columns });
  return h('div', { class: 'bracket' }, h('table', { 'aria-label': name }, h('tbody', {}, rows)));
}

function cell(grid, palette, row, column) {
  if (grid.zero?.(row, column)) {
    return h('td', { class: 'structural', title: t('grid.zero') }, '0');
  }
  const [name, i, j] = grid.source?.(row, column) ?? [grid.id, row, column];
  const x = grid.at(row, column);
  const common = {
    'data-testid': `${grid.prefix ?? ''}${testId(name, i, j)}`,
    'data-name': name,
    'data-index': `${i},${j}`,
  };
  if (!grid.known || x === undefined) {
    return h('td', { ...common, class: 'unknown', title: t('grid.unknown') }, UNKNOWN);
  }
  return h(
    'td',
    {
      ...common,
      'data-value': full(x),
      title: `${name}[${i}, ${j}] = ${full(x)}`,
      class: grid.pick ? 'pick' : null,
      onclick: grid.pick ? () => grid.pick(row, column) : null,
      style: { background: palette.css(x, grid.scale), color: palette.ink(x, grid.scale) },
    },
    short(x),
  );
}

const WIDTH = 250;
const HEIGHT = 112;
const LARGEST = 18;

function picture(grid, palette) {
  const [top, left] = (grid.corner ?? [0, 0]).map((i) => i - (i % TILE));
  const rows = Math.min(TILE, grid.rows - top);
  const columns = Math.min(TILE, grid.columns - left);
  const side = Math.max(3, Math.min(LARGEST, Math.floor(Math.min(WIDTH / columns, HEIGHT / rows))));
  // a vector is a band, not a thread
  const cell = { width: columns === 1 ? LARGEST : side, height: rows === 1 ? LARGEST : side };
  const whole = rows === grid.rows && columns === grid.columns;
  const range = {
    whole,
    top,
    left,
    bottom: top + rows - 1,
    right: left + columns - 1,
    rows: grid.rows,
    columns: grid.columns,
  };
  const canvas = h('canvas', {
    width: columns * cell.width,
    height: rows * cell.height,
    role: 'img',
    'aria-label': t(grid.known ? 'grid.part' : 'grid.partUnknown', { name: grid.text, ...range }),
    class: grid.known ? 'heat' : 'heat unknown',
  });
  if (grid.known) {
    paint(canvas, grid, palette, cell, range);
    // the line below may be one that was there before
    const say = (sentence) => (canvas.nextElementSibling.textContent = sentence);
    canvas.addEventListener('pointermove', (event) => {
      const row = top + Math.min(rows - 1, Math.floor(event.offsetY / cell.height));
      const column = left + Math.min(columns - 1, Math.floor(event.offsetX / cell.width));
      say(`[${row}, ${column}] = ${short(grid.at(row, column), 6)}`);
    });
    canvas.addEventListener('pointerleave', () => say(part(grid, range)));
    if (grid.pick) {
      canvas.classList.add('pick');
      canvas.addEventListener('click', (event) =>
        grid.pick(top + Math.floor(event.offsetY / cell.height), left + Math.floor(event.offsetX / cell.width)),
      );
    }
  }
  return h('div', {}, canvas, h('p', { class: 'note', 'data-testid': `grid-${grid.id}-part` }, part(grid, range)));
}

function part(grid, range) {
  return grid.known ? t(range.whole ? 'grid.point' : 'grid.range', range) : `${UNKNOWN} ${t('grid.unknown')}`;
}

function paint(canvas, grid, palette, { width, height }, { top, left, bottom, right }) {
  const pen = canvas.getContext('2d');
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const x = grid.at(row, column) ?? 0;
      const [px, py] = [(column - left) * width, (row - top) * height];
      pen.fillStyle = palette.css(x, grid.scale);
      pen.fillRect(px, py, width, height);
      if (x < 0 && Math.min(width, height) >= 6) {
        pen.fillStyle = palette.ink(x, grid.scale);
        pen.fillRect(px + width / 4, py + height / 2 - 0.5, width / 2, 1);
      }
    }
  }
}
