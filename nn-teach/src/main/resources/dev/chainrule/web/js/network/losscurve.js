/** The losses of the updates so far. */

import { h, s } from '../core/dom.js';
import { short, full } from '../core/numbers.js';
import { t } from '../core/strings.js';

const WIDTH = 300;
const HEIGHT = 120;
const LEFT = 46;
const BOTTOM = 18;

/** @param {import('./view.js').View} view */
export function lossCurve({ data }) {
  const losses = data.history.filter((loss) => Number.isFinite(loss));
  if (losses.length === 0) {
    return h('p', { class: 'note', 'data-testid': 'loss-curve' }, t('curve.empty'));
  }
  const top = Math.max(...losses);
  const low = Math.min(0, ...losses);
  const x = (i) => LEFT + ((WIDTH - LEFT - 6) * i) / Math.max(1, losses.length - 1);
  const y = (loss) => 6 + (HEIGHT - BOTTOM - 6) * (1 - (loss - low) / (top - low || 1));
  const points = losses.map((loss, i) => `${x(i).toFixed(1)},${y(loss).toFixed(1)}`).join(' ');
  return s(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'curve chart',
      role: 'img',
      'aria-label': t('curve.title', { first: short(losses[0]), last: short(losses.at(-1)), n: data.updates }),
      'data-testid': 'loss-curve',
      'data-last': full(losses.at(-1)),
    },
    s('path', { class: 'axis', d: `M${LEFT} 6V${HEIGHT - BOTTOM}H${WIDTH - 6}` }),
    s('text', { x: LEFT - 5, y: 14, class: 'end' }, short(top, 3)),
    s('text', { x: LEFT - 5, y: HEIGHT - BOTTOM, class: 'end' }, short(low, 3)),
    s('text', { x: LEFT, y: HEIGHT - 4 }, '1'),
    s('text', { x: WIDTH - 6, y: HEIGHT - 4, class: 'end' }, t('curve.updates', { n: data.updates })),
    s('polyline', { points, class: 'line' }),
    s('circle', { cx: x(losses.length - 1), cy: y(losses.at(-1)), r: 4, class: 'dot' }),
  );
}
