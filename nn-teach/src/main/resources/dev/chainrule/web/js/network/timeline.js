/** The time line: buttons to step, and every step by what it writes, grouped by phase. */

import { h, plain, scrollsSidewards, typing } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { PHASES } from './equation.js';

/** @typedef {import('./view.js').View} View */

let shown = { step: 0, last: 0, locked: false };

/** The step that one is at: the address's, which a fast hand changes before it is drawn. */
const here = () => Math.min(state.count('step'), shown.last);

/** Goes to a step; in a lesson not past a question without an answer, nor past one that is about to be asked. */
export function goTo(step) {
  const target = Math.max(0, Math.min(step, shown.last));
  const at = here();
  const lesson = state.get('lesson') === '1';
  if (target > at && (shown.locked || (lesson && at !== shown.step))) {
    document.querySelector('[data-testid="lesson-answer"]')?.focus();
    return;
  }
  state.set({ step: lesson && target > at ? at + 1 : target, pan: '' });
}

/** @param {View} view */
export function timeline(view) {
  const { steps } = view.track;
  shown = { step: view.step, last: steps.length, locked: view.hides };
  const { step, last } = shown;
  return h(
    'nav',
    { class: 'timeline', 'aria-label': t('timeline.title') },
    h(
      'div',
      { class: 'transport' },
      button('first', '|◀', () => 0, step === 0),
      button('back', '◀', () => here() - 1, step === 0),
      button('next', '▶', () => here() + 1, step === last),
      button('last', '▶|', () => last, step === last),
      h(
        'span',
        { class: 'count', 'data-testid': 'step-count', 'data-value': step },
        t('timeline.count', { step, steps: last }),
      ),
    ),
    h(
      'ol',
      { class: 'groups', 'data-testid': 'timeline' },
      groups(steps).map((group) => groupOf(view, group)),
    ),
  );
}

function button(name, sign, target, disabled) {
  return h(
    'button',
    {
      type: 'button',
      'data-testid': `step-${name}`,
      title: t(BUTTONS[name]),
      'aria-label': t(BUTTONS[name]),
      'aria-disabled': String(disabled),
      onclick: () => goTo(target()),
    },
    sign,
  );
}

const BUTTONS = { first: 'timeline.first', back: 'timeline.back', next: 'timeline.next', last: 'timeline.last' };

/** Neighbours of the same phase. */
function groups(steps) {
  const groups = [];
  steps.forEach((step, i) => {
    const phase = step.phase === 'tangent' ? 'forward' : step.phase;
    if (groups.at(-1)?.phase !== phase) {
      groups.push({ phase, from: i + 1, steps: [] });
    }
    groups.at(-1).steps.push(step);
  });
  return groups;
}

function groupOf(view, { phase, from, steps }) {
  return h(
    'li',
    { class: `group ${phase}`, style: { '--steps': steps.length } },
    h('span', { class: 'label', id: `group-${from}` }, t(PHASES[phase])),
    h(
      'ol',
      { 'aria-labelledby': `group-${from}` },
      steps.map((step, i) => h('li', {}, chip(view, step, from + i))),
    ),
  );
}

function chip(view, step, number) {
  const current = number === view.step;
  const name = view.values[step.writes]?.text ?? step.writes;
  return h(
    'button',
    {
      type: 'button',
      class: `chip ${step.phase}${number < view.step ? ' done' : ''}`,
      'data-testid': `step-${number}`,
      // one stop for Tab; the arrow keys do the rest
      tabindex: current || (view.step === 0 && number === 1) ? '0' : '-1',
      'aria-current': current ? 'step' : null,
      title: `${number}. ${step.equation.text} — ${t('timeline.multiplications', { n: step.multiplications })}`,
      onclick: () => goTo(number),
    },
    name,
  );
}

/** Brings the current step into view where the time line is longer than the screen. */
export function showCurrent() {
  const chip = document.querySelector('.chip[aria-current]');
  const line = chip?.closest('.groups');
  if (line) {
    const middle = chip.offsetLeft + chip.offsetWidth / 2;
    line.scrollLeft = middle - line.clientWidth / 2;
  }
}

addEventListener('keydown', (event) => {
  if (!plain(event) || state.get('tab') !== 'network' || typing(event.target) || scrollsSidewards(event.target)) {
    return;
  }
  const target = { ArrowLeft: here() - 1, ArrowRight: here() + 1, Home: 0, End: shown.last }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    goTo(target);
  }
});
