/** The question of a lesson, at the equation. */

import { h } from '../core/dom.js';
import { read, short } from '../core/numbers.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { announce } from '../core/announce.js';
import { inLesson, keyOf } from './lesson.js';
import { questionOf, right, TOLERANCE } from './questions.js';
import { answered, POINTS, record, summary } from './score.js';
import { openSummary } from './summary.js';

/** What was tried at the question that stands open. */
let open = { key: '', hints: 0, wrong: 0 };

/** Whether the equation's numbers may be shown. @param {import('../network/view.js').View} view */
export const numbersShown = (view) =>
  !inLesson() || !!answered(keyOf(view)) || !questionOf(view) || (open.key === keyOf(view) && open.hints > 0);

/** @param {import('../network/view.js').View} view */
export function questionCard(view) {
  const question = inLesson() ? questionOf(view) : null;
  if (!question) {
    return null;
  }
  const key = keyOf(view);
  const done = answered(key);
  if (open.key !== key) {
    open = { key, hints: 0, wrong: 0 };
  }
  return h(
    'div',
    { class: `question${done ? ' done' : ''}`, 'data-testid': 'lesson-question', 'data-kind': question.kind },
    done ? result(question, done) : ask(view, question),
    score(),
  );
}

const ASKS = {
  unit: 'lesson.unit',
  loss: 'lesson.loss',
  local: 'lesson.local',
  product: 'lesson.product',
  updated: 'lesson.updated',
};

function ask(view, question) {
  const check = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const field = form.elements['answer'];
    const given = read(field.value);
    if (given !== null && right(question, given)) {
      finish(view, question, given, open.hints || open.wrong ? POINTS.helped : POINTS.alone);
      return;
    }
    open.wrong += given === null ? 0 : 1;
    const says = given === null ? t('error.number', { text: field.value }) : wrong(question, given);
    form.querySelector('[role="status"]').textContent = says;
    field.select();
  };
  const hint = () => {
    open.hints++;
    state.refresh();
  };
  const field = { type: 'text', name: 'answer', inputmode: 'decimal', size: 10, autocomplete: 'off' };
  return h(
    'form',
    // a form for each question, so that an answer does not stay for the next
    { onsubmit: check, 'data-testid': `lesson-form-${view.step}` },
    h('label', { for: 'lesson-answer' }, t(ASKS[question.kind], { name: question.text })),
    h(
      'div',
      { class: 'row' },
      h('input', { ...field, id: 'lesson-answer', 'data-testid': 'lesson-answer' }),
      h('button', { class: 'primary', 'data-testid': 'lesson-check' }, t('lesson.check')),
      h(
        'button',
        { type: 'button', 'data-testid': 'lesson-hint', onclick: hint, disabled: open.hints > 1 },
        t(open.hints ? 'lesson.moreHint' : 'lesson.hint'),
      ),
      h(
        'button',
        { type: 'button', 'data-testid': 'lesson-show', onclick: () => finish(view, question, null, POINTS.shown) },
        t('lesson.show'),
      ),
    ),
    h('p', { class: 'note', role: 'status', 'data-testid': 'lesson-feedback' }, help(question)),
  );
}

/** By how many hints were asked for. */
function help({ expected }) {
  return [
    t('lesson.tolerance', { percent: 100 * TOLERANCE }),
    t('lesson.hintShown'),
    t('lesson.about', { about: short(expected, 1) }),
  ][open.hints];
}

function wrong({ expected }, given) {
  if (expected !== 0 && Math.sign(given) === -Math.sign(expected)) {
    return t('lesson.sign');
  }
  return t(Math.abs(given) > Math.abs(expected) ? 'lesson.large' : 'lesson.small');
}

function finish(view, question, given, points) {
  record(keyOf(view), { kind: question.kind, points, given });
  announce(
    t(points ? 'lesson.right' : 'lesson.shown', { name: question.text, value: short(question.expected, 6), points }),
  );
  state.refresh();
  if (view.step === view.track.steps.length) {
    openSummary();
  }
}

function result(question, { points }) {
  return h(
    'p',
    { role: 'status', 'data-testid': 'lesson-result' },
    t(points ? 'lesson.right' : 'lesson.shown', { name: question.text, value: short(question.expected, 6), points }),
  );
}

function score() {
  const { points, most, questions } = summary();
  return h(
    'button',
    { type: 'button', class: 'small score', 'data-testid': 'lesson-score', 'data-value': points, onclick: openSummary },
    t('lesson.score', { points, most, questions }),
  );
}
