/** Places in arrays, as the address writes them: A1[0,0], f1[2]. */

/** @param {string} text @returns {{name: string, index: number[]} | null} */
export function parsePlace(text) {
  const match = /^([^[\]]+)\[(\d+(?:,\d+)*)\]$/.exec(text);
  return match ? { name: match[1], index: match[2].split(',').map(Number) } : null;
}

/** @param {string} name @param {number[]} index */
export const place = (name, index) => `${name}[${index.join(',')}]`;

/** For people: A₁[0, 0]. */
export const placeText = (text, index) => (index.length ? `${text}[${index.join(', ')}]` : text);

/** A value's number as the name of a test: value-A1-0-0. */
export const testId = (name, row, column) => `value-${name}-${row}-${column}`;
