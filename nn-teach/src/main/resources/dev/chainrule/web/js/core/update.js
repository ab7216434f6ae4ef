/**
 * Brings what is drawn to what should be drawn, by the fewest changes: so that the focus, the place to which one has
 * scrolled, half typed text and a click that is under way survive a drawing anew.
 */

import { given } from './dom.js';

/** @param {Element} parent @param {...any} children null is left out */
export function update(parent, ...children) {
  const next = document.createElement('div');
  next.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.testid;
  matchChildren(parent, next);
  if (focused && document.activeElement === document.body) {
    const again = document.querySelector(`[data-testid="${CSS.escape(focused)}"]`);
    /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
  }
}

function matchChildren(old, next) {
  const wanted = [...next.childNodes];
  const there = [...old.childNodes];
  wanted.forEach((node, i) => {
    if (i >= there.length) {
      old.append(node);
    } else if (alike(there[i], node)) {
      match(there[i], node);
    } else {
      there[i].replaceWith(node);
    }
  });
  there.slice(wanted.length).forEach((node) => node.remove());
}

/** A canvas has its picture, and a shadow tree its content, so these are always new; of controls the name must agree. */
function alike(old, next) {
  return (
    old.nodeName === next.nodeName &&
    old.nodeName !== 'CANVAS' &&
    !old.shadowRoot &&
    !next.shadowRoot &&
    old.dataset?.testid === next.dataset?.testid
  );
}

function match(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) {
      old.data = next.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== 'open') {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  const before = given.get(old) ?? {};
  const now = given.get(next) ?? {};
  matchChildren(old, next);
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    // what someone is typing stays, unless something else was drawn before it
    if (key !== 'value' || now.value !== before.value || old !== document.activeElement || old.nodeName === 'SELECT') {
      old[key] = now[key] ?? (key.startsWith('on') ? null : '');
    }
  }
  if (old.nodeName === 'SELECT' && old.value !== next.value) {
    old.value = next.value;
  }
  given.set(old, now);
}
