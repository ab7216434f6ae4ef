/** The panel with every array: a list of names and shapes, and the chosen one, with buttons to move over a large one. */

import { h } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { TILE } from '../walk/arrays.js';
import { UNKNOWN, short } from '../core/numbers.js';
import { draw } from './grid.js';
import { gridOf } from './grids.js';
import { mover } from './mover.js';
import { pan } from './needs.js';

/** @param {import('./view.js').View} view */
export function arraysPanel(view) {
  const names = Object.keys(view.values);
  const chosen = names.includes(state.get('array')) ? state.get('array') : (view.current?.writes ?? 'A0');
  const name = names.includes(chosen) ? chosen : names[0];
  return h(
    'div',
    { class: 'arrays' },
    h(
      'ul',
      { class: 'names', 'data-testid': 'array-names' },
      names.map((one) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              type: 'button',
              class: `name${view.known(one) ? '' : ' unknown'}`,
              'aria-pressed': String(one === name),
              'data-testid': `array-${one}`,
              onclick: () => state.set({ array: one, pan: '' }),
            },
            h('span', {}, view.values[one].text),
            h(
              'small',
              {},
              view.values[one].shape.length
                ? view.values[one].shape.join('×')
                : view.known(one)
                  ? short(view.at(one, 0, 0))
                  : UNKNOWN,
            ),
          ),
        ),
      ),
    ),
    h('div', { class: 'shown' }, shown(view, name)),
  );
}

function shown(view, name) {
  const [rows, columns] = view.size(name);
  const [row, column] = pan();
  const corner = [Math.min(row, rows - 1), Math.min(column, columns - 1)];
  const large = rows > TILE || columns > TILE;
  return [
    draw(
      { ...gridOf(view, name, 'whole'), prefix: 'all-', corner: /** @type {[number, number]} */ (corner) },
      view.palette,
    ),
    large ? mover({ rows, columns, corner, move: (to) => state.set({ array: name, pan: to }) }) : null,
  ];
}
