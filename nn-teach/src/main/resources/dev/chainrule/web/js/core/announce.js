/** Tells those who hear the page what changed. */

let last = '';

/** @param {string} sentence */
export function announce(sentence) {
  if (sentence !== last) {
    last = sentence;
    document.getElementById('live').textContent = sentence;
  }
}
