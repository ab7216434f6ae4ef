/**
 * Writes the page's address. Browsers bear some 200 changes in ten seconds (Safari 100) and then drop or refuse them,
 * so whoever holds an arrow key down must not write at each step: changes that come quickly are written together, the
 * last of them within a tenth of a second.
 */

import { busy } from './busy.js';

const GAP_MS = 100;

/** What is still to be written, and whether as a new entry of the history. */
let waiting = null;
let written = -Infinity;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Writes now what waits. */
export function flush() {
  if (waiting) {
    const { query, push } = waiting;
    waiting = null;
    written = performance.now();
    history[push ? 'pushState' : 'replaceState'](null, '', query ? `?${query}` : location.pathname);
  }
}

/**
 * Shows a query, now or soon. With push the browser's Back leads to what stood before.
 *
 * @param {string} query
 * @param {boolean} push
 */
export function write(query, push) {
  if (push && waiting && !waiting.push) {
    flush(); // what Back shall lead to
  }
  const before = waiting;
  waiting = { query, push: push || (before?.push ?? false) };
  const left = written + GAP_MS - performance.now();
  if (left <= 0) {
    flush();
  } else if (!before) {
    busy(async () => {
      await wait(left);
      flush();
    });
  }
}

/** Forgets what waits: the browser has gone elsewhere. */
export const forget = () => (waiting = null);
