/** Whether a number is the one that was clicked. */

/** @param {import('../network/view.js').View} view @param {string} name @param {number[]} index @param {boolean} [lastOnly] of a value with rows */
export function isSelected({ selected }, name, index, lastOnly = false) {
  const tail = lastOnly ? selected?.index.slice(-1) : selected?.index;
  return selected?.name === name && tail.join() === index.join();
}
