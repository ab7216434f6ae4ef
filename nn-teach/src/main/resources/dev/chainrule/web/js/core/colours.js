/**
 * The colours of numbers: blue below zero, orange above, paler towards it. The two differ for all common kinds of colour
 * blindness, and a sign never shows by colour alone: a number has its minus, a line of a negative weight is dashed, a
 * negative cell is marked.
 */

/** The theme's colours, read from the style sheet so that they stand once. */
export class Palette {
  constructor() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => hex(style.getPropertyValue(name).trim());
    this.negative = colour('--negative');
    this.zero = colour('--zero');
    this.positive = colour('--positive');
    this.classes = Array.from({ length: 8 }, (_, i) => colour(`--class-${i}`));
    this.paper = colour('--card');
  }

  /**
   * @param {number | null | undefined} x
   * @param {number} scale the largest magnitude of its kind
   * @returns {[number, number, number]}
   */
  rgb(x, scale) {
    const share = scale > 0 && Number.isFinite(x) ? Math.max(-1, Math.min(1, x / scale)) : 0;
    const end = share < 0 ? this.negative : this.positive;
    // the square root keeps small numbers visible
    const part = Math.sqrt(Math.abs(share));
    return mix(this.zero, end, part);
  }

  css(x, scale) {
    return `rgb(${this.rgb(x, scale).join(' ')})`;
  }

  /** Black or white, whichever reads better on that colour. */
  ink(x, scale) {
    const [r, g, b] = this.rgb(x, scale).map((v) => ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#000' : '#fff';
  }

  /** A class's colour, the paler the less certain. */
  classRgb(index, certainty) {
    return mix(this.paper, this.classes[index % this.classes.length], certainty);
  }

  classCss(index) {
    return `rgb(${this.classes[index % this.classes.length].join(' ')})`;
  }
}

const mix = (a, b, part) => a.map((v, i) => Math.round(v + part * (b[i] - v)));

const hex = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));
