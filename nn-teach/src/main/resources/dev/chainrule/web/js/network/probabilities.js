/** The probabilities of the classes as bars. */

import { h } from '../core/dom.js';
import { full, short, UNKNOWN } from '../core/numbers.js';
import { t } from '../core/strings.js';

/** @param {import('./view.js').View} view */
export function probabilities(view) {
  const { prediction, network } = view.data;
  if (!prediction || prediction.kind === 'values') {
    return null;
  }
  const known = view.known(network.layers.at(-1).output);
  const row = prediction.rows[view.sample];
  const best = row.indexOf(Math.max(...row));
  const target = prediction.target?.[view.sample];
  return h(
    'ol',
    { class: 'probabilities', 'aria-label': t('probabilities.title'), 'data-testid': 'probabilities' },
    row.map((p, i) =>
      h(
        'li',
        { class: `${known && i === best ? 'best' : ''}${i === target ? ' target' : ''}` },
        h(
          'span',
          { class: 'class' },
          prediction.classes?.[i] ?? String(i),
          i === target ? h('span', { title: t('probabilities.target') }, ' ✓') : null,
        ),
        h('i', { style: { '--share': known ? p : 0 } }),
        h(
          'b',
          { 'data-testid': `probability-${i}`, 'data-value': known ? full(p) : null },
          known ? short(p, 3) : UNKNOWN,
        ),
      ),
    ),
  );
}
