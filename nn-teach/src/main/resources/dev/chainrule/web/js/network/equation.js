/** The card of the current equation: in letters, in numbers, and what the lecture says of it. */

import { h } from '../core/dom.js';
import { has, t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { numbersShown, questionCard } from '../lesson/card.js';
import { substituted } from './substitute.js';

/** @param {import('./view.js').View} view */
export function equationCard(view) {
  const { current } = view;
  if (!current) {
    return h(
      'section',
      { class: 'card equation', 'data-testid': 'equation', 'aria-label': t('equation.title') },
      h('h2', {}, t('equation.start')),
      h('p', {}, t('equation.startText', { steps: view.track.steps.length })),
      h('p', { class: 'note' }, t('equation.keys')),
    );
  }
  const { equation } = current;
  const { left, right, result } = substituted(view, current);
  const numbers = `${left} = ${right === null ? '' : `${right} = `}${result}`;
  return h(
    'section',
    { class: 'card equation', 'data-testid': 'equation', 'data-step': view.step, 'aria-label': t('equation.title') },
    h(
      'div',
      { class: 'says' },
      h('span', { class: `phase ${current.phase}` }, t(PHASES[current.phase])),
      equation.lectures.map(lecture),
      h('p', { 'data-testid': 'explanation' }, explanation(current)),
    ),
    h(
      'div',
      { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': t('equation.letters') },
      formula(equation.latex, { display: true, class: 'letters' }),
    ),
    !numbersShown(view)
      ? null
      : h(
          'div',
          {
            class: 'scrolls numbers',
            tabindex: '0',
            role: 'group',
            'aria-label': t('equation.numbers'),
            'data-testid': 'equation-numbers',
          },
          formula(numbers, { display: true }),
        ),
    questionCard(view),
  );
}

export const PHASES = {
  forward: 'phase.forward',
  loss: 'phase.loss',
  backward: 'phase.backward',
  update: 'phase.update',
  tangent: 'phase.tangent',
};

/** What each kind of step does, in words. */
const EXPLANATIONS = {
  affine: 'explain.affine',
  layer: 'explain.layer',
  operation: 'explain.operation',
  loss: 'explain.loss',
  seed: 'explain.seed',
  loss_derivative: 'explain.loss_derivative',
  parameter_derivative: 'explain.parameter_derivative',
  derivative: 'explain.derivative',
  update: 'explain.update',
  tangent: 'explain.tangent',
};

/** @param {import('../walk/walk.js').Step} step */
export function explanation(step) {
  const key = EXPLANATIONS[step.phase === 'tangent' ? 'tangent' : step.kind];
  return key ? t(key) : (step.equation.explanation ?? '');
}

/** The number of the lecture's equation; its sentence opens at a click. */
function lecture(id) {
  const key = `lecture.${id}`;
  if (!has(key)) {
    return h('span', { class: 'lecture' }, id);
  }
  const popover = `lecture-${id}`;
  return [
    h(
      'button',
      {
        class: 'lecture',
        type: 'button',
        popovertarget: popover,
        title: t(key),
        'data-testid': popover,
        'aria-label': t('lecture.open', { id }),
      },
      id,
    ),
    h(
      'div',
      { id: popover, popover: 'auto', class: 'popover' },
      h('h3', {}, t('lecture.title', { id })),
      h('p', {}, t(key)),
    ),
  ];
}
