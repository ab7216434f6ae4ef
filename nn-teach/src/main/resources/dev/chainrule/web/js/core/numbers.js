/** Numbers as text. The full number stands beside it in data-value. */

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MINUS = '−';

/** What is shown for a number that no step has computed yet. Never 0. */
export const UNKNOWN = '–';

const raised = (n) => (n < 0 ? '⁻' : '') + String(Math.abs(n)).replace(/\d/g, (d) => RAISED[Number(d)]);

/**
 * A few significant digits: 0.5933, −12.5, 1.2·10⁻⁷. A number that JSON cannot say is NaN.
 *
 * @param {number | null | undefined} x
 * @param {number} [digits]
 */
export function short(x, digits = 4) {
  const [mantissa, exponent] = parts(x, digits);
  return exponent === null ? mantissa : `${mantissa}·10${raised(exponent)}`;
}

/**
 * As few letters as can be, for a small circle: 0.59, −12, 4·10⁻⁴.
 *
 * @param {number} x
 * @param {number} decimals
 */
export function tiny(x, decimals) {
  const size = Math.abs(x);
  const fits = x === 0 || (size >= 0.5 * 10 ** -decimals && size < 1000);
  return fits ? trimmed(size < 10 ? x.toFixed(decimals) : String(Math.round(x))) : short(x, 1);
}

/** The same for KaTeX. */
export function tex(x, digits = 4) {
  const [mantissa, exponent] = parts(x, digits);
  const number = mantissa.replace(MINUS, '-');
  if (!/\d/.test(number)) {
    return `\\text{${number}}`;
  }
  return exponent === null ? number : `${number}{\\cdot}10^{${exponent}}`;
}

/** All digits, as the trace's JSON has them. */
export const full = (x) => (x === null || x === undefined ? 'NaN' : String(x));

function parts(given, digits) {
  const x = typeof given === 'string' ? Number(given) : given; // JSON has NaN as a string
  if (x === null || x === undefined || Number.isNaN(x)) {
    return ['NaN', null];
  }
  if (!Number.isFinite(x)) {
    return [x < 0 ? `${MINUS}∞` : '∞', null];
  }
  if (x !== 0 && (Math.abs(x) < 1e-4 || Math.abs(x) >= 1e6)) {
    const [mantissa, exponent] = x.toExponential(Math.max(0, digits - 2)).split('e');
    return [trimmed(mantissa), Number(exponent)];
  }
  const rounded = Number(x.toPrecision(digits));
  return [trimmed(Number.isInteger(rounded) ? String(rounded) : x.toPrecision(digits)), null];
}

function trimmed(text) {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short.replace('-', MINUS);
}

/**
 * What a person typed, with a decimal comma or a true minus as well; null if it is no number.
 *
 * @param {string} text
 */
export function read(text) {
  const plain = text.trim().replace(MINUS, '-').replace(',', '.');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** ₁₂ */
export const lowered = (n) => String(n).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]);

/** 12,345 */
export const grouped = (n) => Number(n).toLocaleString('en');
