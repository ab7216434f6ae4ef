/** Asks the server. Its errors are sentences; so are ours about a server that is gone. */

import { busy } from './busy.js';
import { t } from './strings.js';

/** A sentence that the page can show where it arose. */
export class Refusal extends Error {
  /** @param {string} sentence @param {string} [excerpt] what was asked, with a mark at the place */
  constructor(sentence, excerpt) {
    super(excerpt ? `${sentence}\n\n${excerpt}` : sentence);
  }
}

/** Whether it only says that something newer took a request's place. */
export const superseded = (error) => error?.name === 'AbortError';

/**
 * @param {string} path such as walk
 * @param {string} query what stands after the question mark
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export const get = (path, query, signal) => busy(() => ask(`/api/${path}${query ? `?${query}` : ''}`, { signal }));

/** Gives the server a CSV too long for an address. @param {string} csv */
export const postData = (csv) =>
  busy(() => ask('/api/data', { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: csv }));

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch (error) {
    throw superseded(error) ? error : new Refusal(t('error.server'));
  }
  const body = await answer.json().catch((error) => {
    if (superseded(error)) {
      throw error;
    }
    return null;
  });
  if (!answer.ok) {
    throw new Refusal(body?.error ?? t('error.answer', { status: answer.status }), body?.excerpt);
  }
  return body;
}

/** name=value&… without what is undefined. @param {Record<string, any>} entries */
export function queryOf(entries) {
  return Object.entries(entries)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** Only the latest piece of work of its kind goes on; a newer one ends it. */
export class Latest {
  /** @type {AbortController | undefined} */
  #current;

  /** @returns {AbortSignal} */
  begin() {
    this.#current?.abort();
    this.#current = new AbortController();
    return this.#current.signal;
  }
}
