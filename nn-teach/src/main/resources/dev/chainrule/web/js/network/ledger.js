/** What both modes cost, in multiplications. */

import { h } from '../core/dom.js';
import { grouped } from '../core/numbers.js';
import { t } from '../core/strings.js';

/** @param {import('./view.js').View} view */
export function ledgerPanel(view) {
  const { ledger, network } = view.data;
  const { steps } = view.track;
  const counted = (phase) => steps.filter((step) => step.phase === phase);
  const total = (list) => list.reduce((sum, step) => sum + step.multiplications, 0);
  const done = (list) => total(list.filter((step) => steps.indexOf(step) < view.step));
  const rows = [
    ['ledger.values', [...counted('forward'), ...counted('loss')]],
    ['ledger.tangents', counted('tangent')],
    ['ledger.backward', counted('backward')],
    ['ledger.update', counted('update')],
  ].filter(([, list]) => list.length > 0);
  const larger = Math.max(ledger.reverse, ledger.forward, 1);
  const ratio = ledger.reverse ? ledger.forward / ledger.reverse : 0;
  return h(
    'div',
    { class: 'ledger', 'data-testid': 'ledger' },
    h(
      'table',
      { 'aria-label': t('ledger.title') },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['ledger.phase', 'ledger.sofar', 'ledger.total'].map((key) => h('th', { scope: 'col' }, t(key))),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(([key, list]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, t(key)),
            number(`${key}-sofar`, done(list)),
            number(`${key}-total`, total(list)),
          ),
        ),
        view.current
          ? h(
              'tr',
              { class: 'this' },
              h('th', { scope: 'row' }, t('ledger.this', { step: view.current.equation.text })),
              number('ledger.this', view.current.multiplications),
              h('td', {}),
            )
          : null,
      ),
    ),
    h(
      'div',
      { class: 'bars' },
      bar('ledger.reverseAll', 'ledger-reverse', ledger.reverse, larger),
      bar('ledger.forwardAll', 'ledger-forward', ledger.forward, larger),
    ),
    h(
      'p',
      { 'data-testid': 'ledger-why' },
      t(ratio >= 1 ? 'ledger.why' : 'ledger.whyNot', {
        sweeps: grouped(ledger.forwardSweeps),
        parameters: grouped(network.parameters),
        ratio: grouped(Math.round(ratio)),
      }),
    ),
  );
}

const number = (id, n) => h('td', { 'data-testid': id.replace('.', '-'), 'data-value': n }, grouped(n));

const bar = (key, id, n, larger) =>
  h(
    'div',
    { class: `bar ${id}` },
    h('span', {}, t(key)),
    h('i', { style: { '--share': n / larger } }),
    h('b', { 'data-testid': id, 'data-value': n }, grouped(n)),
  );
