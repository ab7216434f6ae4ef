/** Light or dark: as the system says, unless one is chosen. */

import * as state from './state.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** @returns {'light' | 'dark'} */
export function theme() {
  const chosen = state.get('theme');
  return chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light';
}

export const applyTheme = () => (document.documentElement.dataset.theme = theme());

export const switchTheme = () => state.set({ theme: theme() === 'dark' ? 'light' : 'dark' });

/** @param {() => void} listener */
export const onSystemTheme = (listener) => dark.addEventListener('change', listener);
