/** All variables with their values and derivatives. */

import { h } from '../core/dom.js';
import { full, UNKNOWN } from '../core/numbers.js';
import { t } from '../core/strings.js';
import { text } from './moment.js';
import { derivativeName } from './track.js';

export function table(answer, sweep, known, moment) {
  const rows = [...answer.variables, ...answer.steps];
  const line = (name) => sweep.lines.find((one) => one.variable === name);
  const cell = (id, is, x) =>
    h(
      'td',
      { 'data-testid': id, 'data-value': is && typeof x === 'number' ? full(x) : null, class: is ? null : 'unknown' },
      is ? text(x) : UNKNOWN,
    );
  return h(
    'div',
    { class: 'card sweep', tabindex: '0', role: 'group', 'aria-label': t('formula.table') },
    h(
      'table',
      { class: 'plain' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('formula.variable')),
          h('th', { scope: 'col' }, t('formula.value')),
          h('th', { scope: 'colgroup', colspan: 2 }, t('formula.derivative')),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(({ name, formula, value }) =>
          h(
            'tr',
            { class: moment?.name === name ? 'current' : null },
            h('th', { scope: 'row' }, formula ? `${name} = ${formula}` : name),
            cell(`formula-value-${name}`, known.values.has(name), value),
            h('td', {}, derivativeName(sweep, name)),
            cell(`formula-derivative-${name}`, known.derivatives.has(name), line(name)?.value),
          ),
        ),
      ),
    ),
  );
}
