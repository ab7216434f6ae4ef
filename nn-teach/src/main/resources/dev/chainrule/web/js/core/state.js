/**
 * The state of the page is its address and nothing else: whoever has the address has the page. Keys that are absent have
 * their defaults.
 */

import * as address from './address.js';
import { queryOf } from './api.js';

/** What the server needs to know: data, network, training and what was done since the start. */
const SCENARIO = [
  'data',
  'csv',
  'task',
  'points',
  'noise',
  'dataseed',
  'hidden',
  'act',
  'out',
  'loss',
  'opt',
  'rate',
  'init',
  'seed',
  'batch',
  'first',
  'input',
  'target',
  'log',
];

/** What only the page reads, with its defaults. */
const VIEW = {
  tab: 'network',
  step: '0',
  row: '0',
  mode: 'reverse',
  select: '',
  panel: 'arrays',
  array: '',
  pan: '0,0',
  expand: '',
  path: '',
  setup: '',
  lesson: '',
  theme: '',
  keys: 'on',
  f: 'sqrt(x^2+exp(x^2))+cos(x^2+exp(x^2))',
  at: 'x=1',
  sweep: 'reverse',
  fstep: '0',
  what: 'function',
  tf: 'sin(x)',
  x0: '0',
  order: '3',
  from: '-6',
  to: '6',
  along: 'gradient',
  radius: '1',
};

/** @type {Record<string, string>} */
let now = read();

/** @type {Array<() => void>} */
const listeners = [];

function read() {
  const known = new Set([...SCENARIO, ...Object.keys(VIEW)]);
  return Object.fromEntries([...new URLSearchParams(location.search)].filter(([key]) => known.has(key)));
}

/** The value of a key; for a scenario's key that is not in the address, undefined. */
export const get = (key) => now[key] ?? VIEW[key];

/** A whole number that is at least 0. */
export const count = (key) => Math.max(0, Math.trunc(Number(get(key))) || 0);

/** The scenario as a query for the server. */
export const scenario = (changes = {}) => {
  const all = { ...now, ...changes };
  return queryOf(Object.fromEntries(SCENARIO.filter((key) => all[key]).map((key) => [key, all[key]])));
};

/** Keys of the scenario that the address itself sets. */
export const chosen = () => Object.fromEntries(SCENARIO.filter((key) => key in now).map((key) => [key, now[key]]));

/**
 * Changes keys; undefined or '' takes one back to its default. With push, the browser's Back undoes it.
 *
 * @param {Record<string, string | number | undefined>} changes
 * @param {{push?: boolean}} [how]
 */
export function set(changes, { push = false } = {}) {
  const next = { ...now };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === '' || String(value) === VIEW[key]) {
      delete next[key];
    } else {
      next[key] = String(value);
    }
  }
  const query = queryOf(next);
  if (query === queryOf(now)) {
    return;
  }
  now = next;
  address.write(query, push);
  refresh();
}

/** Another network on other data: what was done to the old one, and places in it, are forgotten. */
export function setScenario(changes) {
  set(
    {
      log: '',
      input: '',
      target: '',
      row: '',
      select: '',
      array: '',
      pan: '',
      expand: '',
      path: '',
      step: '',
      ...changes,
    },
    { push: true },
  );
}

/** @param {() => void} listener */
export const onChange = (listener) => listeners.push(listener);

/** Draws again what does not stand in the address, such as an answer in a lesson. */
export const refresh = () => listeners.forEach((listener) => listener());

addEventListener('popstate', () => {
  address.forget();
  now = read();
  refresh();
});
