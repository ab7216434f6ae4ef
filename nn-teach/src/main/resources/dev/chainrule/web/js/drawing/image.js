/** A picture that comes in is drawn as a picture. */

import { s } from '../core/dom.js';
import { t } from '../core/strings.js';
import { select } from '../network/grids.js';
import { HEIGHT } from './layout.js';

/** @param {import('../network/view.js').View} view @param {import('./layout.js').Column} column */
export function image(view, column) {
  const [rows, columns] = view.image;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const pen = canvas.getContext('2d');
  const pixels = pen.createImageData(columns, rows);
  const known = view.known('f0');
  const { min, max } = view.values.f0;
  for (let i = 0; i < rows * columns; i++) {
    const x = known ? (view.at('f0', view.sample, i) ?? 0) : 0;
    const grey = Math.round((255 * (x - min)) / (max - min || 1));
    pixels.data.set([grey, grey, grey, 255], 4 * i);
  }
  pen.putImageData(pixels, 0, 0);
  const { width, height } = column.image;
  return s(
    'g',
    {
      class: 'image',
      'data-testid': 'input-image',
      role: 'button',
      tabindex: '-1',
      'aria-label': t('drawing.image', { rows, columns }),
      onclick: (event) => pickPixel(event, view, rows, columns),
    },
    s('title', {}, t('drawing.image', { rows, columns })),
    s('image', { href: canvas.toDataURL(), x: column.x - width / 2, y: HEIGHT / 2 - height / 2, width, height }),
    s('rect', { x: column.x - width / 2, y: HEIGHT / 2 - height / 2, width, height, class: 'frame' }),
  );
}

function pickPixel(event, view, rows, columns) {
  const box = event.currentTarget.getBoundingClientRect();
  const row = Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows)));
  const column = Math.min(columns - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * columns)));
  select('f0', [view.sample, row * columns + column]);
}
