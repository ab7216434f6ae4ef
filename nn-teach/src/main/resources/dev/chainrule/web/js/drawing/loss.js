/** The loss, at the end of the drawing, and what flows to it and back. */

import { s } from '../core/dom.js';
import { full, short, UNKNOWN } from '../core/numbers.js';
import { t } from '../core/strings.js';
import { HEIGHT } from './layout.js';

/** @param {import('../network/view.js').View} view @param {import('./layout.js').Column} last */
export function loss(view, last) {
  const x = last.x + last.r + 62;
  const known = view.known('L');
  const now = view.current?.writes === 'L';
  const target = view.values.y;
  return s(
    'g',
    { class: `loss${now ? ' now' : ''}` },
    last.units.map((unit) =>
      s('line', {
        class: `to-loss${lossFlows(view.current)}`,
        x1: unit.x + unit.r + (last.classes ? 14 : 4),
        y1: unit.y,
        x2: x - 34,
        y2: HEIGHT / 2,
      }),
    ),
    target && !last.classes
      ? last.units.map((unit) =>
          s(
            'text',
            { class: 'target', x: unit.x, y: unit.y + unit.r + 20 },
            t('drawing.target', { y: short(view.unit('y', unit.index)) }),
          ),
        )
      : null,
    s('rect', { x: x - 34, y: HEIGHT / 2 - 26, width: 74, height: 52, rx: 10, class: known ? 'known' : '' }),
    s('text', { class: 'name', x: x + 3, y: HEIGHT / 2 - 9 }, 'L'),
    s(
      'text',
      {
        class: 'number',
        x: x + 3,
        y: HEIGHT / 2 + 11,
        'data-testid': 'loss',
        'data-value': known ? full(view.data.loss) : null,
      },
      known ? short(view.data.loss) : UNKNOWN,
    ),
  );
}

/** Between the outputs and the loss: on, and back. */
function lossFlows(step) {
  if (step?.phase === 'loss') {
    return ' flowing';
  }
  return step?.kind === 'seed' || step?.kind === 'loss_derivative' ? ' flowing back' : '';
}
