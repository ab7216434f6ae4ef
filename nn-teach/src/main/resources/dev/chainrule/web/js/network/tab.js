/** The network's page: the drawing, the equation, the arrays, the time line, the training. */

import { superseded } from '../core/api.js';
import { announce } from '../core/announce.js';
import { byId, h } from '../core/dom.js';
import { grouped } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { update } from '../core/update.js';
import { arraysPanel } from './arrays.js';
import { boundary, boundaryOf } from './boundary.js';
import { titleOf } from './datasets.js';
import { drawing } from '../drawing/drawing.js';
import { equationCard, explanation } from './equation.js';
import { flowCard } from './flow.js';
import { inspector } from './inspector.js';
import { ledgerPanel } from './ledger.js';
import { openPad } from './pad.js';
import { probabilities } from './probabilities.js';
import { setup } from './setup.js';
import { showCurrent, timeline } from './timeline.js';
import { continueRunning, stop, trainingCard } from './training.js';
import { viewOf } from './prepare.js';

/** @typedef {import('./view.js').View} View */

/** The defaults of the last scenario that the server accepted. */
let scenario = {};

/** On its data: what could have been taken in another way. @type {string[]} */
let remarks = [];

/** @param {any} options @param {AbortSignal} signal */
export async function showNetwork(options, signal) {
  let view;
  let plane;
  try {
    view = await viewOf(options, signal);
    plane = await boundaryOf(view, signal);
  } catch (error) {
    if (superseded(error)) {
      throw error;
    }
    stop();
    refused(options, error.message);
    return;
  }
  if (signal.aborted) {
    return;
  }
  scenario = view.data.scenario;
  remarks = view.data.remarks;
  draw(options, view, plane);
  showCurrent();
  announce(whereSentence(view));
  continueRunning(view);
}

/** The sentence that says where we are. @param {View} view */
function whereSentence({ current, step, track }) {
  const steps = track.steps.length;
  return current
    ? t('step.where', { step, steps, equation: current.equation.text, explanation: explanation(current) })
    : t('step.start', { steps });
}

function refused(options, sentence) {
  update(
    byId('network-error'),
    h(
      'div',
      { class: 'refused', role: 'alert' },
      h('p', { 'data-testid': 'error' }, sentence),
      h('button', { type: 'button', 'data-testid': 'error-back', onclick: () => history.back() }, t('error.back')),
      h('button', { type: 'button', 'data-testid': 'error-retry', onclick: state.refresh }, t('error.retry')),
      h('a', { href: '/', 'data-testid': 'error-anew' }, t('error.anew')),
    ),
  );
  drawSetup(options, sentence);
}

function drawSetup(options, sentence) {
  const open = state.get('setup') === '1';
  const drawer = byId('setup');
  drawer.hidden = !open;
  byId('setup-open').setAttribute('aria-expanded', String(open));
  if (open) {
    update(drawer, setup(options, scenario, remarks, sentence));
  }
}

/** @param {any} options @param {View} view */
function draw(options, view, plane) {
  update(byId('network-error'));
  update(byId('network-drawing'), head(view), drawing(view));
  update(byId('network-training'), trainingCard(view, beside(view, plane)));
  update(byId('network-equation'), equationCard(view));
  update(byId('network-flow'), flowCard(view));
  update(byId('network-panel'), panel(view));
  update(byId('network-timeline'), timeline(view));
  drawSetup(options, null);
}

function head(view) {
  const { data } = view;
  return h(
    'div',
    { class: 'row head' },
    h(
      'h2',
      {
        title: t('network.parameters', { n: grouped(data.network.parameters), type: data.network.type.toLowerCase() }),
      },
      titleOf(view.dataset),
    ),
    view.image
      ? h(
          'button',
          { type: 'button', class: 'small', 'data-testid': 'draw', onclick: () => openPad(view) },
          t('pad.open'),
        )
      : null,
    data.batch > 1
      ? h(
          'label',
          {},
          t('network.sample'),
          ' ',
          h(
            'select',
            {
              'data-testid': 'row',
              onchange: (event) => state.set({ row: event.target.value === '0' ? '' : event.target.value }),
            },
            data.rows.map((row, i) =>
              h('option', { value: i, selected: i === view.sample }, t('network.row', { i, row })),
            ),
          ),
        )
      : null,
    h(
      'div',
      { class: 'segmented', role: 'group', 'aria-label': t('mode.title') },
      ['reverse', 'forward'].map((mode) =>
        h(
          'button',
          {
            type: 'button',
            'aria-pressed': String(view.mode === mode),
            title: t(MODES[mode].title),
            'data-testid': `mode-${mode}`,
            onclick: () => state.set({ mode, step: '' }),
          },
          t(MODES[mode].name),
        ),
      ),
    ),
    view.forwardRefused ? h('p', { class: 'error', role: 'alert' }, view.forwardRefused) : null,
    view.mode === 'forward' && view.forward
      ? h('span', { class: 'note' }, t('mode.seed', { seed: view.forward.seed }))
      : null,
  );
}

const MODES = {
  reverse: { name: 'mode.reverse', title: 'mode.reverseTitle' },
  forward: { name: 'mode.forward', title: 'mode.forwardTitle' },
};

/** What stands beside the loss curve: the plane, or the probabilities. */
function beside(view, plane) {
  return plane ? boundary(view, plane) : probabilities(view);
}

const PANELS = [
  ['arrays', 'panel.arrays', arraysPanel],
  ['weight', 'panel.weight', inspector],
  ['cost', 'panel.cost', ledgerPanel],
];

function panel(view) {
  const chosen = PANELS.find(([name]) => name === state.get('panel')) ?? PANELS[0];
  return h(
    'section',
    { class: 'card panel', 'aria-label': t('panel.title') },
    h(
      'div',
      { class: 'segmented', role: 'group', 'aria-label': t('panel.title') },
      PANELS.map(([name, title]) =>
        h(
          'button',
          {
            type: 'button',
            'aria-pressed': String(name === chosen[0]),
            'data-testid': `panel-${name}`,
            onclick: () => state.set({ panel: name }),
          },
          t(title),
        ),
      ),
    ),
    h('div', { class: 'content', tabindex: '0', role: 'group', 'aria-label': t(chosen[1]) }, chosen[2](view)),
  );
}
