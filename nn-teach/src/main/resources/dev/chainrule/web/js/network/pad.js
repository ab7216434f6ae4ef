/** Where one draws a digit: with the mouse, a finger, or the arrow keys. */

import { h } from '../core/dom.js';
import * as state from '../core/state.js';
import { t } from '../core/strings.js';
import { announce } from '../core/announce.js';
import { asMnist, base64url, SIDE } from './mnist.js';

const SIZE = 280;
const PEN = 22;
const STEP = 10;

/** Opens it. @param {import('./view.js').View} view */
export function openPad(view) {
  const canvas = h('canvas', {
    width: SIZE,
    height: SIZE,
    class: 'pad',
    tabindex: '0',
    role: 'application',
    'aria-label': t('pad.canvas'),
    'aria-describedby': 'pad-keys',
    'data-testid': 'pad',
    'data-keys': true,
  });
  const seen = h('canvas', { width: SIDE, height: SIDE, class: 'seen', role: 'img', 'aria-label': t('pad.seen') });
  const complaint = h('p', { class: 'error', role: 'alert' });
  const target = h(
    'select',
    { 'data-testid': 'pad-target' },
    h('option', { value: '' }, t('pad.predicted')),
    Array.from({ length: view.data.network.outputs }, (_, i) =>
      h('option', { value: i }, view.data.prediction?.classes?.[i] ?? String(i)),
    ),
  );
  const sketch = new Sketch(canvas, seen);
  const use = (step) => () => {
    const bytes = sketch.bytes();
    if (!bytes) {
      complaint.textContent = t('pad.empty');
      return;
    }
    dialog.close();
    state.set({ input: base64url(bytes), target: target.value, row: '', step }, { push: true });
  };
  const output = view.track.place(view.data.network.layers.at(-1).output) ?? 0;
  const dialog = h(
    'dialog',
    { class: 'pad-dialog', 'aria-labelledby': 'pad-title', onclose: () => dialog.remove() },
    h('h2', { id: 'pad-title' }, t('pad.title')),
    h(
      'div',
      { class: 'row' },
      canvas,
      h('div', { class: 'beside' }, h('p', {}, t('pad.seen')), seen, h('label', {}, t('pad.target'), ' ', target)),
    ),
    h('p', { class: 'note', id: 'pad-keys' }, t('pad.keys')),
    complaint,
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        { type: 'button', class: 'primary', 'data-testid': 'pad-classify', onclick: use(output) },
        t('pad.classify'),
      ),
      h('button', { type: 'button', 'data-testid': 'pad-step', onclick: use('') }, t('pad.step')),
      h('button', { type: 'button', 'data-testid': 'pad-clear', onclick: () => sketch.clear() }, t('pad.clear')),
      state.get('input')
        ? h(
            'button',
            {
              type: 'button',
              'data-testid': 'pad-remove',
              onclick: () => {
                dialog.close();
                state.set({ input: '', target: '' }, { push: true });
              },
            },
            t('pad.remove'),
          )
        : null,
      h('button', { type: 'button', 'data-testid': 'pad-cancel', onclick: () => dialog.close() }, t('dialog.close')),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  canvas.focus();
}

class Sketch {
  constructor(canvas, seen) {
    this.canvas = canvas;
    this.seen = seen;
    this.pen = canvas.getContext('2d', { willReadFrequently: true });
    this.pen.lineWidth = PEN;
    this.pen.lineCap = this.pen.lineJoin = 'round';
    this.pen.strokeStyle = '#fff';
    this.at = { x: SIZE / 2, y: SIZE / 2 };
    this.down = false;
    canvas.addEventListener('pointerdown', (event) => this.begin(event));
    canvas.addEventListener('pointermove', (event) => event.buttons && this.to(event.offsetX, event.offsetY));
    canvas.addEventListener('pointerup', () => this.show());
    canvas.addEventListener('keydown', (event) => this.key(event));
  }

  begin(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.at = { x: event.offsetX, y: event.offsetY };
    this.to(event.offsetX, event.offsetY);
  }

  to(x, y) {
    this.pen.beginPath();
    this.pen.moveTo(this.at.x, this.at.y);
    this.pen.lineTo(x, y);
    this.pen.stroke();
    this.at = { x, y };
  }

  key(event) {
    const move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (move) {
      const x = Math.max(0, Math.min(SIZE, this.at.x + move[0]));
      const y = Math.max(0, Math.min(SIZE, this.at.y + move[1]));
      if (this.down) {
        this.to(x, y);
        this.show();
      }
      this.at = { x, y };
    } else if (event.key === ' ') {
      this.down = !this.down;
      if (this.down) {
        this.to(this.at.x, this.at.y);
        this.show();
      }
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.clear();
    } else {
      return;
    }
    event.preventDefault();
    announce(
      t(this.down ? 'pad.down' : 'pad.up', { x: Math.round(this.at.x / STEP), y: Math.round(this.at.y / STEP) }),
    );
  }

  clear() {
    this.pen.clearRect(0, 0, SIZE, SIZE);
    this.down = false;
    this.show();
  }

  bytes() {
    return asMnist(this.pen.getImageData(0, 0, SIZE, SIZE));
  }

  /** What the network will see. */
  show() {
    const bytes = this.bytes() ?? new Uint8Array(SIDE * SIDE);
    const pen = this.seen.getContext('2d');
    const pixels = pen.createImageData(SIDE, SIDE);
    bytes.forEach((grey, i) => pixels.data.set([grey, grey, grey, 255], 4 * i));
    pen.putImageData(pixels, 0, 0);
  }
}
