/** Makes elements: h('p', {class: 'hint', onclick: f}, 'text', child). Text is always text, never markup. */

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key === 'style') {
      Object.entries(value).forEach(([name, one]) => element.style.setProperty(name, one));
    } else if (key === 'value' || key === 'checked' || key === 'disabled' || key === 'selected') {
      element[key] = value;
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] on… are listeners, null and false are left out
 * @param {...any} children nodes, strings, lists of them
 * @returns {any}
 */
export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** The same in a drawing. */
export const s = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * Redraws, and gives the focus back to the control of the same name, so that a redrawn page can be used from the
 * keyboard.
 *
 * @param {() => void} redraw
 */
export function keepingFocus(redraw) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const name = active?.dataset?.testid;
  redraw();
  if (name && !active.isConnected) {
    const again = document.querySelector(`[data-testid="${CSS.escape(name)}"]`);
    /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
  }
}

/** Whether a key pressed there means something to the element itself. */
export function typing(element) {
  return !!element?.closest?.('input, select, textarea, [data-keys], dialog');
}
