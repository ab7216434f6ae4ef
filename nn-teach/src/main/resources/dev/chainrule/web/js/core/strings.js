/** All English text of the page comes from en.json: copy that file and translate it for another language. */

/** @type {Record<string, string>} */
let strings = {};

/** Reads the strings; everything else waits for it. */
export async function loadStrings() {
  const answer = await fetch(new URL('../../en.json', import.meta.url));
  strings = await answer.json();
}

/**
 * The string with its {places} filled in.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = strings[key];
  if (text === undefined) {
    throw new Error(`en.json has no "${key}"`);
  }
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** @param {string} key */
export const has = (key) => key in strings;

/** Fills in the texts that the HTML asks for by data-t (text), data-t-label (name) and data-t-title (tooltip). */
export function fillIn(root) {
  root.querySelectorAll('[data-t]').forEach((e) => (e.textContent = t(e.dataset.t)));
  root.querySelectorAll('[data-t-label]').forEach((e) => e.setAttribute('aria-label', t(e.dataset.tLabel)));
  root.querySelectorAll('[data-t-title]').forEach((e) => (e.title = t(e.dataset.tTitle)));
}
