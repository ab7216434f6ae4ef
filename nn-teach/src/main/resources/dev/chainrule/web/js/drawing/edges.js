/** The weights of a layer as lines: colour and width by the weight, dashed where negative. */

import { s } from '../core/dom.js';
import { full } from '../core/numbers.js';
import { select } from '../network/grids.js';
import { onPath } from '../network/paths.js';
import { HEIGHT } from './layout.js';
import { isSelected } from './selected.js';

/** From so many lines on, what flows along them is drawn finer. */
const MANY = 40;

/** @param {import('../network/view.js').View} view @param {import('./layout.js').Column} from @param {import('./layout.js').Column} to */
export function edges(view, from, to) {
  const layer = view.data.network.layers[to.index - 1];
  const weights = layer.parameters.find((name) => view.values[name].shape.length === 2);
  if (!weights) {
    return null;
  }
  const updated = view.known(`${weights}'`) ? `${weights}'` : weights;
  const scale = view.scale(weights);
  const flowing = flowsThrough(view.current, layer.index);
  const dense = to.units.length * from.units.length > MANY;
  return s(
    'g',
    { class: `edges ${flowing || ''}${dense ? ' dense' : ''}` },
    to.units.map((end) => from.units.map((start) => edge(view, weights, updated, scale, start, end))),
    from.image
      ? to.units.map((end) =>
          s('line', { class: 'fan', x1: from.x + from.image.width / 2, y1: HEIGHT / 2, x2: end.x - end.r, y2: end.y }),
        )
      : null,
  );
}

/** How what flows through a layer at a step is drawn; empty if nothing does. */
function flowsThrough(step, layer) {
  if (step?.layer !== layer) {
    return '';
  }
  return { backward: 'flows back', update: 'flows update' }[step.phase] ?? 'flows';
}

function edge(view, name, shownName, scale, start, end) {
  const index = [end.index, start.index];
  const x = view.at(shownName, ...index);
  const chosen = isSelected(view, name, index) || onPath(view, name, index);
  const line = { x1: start.x + start.r, y1: start.y, x2: end.x - end.r, y2: end.y };
  const label = `${view.values[name].text}[${index.join(', ')}] = ${full(x)}`;
  return s(
    'g',
    {
      class: `edge${chosen ? ' chosen' : ''}`,
      role: 'button',
      tabindex: '-1',
      'aria-label': label,
      'data-testid': `weight-${name}-${index.join('-')}`,
      'data-name': name,
      'data-index': index.join(','),
      'data-value': full(x),
      onclick: () => select(name, index),
    },
    s('title', {}, label),
    s('line', { ...line, class: 'hit' }),
    s('line', {
      ...line,
      class: `line${x < 0 ? ' negative' : ''}`,
      style: { stroke: view.palette.css(x, scale), 'stroke-width': 1.2 + 4.3 * (scale ? Math.abs(x ?? 0) / scale : 0) },
    }),
    s('line', { ...line, class: 'pulse' }),
  );
}
