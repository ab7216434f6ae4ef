/** The polynomial, its curve beside the true one, and how far they are apart. */

import { announce } from '../core/announce.js';
import { h } from '../core/dom.js';
import { full, lowered, short, tex } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { isLoss, moveTo, order } from './choice.js';
import { plot } from './plot.js';

/** @param {any} answer of the server */
export function picture(answer) {
  const { curve, coefficients } = answer;
  const n = Math.min(order(), curve.orders.length - 1);
  const polynomial = curve.orders[n];
  const at = isLoss() ? 0 : Number(state.get('x0'));
  const error = curve.x.reduce(
    (worst, x, i) =>
      Math.abs(x - at) <= 1 && Number.isFinite(curve.true[i]) && Number.isFinite(polynomial[i])
        ? Math.max(worst, Math.abs(curve.true[i] - polynomial[i]))
        : worst,
    0,
  );
  const sentence = t(isLoss() ? 'taylor.errorLoss' : 'taylor.error', { n, error: short(error, 3) });
  announce(sentence);
  const curves = [
    { y: curve.true, name: 'true', class: 'true' },
    ...curve.orders.slice(0, n).map((y, i) => ({ y, name: String(i), class: 'lower' })),
    { y: polynomial, name: String(n), class: 'polynomial' },
  ];
  return [
    h(
      'div',
      { class: 'card equation', tabindex: '0', role: 'group', 'aria-label': t('taylor.polynomial') },
      formula(latexOf(coefficients, n, at), { display: true }),
    ),
    h(
      'div',
      { class: 'card plots' },
      plot({ label: t('taylor.plot', { n }), x: curve.x, curves, at, move: isLoss() ? undefined : moveTo }),
      h(
        'p',
        { class: 'legend' },
        h('i', { class: 'true' }),
        t(isLoss() ? 'taylor.trueLoss' : 'taylor.true'),
        h('i', { class: 'polynomial' }),
        t('taylor.legend', { n }),
        h('i', { class: 'lower' }),
        t('taylor.lower'),
      ),
      h('p', { 'data-testid': 'taylor-error-size', 'data-value': full(error) }, sentence),
      answer.slope === undefined
        ? null
        : h('p', { class: 'note' }, t('taylor.slope', { slope: short(answer.slope, 6) })),
      h(
        'ul',
        { class: 'coefficients', 'aria-label': t('taylor.coefficients') },
        coefficients
          .slice(0, n + 1)
          .map((c, k) =>
            h(
              'li',
              { 'data-testid': `taylor-c-${k}`, 'data-value': full(c) },
              t('taylor.coefficient', { k: lowered(k), c: short(c, 5) }),
            ),
          ),
      ),
    ),
  ];
}

function latexOf(coefficients, n, at) {
  const variable = isLoss() ? 't' : at === 0 ? 'x' : `(x ${at < 0 ? '+' : '-'} ${tex(Math.abs(at))})`;
  const terms = coefficients
    .slice(0, n + 1)
    .map((c, k) => ({ c, power: k === 0 ? '' : k === 1 ? variable : `${variable}^{${k}}` }))
    .filter(({ c }) => c !== 0 && Number.isFinite(c));
  const sum = terms
    .map(
      ({ c, power }, i) =>
        `${c < 0 ? '-' : i === 0 ? '' : '+'} ${Math.abs(c) === 1 && power ? '' : `${tex(Math.abs(c))}\\,`}${power}`,
    )
    .join(' ');
  return `T_{${n}}(${isLoss() ? 't' : 'x'}) = ${sum || '0'}`;
}
