/** Makes elements: h('p', {class: 'hint', onclick: f}, 'text', child). Text is always text, never markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** Which properties an element was given, listeners among them. @type {WeakMap<Element, Record<string, any>>} */
export const given = new WeakMap();

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected']);

function fill(element, attributes, children) {
  const properties = {};
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (key.startsWith('on') || PROPERTIES.has(key)) {
      properties[key] = element[key] = value;
    } else if (key === 'style') {
      Object.entries(value).forEach(([name, one]) => element.style.setProperty(name, one));
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  given.set(element, properties);
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

/** Whether a key pressed there means something to the element itself. */
export function typing(element) {
  return !!element?.closest?.('input, select, textarea, [data-keys], dialog');
}

/** @param {KeyboardEvent} event */
export const plain = (event) => !event.ctrlKey && !event.altKey && !event.metaKey;

/**
 * Whether the arrow keys scroll what has the focus sidewards, since it is wider than it shows.
 *
 * @param {Element} element
 */
export const scrollsSidewards = (element) =>
  element.tabIndex === 0 &&
  element.scrollWidth > element.clientWidth &&
  ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
