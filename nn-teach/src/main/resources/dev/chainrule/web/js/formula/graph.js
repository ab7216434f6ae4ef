/**
 * The graph of a formula, drawn by the server. It stands in a shadow tree, so that its style and the page's do not meet;
 * what is not computed yet shows –.
 */

import { h } from '../core/dom.js';
import { UNKNOWN } from '../core/numbers.js';

const STYLE = `
:host { display: block; overflow: auto; max-height: 100% }
svg { max-width: 100%; height: auto }
.paper { fill: transparent }
text, .value, .label { fill: var(--ink) }
.value { fill: var(--muted) }
.edge { stroke: var(--line-strong) }
.head { fill: var(--line-strong) }
.label { fill: var(--accent) }
.input, .step, .result { fill: var(--inset); stroke: var(--line-strong) }
.input { stroke: var(--accent) }
.result { stroke: var(--good) }
.now { stroke: var(--focus); stroke-width: 4 }
`;

/**
 * @param {string} svg
 * @param {{values: Set<string>, derivatives: Set<string>}} known
 * @param {{name: string} | null} moment
 * @param {{mode: string, seed: string}} sweep
 * @param {Record<string, string>} derivatives of a forward sweep: the graph itself has those of the reverse one
 * @param {string} label
 */
export function graph(svg, known, moment, sweep, derivatives, label) {
  const host = h('div', {
    class: 'graph',
    'data-testid': 'formula-graph',
    tabindex: '0',
    role: 'group',
    'aria-label': label,
  });
  const root = host.attachShadow({ mode: 'open' });
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  drawing.querySelectorAll('style').forEach((style) => {
    style.textContent = style.textContent.replace(/@media[^{]*\{[^]*$/, '') + STYLE;
  });
  let node = null;
  for (const element of drawing.querySelectorAll('rect, text')) {
    if (element.localName === 'rect') {
      node = element.classList.contains('paper') ? null : { rect: element, name: '', lines: 0 };
    } else if (node && element.classList.contains('name')) {
      node.name = element.textContent.split(' = ')[0].trim();
      node.rect.classList.toggle('now', node.name === moment?.name);
    } else if (node && element.classList.contains('value')) {
      const derivative = element.textContent.startsWith('∂');
      if (derivative) {
        const title = sweep.mode === 'reverse' ? element.textContent.split(' = ')[0] : `∂${node.name}/∂${sweep.seed}`;
        const number =
          sweep.mode === 'reverse' ? element.textContent.split(' = ').slice(1).join(' = ') : derivatives[node.name];
        element.textContent = `${title} = ${known.derivatives.has(node.name) ? number : UNKNOWN}`;
      } else if (!known.values.has(node.name)) {
        element.textContent = UNKNOWN;
      }
    }
  }
  hideLabels(drawing, known);
  root.append(document.importNode(drawing, true));
  return host;
}

/** A local derivative's number on a line waits for the value that it is computed with. */
function hideLabels(drawing, known) {
  const all = known.values.size;
  drawing.querySelectorAll('text.label').forEach((label) => {
    if (all < countNodes(drawing) && label.textContent.includes(' = ')) {
      label.textContent = label.textContent.replace(/ = .*/, '');
    }
  });
}

const countNodes = (drawing) => drawing.querySelectorAll('text.name').length;
