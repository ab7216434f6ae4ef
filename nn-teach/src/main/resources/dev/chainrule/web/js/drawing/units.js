/** Which units of a layer are drawn: all of a small one, of a large one the first, and the selected. */

const MOST = 12;
const FIRST = 9;

/**
 * @param {import('../network/view.js').View} view
 * @param {string} name of the layer's values
 * @param {number} count
 * @returns {number[]} ascending
 */
export function shownUnits(view, name, count) {
  if (count <= MOST) {
    return Array.from({ length: count }, (_, i) => i);
  }
  const first = Array.from({ length: FIRST }, (_, i) => i);
  const chosen = selectedUnit(view, name);
  return chosen !== null && chosen >= FIRST && chosen < count ? [...first, chosen] : first;
}

/** The unit that the selection touches in a layer. */
function selectedUnit(view, name) {
  const { selected } = view;
  if (!selected) {
    return null;
  }
  if (selected.name === name || selected.name === name.replace('f', 'z')) {
    return selected.index.at(-1);
  }
  const layers = view.data.network.layers;
  const after = layers.find((layer) => layer.parameters.includes(selected.name));
  if (after?.output === name || after?.z === name) {
    return selected.index[0];
  }
  const before = after && (after.index === 0 ? 'f0' : layers[after.index - 1].output);
  return before === name && selected.index.length === 2 ? selected.index[1] : null;
}
