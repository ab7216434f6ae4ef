/** Lesson mode: before a number is shown, the page asks for it. */

import * as state from '../core/state.js';
import { answered } from './score.js';
import { questionOf } from './questions.js';

export const inLesson = () => state.get('lesson') === '1';

/** Names one question, so that it is asked once. @param {import('../network/view.js').View} view */
export const keyOf = (view) =>
  [view.walk.query, view.mode, view.mode === 'forward' ? view.forward?.seed : '', view.sample, view.step].join(' ');

/** Whether the current step's numbers wait for an answer. @param {import('../network/view.js').View} view */
export const hides = (view) =>
  inLesson() && view.current !== null && !answered(keyOf(view)) && questionOf(view) !== null;
