/** The summary of a lesson. */

import { h } from '../core/dom.js';
import { dialog } from '../core/dialog.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { forget, summary } from './score.js';

const KINDS = {
  unit: 'kind.unit',
  loss: 'kind.loss',
  local: 'kind.local',
  product: 'kind.product',
  updated: 'kind.updated',
};
const COLUMNS = [
  'summary.kind',
  'summary.questions',
  'summary.alone',
  'summary.helped',
  'summary.shown',
  'summary.points',
];

export function openSummary() {
  const { kinds, points, most, questions } = summary();
  const rows = Object.entries(kinds).map(([kind, one]) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, t(KINDS[kind])),
      [one.questions, one.alone, one.helped, one.shown, one.points].map((n) => h('td', {}, String(n))),
    ),
  );
  const again = () => {
    forget();
    document.querySelector('dialog[open]')?.close();
    state.set({ step: '' });
    state.refresh();
  };
  dialog(
    'summary.title',
    h(
      'p',
      { 'data-testid': 'summary-score', 'data-value': points },
      questions ? t('summary.score', { points, most, questions }) : t('summary.none'),
    ),
    questions
      ? h(
          'table',
          { class: 'plain' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              COLUMNS.map((key) => h('th', { scope: 'col' }, t(key))),
            ),
          ),
          h('tbody', {}, rows),
        )
      : null,
    h('button', { type: 'button', 'data-testid': 'summary-again', onclick: again }, t('summary.again')),
  );
}
