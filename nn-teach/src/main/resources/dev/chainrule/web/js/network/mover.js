/** Buttons to move over an array, or a local derivative, that is too large to be shown at once. */

import { h } from '../core/dom.js';
import { t } from '../core/strings.js';
import { TILE } from '../walk/arrays.js';

/**
 * @param {object} over
 * @param {number} over.rows
 * @param {number} over.columns
 * @param {[number, number]} over.corner the upper left of what is shown
 * @param {(pan: string) => void} over.move
 * @param {string} [over.prefix] of the names for tests
 */
export function mover({ rows, columns, corner: [row, column], move, prefix = '' }) {
  const to = (r, c) => move(`${Math.max(0, r)},${Math.max(0, c)}`);
  const button = (key, sign, enabled, act) =>
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        'data-testid': `${prefix}pan-${key}`,
        'aria-label': t(MOVES[key]),
        title: t(MOVES[key]),
        'aria-disabled': String(!enabled),
        onclick: () => enabled && act(),
      },
      sign,
    );
  const [top, left] = [row - (row % TILE), column - (column % TILE)];
  return h(
    'div',
    { class: 'row mover', role: 'group', 'aria-label': t('arrays.move') },
    button('left', '←', left > 0, () => to(top, left - TILE)),
    button('up', '↑', top > 0, () => to(top - TILE, left)),
    button('down', '↓', top + TILE < rows, () => to(top + TILE, left)),
    button('right', '→', left + TILE < columns, () => to(top, left + TILE)),
  );
}

const MOVES = { left: 'arrays.left', up: 'arrays.up', down: 'arrays.down', right: 'arrays.right' };
