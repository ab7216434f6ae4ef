/** A window over the page; Escape closes it. */

import { h } from './dom.js';
import { t } from './strings.js';

/** @param {string} title its key @param {...any} content */
export function dialog(title, ...content) {
  const close = () => box.close();
  const box = h(
    'dialog',
    { 'aria-labelledby': 'dialog-title', 'data-testid': 'dialog', onclose: () => box.remove() },
    h('h2', { id: 'dialog-title' }, t(title)),
    content,
    h('button', { type: 'button', class: 'close', 'data-testid': 'dialog-close', onclick: close }, t('dialog.close')),
  );
  document.body.append(box);
  box.showModal();
}
