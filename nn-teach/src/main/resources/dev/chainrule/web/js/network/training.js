/** Takes updates: one, ten, an epoch, or on and on; and goes back to the first weights. */

import { h } from '../core/dom.js';
import { full, grouped, read, short } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { withUpdates, withValue } from '../walk/log.js';
import { lossCurve } from './losscurve.js';

/** @typedef {import('./view.js').View} View */

/** Longer than this an epoch is not taken in one go while running on and on, so that one sees it move. */
const STRIDE = 20;

let running = false;
let base = ''; // what it runs on

export const isRunning = () => running;

/** @param {View} view @param {any} beside what stands beside the loss curve */
export function trainingCard(view, beside) {
  const { data } = view;
  return h(
    'section',
    { class: 'card training', 'aria-label': t('training.title') },
    h(
      'div',
      { class: 'row' },
      button('one', () => update(1)),
      button('ten', () => update(10)),
      button('epoch', () => update(data.epochSteps), t('training.epochSteps', { n: data.epochSteps })),
      h(
        'button',
        {
          type: 'button',
          'data-testid': 'train-run',
          'aria-pressed': String(running),
          class: running ? 'on' : '',
          onclick: () => (running ? stop() : run()),
        },
        t(running ? 'training.stop' : 'training.run'),
      ),
      button('rewind', rewind, t('training.rewindTitle')),
      h(
        'label',
        { class: 'rate' },
        t('training.rate'),
        ' ',
        h('input', {
          type: 'text',
          inputmode: 'decimal',
          size: 5,
          value: full(data.rate),
          'data-testid': 'rate',
          autocomplete: 'off',
          onchange: setRate,
        }),
      ),
    ),
    h('div', { class: 'charts' }, h('div', { class: 'losses' }, now(data), lossCurve(view)), beside),
  );
}

/** How far it is. */
const now = (data) =>
  h(
    'output',
    { class: 'now', 'data-testid': 'updates', 'data-value': data.updates },
    data.updates
      ? t('training.now', { updates: grouped(data.updates), loss: short(data.history.at(-1)) })
      : t('training.none'),
  );

const BUTTONS = { one: 'training.one', ten: 'training.ten', epoch: 'training.epoch', rewind: 'training.rewind' };

const button = (name, act, title) =>
  h('button', { type: 'button', 'data-testid': `train-${name}`, title, onclick: act }, t(BUTTONS[name]));

const log = () => state.get('log') ?? '';

function update(n, how = { push: true }) {
  state.set({ log: withUpdates(log(), n) }, how);
}

function rewind() {
  stop();
  state.set({ log: '' }, { push: true });
}

function setRate(event) {
  const rate = read(event.target.value);
  if (rate === null) {
    event.target.setAttribute('aria-invalid', 'true');
    event.target.title = t('error.number', { text: event.target.value });
    return;
  }
  const changed = log() ? { log: withValue(log(), 'rate', rate) } : { rate: full(rate) };
  state.set(changed, { push: true });
}

/** Runs on and on; the first update can be undone by the browser's Back, the others replace it. */
function run() {
  running = true;
  base = state.scenario({ log: '' });
  update(1);
}

/** What is gone back to is not to be run away from at once. */
addEventListener('popstate', stop);

export function stop() {
  if (running) {
    running = false;
    document.querySelector('[data-testid="train-run"]')?.setAttribute('aria-pressed', 'false');
    const button = document.querySelector('[data-testid="train-run"]');
    if (button) {
      button.textContent = t('training.run');
    }
  }
}

/** After a walk was drawn: the next updates, if it runs. @param {View} view */
export function continueRunning(view) {
  if (running && base !== state.scenario({ log: '' })) {
    stop(); // other data, or another network
  }
  if (running) {
    const { epochSteps, updates } = view.data;
    const stride = Math.max(1, Math.min(STRIDE, Math.ceil(epochSteps / 10), 1 + Math.floor(updates / 10)));
    setTimeout(() => running && update(stride, { push: false }), 60);
  }
}
