/** The bar at the top: tabs, set-up, lesson, link, export, theme, help; and their keys. */

import * as address from './core/address.js';
import { announce } from './core/announce.js';
import { byId, h, plain, typing } from './core/dom.js';
import * as state from './core/state.js';
import { t } from './core/strings.js';
import { switchTheme } from './core/theme.js';
import { openHelp } from './help.js';

const FORMATS = { text: 'export.text', markdown: 'export.markdown', json: 'export.json', html: 'export.html' };

const toggle = (key) => () => state.set({ [key]: state.get(key) === '1' ? '' : '1' });

const lesson = () => state.set({ lesson: state.get('lesson') === '1' ? '' : '1', step: '', tab: 'network' });

/** Back closes it again. */
const open = (tab) => () => state.set({ tab }, { push: true });

/** Who dictates, or types beside the page, can switch them off in the help. */
const KEYS = {
  '?': openHelp,
  1: open('network'),
  2: open('formula'),
  3: open('taylor'),
  s: toggle('setup'),
  l: lesson,
  d: switchTheme,
};

export function header() {
  document
    .querySelectorAll('[data-tab]')
    .forEach((button) => button.addEventListener('click', open(button.dataset.tab)));
  byId('setup-open').addEventListener('click', toggle('setup'));
  byId('lesson').addEventListener('click', lesson);
  byId('theme').addEventListener('click', switchTheme);
  byId('help').addEventListener('click', openHelp);
  byId('copy').addEventListener('click', copy);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.get('setup') === '1' && !document.querySelector('dialog[open]')) {
      state.set({ setup: '' });
      byId('setup-open').focus();
    } else if (plain(event) && !typing(event.target) && state.get('keys') !== 'off' && KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
}

/** @param {string} tab */
export function showHeader(tab) {
  document.title = t('page.documentTitle', { tab: t(TITLES[tab]) });
  document
    .querySelectorAll('[data-tab]')
    .forEach((button) => button.setAttribute('aria-current', button.dataset.tab === tab ? 'page' : 'false'));
  const network = tab === 'network';
  for (const id of ['setup-open', 'lesson', 'export-open']) {
    byId(id).hidden = !network;
  }
  byId('lesson').setAttribute('aria-pressed', String(state.get('lesson') === '1'));
  byId('export').replaceChildren(
    h('p', { class: 'note' }, t('export.text.what')),
    ...Object.keys(FORMATS).map((as) =>
      h(
        'a',
        {
          href: `/api/export?${[state.scenario(), `as=${as}`].filter(Boolean).join('&')}`,
          download: '',
          'data-testid': `export-${as}`,
        },
        t(FORMATS[as]),
      ),
    ),
    h('p', { class: 'note' }, t('export.terminal'), h('code', {}, `./nn step "${state.scenario()}"`)),
  );
}

const TITLES = { network: 'tab.network', formula: 'tab.formula', taylor: 'tab.taylor' };

async function copy() {
  const said = (key) => {
    announce(t(key));
    byId('copy').textContent = t(key);
    setTimeout(() => (byId('copy').textContent = t('page.copy')), 1500);
  };
  address.flush();
  try {
    await navigator.clipboard.writeText(location.href);
    said('page.copied');
  } catch {
    said('page.notCopied');
  }
}
