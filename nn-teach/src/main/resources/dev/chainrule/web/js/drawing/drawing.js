/**
 * The network as a drawing. What is not computed yet has no colour and shows –.
 */

import { s } from '../core/dom.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { edges } from './edges.js';
import { image } from './image.js';
import { layout, HEIGHT, WIDTH } from './layout.js';
import { loss } from './loss.js';
import { bias, className, drawUnit } from './unit.js';

/** @typedef {import('../network/view.js').View} View */

/** @param {View} view */
export function drawing(view) {
  const columns = layout(view);
  return s(
    'svg',
    {
      onkeydown: walkWithKeys,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'network',
      role: 'group',
      tabindex: '0',
      'aria-label': t('drawing.title', { sizes: sizes(view) }),
      'data-testid': 'network',
    },
    columns.slice(1).map((column, i) => edges(view, columns[i], column)),
    columns.map((column) => units(view, column)),
    loss(view, columns.at(-1)),
  );
}

const sizes = ({ data }) => [data.network.input, ...data.network.layers.map((layer) => layer.outputs)].join(' → ');

function units(view, column) {
  return s(
    'g',
    { class: 'column' },
    s('foreignObject', { x: column.x - 60, y: 2, width: 120, height: 30 }, heading(column)),
    column.image
      ? image(view, column)
      : column.units.map((unit) => [
          drawUnit(view, column, unit),
          bias(view, column, unit),
          column.classes ? className(view, column, unit) : null,
        ]),
    column.more
      ? s('text', { class: 'more', x: column.x, y: column.moreY }, t('drawing.more', { n: column.more }))
      : null,
  );
}

function heading(column) {
  const box = formula(column.latex);
  const holder = document.createElement('div');
  holder.className = 'heading';
  holder.append(box, Object.assign(document.createElement('small'), { textContent: column.title }));
  return holder;
}

/** Up and down go from one to the next, Enter selects; left and right stay with the time line. */
function walkWithKeys(event) {
  const all = [...event.currentTarget.querySelectorAll('[role="button"]')];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
    event.preventDefault();
    all[at].dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
}
