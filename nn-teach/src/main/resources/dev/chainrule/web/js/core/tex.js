/** Formulas, typeset by KaTeX, which also writes MathML for those who hear the page. */

import katex from '/webjars/katex/katex.mjs';
import { h } from './dom.js';

/**
 * @param {string} latex
 * @param {{display?: boolean, class?: string}} [how]
 */
export function formula(latex, { display = false, class: name } = {}) {
  const box = h(display ? 'div' : 'span', { class: name });
  katex.render(latex, box, { displayMode: display, throwOnError: false, strict: 'ignore' });
  return box;
}
