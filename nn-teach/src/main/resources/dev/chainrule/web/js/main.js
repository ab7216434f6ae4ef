/** Starts the page: reads the strings, asks what there is to choose from, and draws whenever the address changes. */

import { get, Latest, superseded } from './core/api.js';
import { byId, h } from './core/dom.js';
import { busy } from './core/busy.js';
import * as state from './core/state.js';
import { fillIn, loadStrings, t } from './core/strings.js';
import { applyTheme, onSystemTheme } from './core/theme.js';
import { header, showHeader } from './header.js';
import { showFormula } from './formula/tab.js';
import { showNetwork } from './network/tab.js';
import { showTaylor } from './taylor/tab.js';

const TABS = { network: showNetwork, formula: showFormula, taylor: showTaylor };

const latest = new Latest();
let options = null;

async function show() {
  const signal = latest.begin();
  const tab = Object.hasOwn(TABS, state.get('tab')) ? state.get('tab') : 'network';
  applyTheme();
  showHeader(tab);
  for (const name of Object.keys(TABS)) {
    byId(name).hidden = name !== tab;
  }
  await busy(async () => {
    try {
      options ??= await get('options', '', signal);
      byId('page-error').replaceChildren();
      await TABS[tab](options, signal);
    } catch (error) {
      if (!superseded(error)) {
        const again = h('button', { type: 'button', 'data-testid': 'error-retry', onclick: show }, t('error.retry'));
        byId('page-error').replaceChildren(
          h('div', { class: 'refused', role: 'alert' }, h('p', { 'data-testid': 'error' }, error.message), again),
        );
      }
    }
  });
}

await loadStrings();
fillIn(document);
header();
state.onChange(show);
onSystemTheme(show);
await show();
