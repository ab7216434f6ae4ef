/** Taylor polynomials of a function, or of the loss along a direction, beside the true curve. */

import { get, queryOf, superseded } from '../core/api.js';
import { announce } from '../core/announce.js';
import { byId, h } from '../core/dom.js';
import { full, lowered, read, short, tex } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { update } from '../core/update.js';
import { walkOf } from '../walk/walk.js';
import { plot } from './plot.js';

/** The slider's end: a function's, and a loss's, whose higher derivatives cost more. */
const MOST = { function: 12, loss: 4 };

const EXAMPLES = ['sin(x)', 'exp(x)', 'log(1+x)', '1/(1+x^2)', 'sqrt(1+x)', 'cos(x)*exp(-x/3)', 'tanh(x)'];

let kept = { key: '', value: null };

const isLoss = () => state.get('what') === 'loss';

/** @param {any} _options @param {AbortSignal} signal */
export async function showTaylor(_options, signal) {
  const loss = isLoss();
  const [path, query] = loss
    ? [
        'taylor-loss',
        [state.situation(), queryOf({ direction: state.get('along'), order: MOST.loss, radius: state.get('radius') })]
          .filter(Boolean)
          .join('&'),
      ]
    : [
        'taylor',
        queryOf({
          f: state.get('tf'),
          x: state.get('x0'),
          order: MOST.function,
          from: state.get('from'),
          to: state.get('to'),
        }),
      ];
  const key = `${path}?${query}`;
  let refused = null;
  let weights = [];
  try {
    if (loss) {
      weights = weightsOf((await walkOf(state.situation(), signal)).data);
    }
    if (kept.key !== key) {
      kept = { key, value: await get(path, query, signal) };
    }
  } catch (error) {
    if (superseded(error)) {
      throw error;
    }
    refused = error.message;
  }
  const answer = refused ? null : kept.value;
  update(byId('taylor'), form(refused, weights), answer ? picture(answer) : null);
}

/** The first weights of each array, to go along. */
function weightsOf(data) {
  return Object.values(data.values)
    .filter(({ role, shape }) => role === 'parameter' && shape.length > 0)
    .flatMap(({ name, shape }) =>
      Array.from(
        {
          length: Math.min(
            12,
            shape.reduce((a, b) => a * b),
          ),
        },
        (_, i) => `${name}[${shape.length === 2 ? `${Math.floor(i / shape[1])},${i % shape[1]}` : i}]`,
      ),
    );
}

const order = () => Math.min(state.count('order'), MOST[isLoss() ? 'loss' : 'function']);

function form(refused, weights) {
  return h(
    'form',
    { class: 'card ask', onsubmit: (event) => event.preventDefault() },
    h(
      'div',
      { class: 'segmented', role: 'group', 'aria-label': t('taylor.what') },
      ['function', 'loss'].map((what) =>
        h(
          'button',
          {
            type: 'button',
            'data-testid': `taylor-${what}`,
            'aria-pressed': String((state.get('what') === 'loss') === (what === 'loss')),
            onclick: () => state.set({ what }, { push: true }),
          },
          t(WHAT[what]),
        ),
      ),
    ),
    isLoss() ? lossFields(weights) : functionFields(),
    h(
      'label',
      { class: 'grow' },
      h('span', {}, t('taylor.order', { order: order() })),
      h('input', {
        type: 'range',
        min: 0,
        max: MOST[isLoss() ? 'loss' : 'function'],
        value: order(),
        'data-testid': 'taylor-order',
        oninput: (event) => state.set({ order: event.target.value }),
      }),
    ),
    refused ? h('pre', { class: 'error', role: 'alert', 'data-testid': 'taylor-error' }, refused) : null,
  );
}

const WHAT = { function: 'taylor.function', loss: 'taylor.loss' };

function functionFields() {
  const x0 = Number(state.get('x0'));
  return [
    field('tf', 'taylor.f', 'mono wide'),
    h(
      'label',
      {},
      h('span', {}, t('taylor.examples')),
      h(
        'select',
        { 'data-testid': 'taylor-example', onchange: (event) => state.set({ tf: event.target.value }, { push: true }) },
        EXAMPLES.includes(state.get('tf'))
          ? null
          : h('option', { selected: true, value: state.get('tf') }, t('formula.own')),
        EXAMPLES.map((f) => h('option', { value: f, selected: f === state.get('tf') }, f)),
      ),
    ),
    field('from', 'taylor.from', 'narrow', true),
    field('to', 'taylor.to', 'narrow', true),
    field('x0', 'taylor.x0', 'narrow', true),
    h(
      'label',
      { class: 'grow' },
      h('span', {}, t('taylor.move')),
      h('input', {
        type: 'range',
        min: state.get('from'),
        max: state.get('to'),
        step: 'any',
        value: x0,
        'data-testid': 'taylor-x0',
        oninput: (event) => moveTo(Number(event.target.value)),
      }),
    ),
  ];
}

function lossFields(weights) {
  const along = state.get('along');
  return [
    h(
      'label',
      {},
      h('span', {}, t('taylor.along')),
      h(
        'select',
        {
          'data-testid': 'taylor-along',
          onchange: (event) => state.set({ along: event.target.value }, { push: true }),
        },
        h('option', { value: 'gradient', selected: along === 'gradient' }, t('taylor.gradient')),
        [...new Set([...(along === 'gradient' ? [] : [along]), ...weights])].map((weight) =>
          h('option', { value: weight, selected: weight === along }, weight),
        ),
      ),
    ),
    field('radius', 'taylor.radius', 'narrow', true),
    h('p', { class: 'note' }, t('taylor.lossHint')),
  ];
}

function field(key, label, name, number = false) {
  const change = (event) => {
    const text = event.target.value.trim();
    if (number && read(text) === null) {
      event.target.setAttribute('aria-invalid', 'true');
      event.target.title = t('error.number', { text });
      announce(t('error.number', { text }));
      return;
    }
    state.set({ [key]: number ? full(read(text)) : text }, { push: true });
  };
  return h(
    'label',
    { class: name },
    h('span', {}, t(label)),
    h('input', {
      type: 'text',
      value: state.get(key),
      class: name,
      'data-testid': `taylor-${key}`,
      autocomplete: 'off',
      spellcheck: 'false',
      onchange: change,
    }),
  );
}

/** Two decimals are enough for a hand. */
const moveTo = (x) => state.set({ x0: String(Math.round(100 * x) / 100) });

function picture(answer) {
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
