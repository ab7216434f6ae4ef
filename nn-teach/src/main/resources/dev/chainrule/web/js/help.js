/** The keys and the colours, in a window. */

import { dialog } from './core/dialog.js';
import { h } from './core/dom.js';
import * as state from './core/state.js';
import { t } from './core/strings.js';

const KEYS = [
  ['← →', 'help.step'],
  ['Home End', 'help.ends'],
  ['↑ ↓ Enter', 'help.drawing'],
  ['1 2 3', 'help.tabs'],
  ['s', 'help.setup'],
  ['l', 'help.lesson'],
  ['d', 'help.theme'],
  ['Esc', 'help.escape'],
  ['?', 'help.help'],
];

export function openHelp() {
  dialog(
    'help.title',
    h(
      'dl',
      { class: 'keys' },
      KEYS.map(([keys, what]) => [
        h(
          'dt',
          {},
          keys.split(' ').map((key) => [h('kbd', {}, key), ' ']),
        ),
        h('dd', {}, t(what)),
      ]),
    ),
    h(
      'label',
      { class: 'check' },
      h('input', {
        type: 'checkbox',
        'data-testid': 'letters',
        checked: state.get('keys') !== 'off',
        onchange: (event) => state.set({ keys: event.target.checked ? '' : 'off' }),
      }),
      ' ',
      t('help.letters'),
    ),
    h('h3', {}, t('help.colours')),
    h(
      'div',
      { class: 'scale', role: 'img', 'aria-label': t('help.scale') },
      h('span', {}, '−'),
      h('i', {}),
      h('span', {}, '+'),
    ),
    h('p', {}, t('help.coloursText')),
    h('p', {}, t('help.unknown')),
    h('p', {}, t('help.address')),
  );
}
