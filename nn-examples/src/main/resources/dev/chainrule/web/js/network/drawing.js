/**
 * The network as a drawing. A unit's colour is its activation, its ring the derivative of the loss by it; a line's colour
 * and width are its weight, dashed where negative. What is not computed yet has no colour and shows –.
 */

import { s } from '../core/dom.js';
import { full, short, tiny, UNKNOWN } from '../core/numbers.js';
import { t } from '../core/strings.js';
import { formula } from '../core/tex.js';
import { select } from './grids.js';
import { layout, HEIGHT, WIDTH } from './layout.js';
import { onPath } from './paths.js';

/** @typedef {import('./view.js').View} View */

/** From so many lines on, what flows along them is drawn finer. */
const MANY = 40;

/** @param {View} view */
export function drawing(view) {
  const columns = layout(view);
  const flows = flowOf(view);
  return s(
    'svg',
    {
      onkeydown: walkWithKeys,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'network',
      role: 'group',
      tabindex: '0',
      'aria-label': t('drawing.title', { sizes: sizes(view) }),
      'data-testid': 'network',
    },
    columns.slice(1).map((column, i) => edges(view, columns[i], column, flows)),
    columns.map((column) => units(view, column)),
    loss(view, columns.at(-1)),
  );
}

const sizes = ({ data }) => [data.network.input, ...data.network.layers.map((layer) => layer.outputs)].join(' → ');

/** Between which columns something flows at this step, and which way. */
function flowOf(view) {
  const { current } = view;
  if (!current) {
    return null;
  }
  const back = current.phase === 'backward';
  return { layer: current.layer, class: back ? 'flows back' : current.phase === 'update' ? 'flows update' : 'flows' };
}

function edges(view, from, to, flows) {
  const layer = view.data.network.layers[to.index - 1];
  const weights = layer.parameters.find((name) => view.values[name].shape.length === 2);
  if (!weights) {
    return null;
  }
  const updated = view.known(`${weights}'`) ? `${weights}'` : weights;
  const scale = view.scale(weights);
  const flowing = flows?.layer === layer.index && flows.class;
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

function units(view, column) {
  return s(
    'g',
    { class: 'column' },
    s('foreignObject', { x: column.x - 60, y: 2, width: 120, height: 30 }, heading(column)),
    column.image ? image(view, column) : column.units.map((unit) => drawUnit(view, column, unit)),
    column.more
      ? s('text', { class: 'more', x: column.x, y: column.moreY }, t('drawing.more', { n: column.more }))
      : null,
  );
}

function heading(column) {
  const box = formula(column.latex);
  const holder = document.createElement('div');
  holder.className = 'heading';
  holder.append(box, Object.assign(document.createElement('small'), { textContent: column.title }));
  return holder;
}

function drawUnit(view, column, unit) {
  const { name, z } = column;
  const index = unit.index;
  const active = view.known(name) ? name : z && view.known(z) ? z : null;
  const x = active ? view.unit(active, index) : undefined;
  const scale = active ? view.scale(active) : 0;
  const derivative = `dL/d${name}`;
  const ring = view.values[derivative] && view.known(derivative) ? view.unit(derivative, index) : undefined;
  const ringScale = ring === undefined ? 0 : view.scale(derivative);
  const label = `${view.values[active ?? name].text}[${index}] = ${active ? full(x) : UNKNOWN}${ring === undefined ? '' : `, ∂L/∂${view.values[name].text}[${index}] = ${full(ring)}`}`;
  const chosen =
    isSelected(view, name, [index], true) || (z && onPath(view, z, [index])) || onPath(view, name, [index]);
  const writes = view.current?.writes;
  const now = writes === name || writes === z || writes === derivative || writes === `dL/d${z}`;
  const shows = unit.r >= 11;
  const decimals = unit.r >= 22 ? 3 : unit.r >= 16 ? 2 : 1;
  return s(
    'g',
    {
      class: `unit${chosen ? ' chosen' : ''}${now ? ' now' : ''}${active ? '' : ' empty'}${active === z && active !== name ? ' half' : ''}`,
      role: 'button',
      tabindex: '-1',
      'aria-label': label,
      'data-testid': `unit-${name}-${index}`,
      'data-name': active ?? name,
      'data-index': index,
      'data-value': active ? full(x) : null,
      onclick: () => select(name, view.values[name].shape.length === 2 ? [view.sample, index] : [index]),
    },
    s('title', {}, label),
    ring === undefined
      ? null
      : s('circle', {
          class: `ring${ring < 0 ? ' negative' : ''}`,
          cx: unit.x,
          cy: unit.y,
          r: unit.r + 4,
          style: {
            stroke: view.palette.css(ring, ringScale),
            'stroke-width': 3 + 3 * (ringScale ? Math.abs(ring) / ringScale : 0),
          },
        }),
    s('circle', {
      class: 'body',
      cx: unit.x,
      cy: unit.y,
      r: unit.r,
      style: active === name ? { fill: view.palette.css(x, scale) } : {},
    }),
    shows
      ? s(
          'text',
          {
            class: 'inner',
            'font-size': Math.max(10, unit.r * 0.58),
            x: unit.x,
            y: unit.y,
            style: active === name ? { fill: view.palette.ink(x, scale) } : {},
          },
          active ? tiny(x, decimals) : UNKNOWN,
        )
      : null,
    bias(view, column, unit),
    column.classes && unit.r < 16
      ? s('text', { class: 'class', x: unit.x + unit.r + 8, y: unit.y }, column.classes[index])
      : null,
  );
}

/** A bias is a small square at its unit. */
function bias(view, column, unit) {
  const name = column.bias;
  if (!name || unit.r < 11) {
    return null;
  }
  const shown = view.known(`${name}'`) ? `${name}'` : name;
  const x = view.at(shown, 0, unit.index);
  const [left, top] = [unit.x - unit.r * 0.95, unit.y - unit.r * 1.15];
  const chosen = isSelected(view, name, [unit.index]);
  const label = `${view.values[name].text}[${unit.index}] = ${full(x)}`;
  return s(
    'g',
    {
      class: `bias${chosen ? ' chosen' : ''}`,
      role: 'button',
      tabindex: '-1',
      'aria-label': label,
      'data-testid': `weight-${name}-${unit.index}`,
      'data-value': full(x),
      onclick: (event) => {
        event.stopPropagation();
        select(name, [unit.index]);
      },
    },
    s('title', {}, label),
    s('rect', {
      x: left - 6,
      y: top - 6,
      width: 12,
      height: 12,
      rx: 2,
      style: { fill: view.palette.css(x, view.scale(name)) },
    }),
  );
}

/** A picture that comes in is drawn as a picture. */
function image(view, column) {
  const [rows, columns] = view.image;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const pen = canvas.getContext('2d');
  const pixels = pen.createImageData(columns, rows);
  const known = view.known('f0');
  const { min, max } = view.values.f0;
  for (let i = 0; i < rows * columns; i++) {
    const x = known ? (view.at('f0', view.sample, i) ?? 0) : 0;
    const grey = Math.round((255 * (x - min)) / (max - min || 1));
    pixels.data.set([grey, grey, grey, 255], 4 * i);
  }
  pen.putImageData(pixels, 0, 0);
  const { width, height } = column.image;
  return s(
    'g',
    {
      class: 'image',
      'data-testid': 'input-image',
      role: 'button',
      tabindex: '-1',
      'aria-label': t('drawing.image', { rows, columns }),
      onclick: (event) => pickPixel(event, view, rows, columns),
    },
    s('title', {}, t('drawing.image', { rows, columns })),
    s('image', { href: canvas.toDataURL(), x: column.x - width / 2, y: HEIGHT / 2 - height / 2, width, height }),
    s('rect', { x: column.x - width / 2, y: HEIGHT / 2 - height / 2, width, height, class: 'frame' }),
  );
}

function pickPixel(event, view, rows, columns) {
  const box = event.currentTarget.getBoundingClientRect();
  const row = Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows)));
  const column = Math.min(columns - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * columns)));
  select('f0', [view.sample, row * columns + column]);
}

/** The loss, at the end. */
function loss(view, last) {
  const x = last.x + last.r + 62;
  const known = view.known('L');
  const now = view.current?.writes === 'L';
  const target = view.values.y;
  return s(
    'g',
    { class: `loss${now ? ' now' : ''}` },
    last.units.map((unit) =>
      s('line', {
        class: `to-loss${lossFlows(view.current)}`,
        x1: unit.x + unit.r + (last.classes ? 14 : 4),
        y1: unit.y,
        x2: x - 34,
        y2: HEIGHT / 2,
      }),
    ),
    target && !last.classes
      ? last.units.map((unit) =>
          s(
            'text',
            { class: 'target', x: unit.x, y: unit.y + unit.r + 20 },
            t('drawing.target', { y: short(view.unit('y', unit.index)) }),
          ),
        )
      : null,
    s('rect', { x: x - 34, y: HEIGHT / 2 - 26, width: 74, height: 52, rx: 10, class: known ? 'known' : '' }),
    s('text', { class: 'name', x: x + 3, y: HEIGHT / 2 - 9 }, 'L'),
    s(
      'text',
      {
        class: 'number',
        x: x + 3,
        y: HEIGHT / 2 + 11,
        'data-testid': 'loss',
        'data-value': known ? full(view.data.loss) : null,
      },
      known ? short(view.data.loss) : UNKNOWN,
    ),
  );
}

/** Between the outputs and the loss: on, and back. */
function lossFlows(step) {
  if (step?.phase === 'loss') {
    return ' flowing';
  }
  return step?.kind === 'seed' || step?.kind === 'loss_derivative' ? ' flowing back' : '';
}

function isSelected({ selected }, name, index, lastOnly = false) {
  const tail = lastOnly ? selected?.index.slice(-1) : selected?.index;
  return selected?.name === name && tail.join() === index.join();
}

/** Up and down go from one to the next, Enter selects; left and right stay with the time line. */
function walkWithKeys(event) {
  const all = [...event.currentTarget.querySelectorAll('[role="button"]')];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
    event.preventDefault();
    all[at].dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
}
