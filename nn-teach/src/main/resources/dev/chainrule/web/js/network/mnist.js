/**
 * A drawn digit as MNIST has its digits: its box scaled into 20 × 20, the shape kept, then moved in 28 × 28 so that its
 * centre of mass is in the middle (LeCun, Cortes, Burges: The MNIST database).
 */

export const SIDE = 28;
const BOX = 20;

/**
 * @param {ImageData} drawn ink by its alpha
 * @returns {Uint8Array | null} 784 bytes, row by row; null if nothing was drawn
 */
export function asMnist(drawn) {
  const { width, height, data } = drawn;
  const ink = (x, y) => (x >= 0 && y >= 0 && x < width && y < height ? data[4 * (y * width + x) + 3] : 0);
  const box = bounds(width, height, ink);
  if (!box) {
    return null;
  }
  const scale = Math.max(box.right - box.left + 1, box.bottom - box.top + 1) / BOX;
  const columns = Math.max(1, Math.round((box.right - box.left + 1) / scale));
  const rows = Math.max(1, Math.round((box.bottom - box.top + 1) / scale));
  const small = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => mean(ink, box.left + column * scale, box.top + row * scale, scale)),
  );
  let [mass, sumX, sumY] = [0, 0, 0];
  small.forEach((line, y) =>
    line.forEach((value, x) => {
      mass += value;
      sumX += value * x;
      sumY += value * y;
    }),
  );
  const left = Math.round(SIDE / 2 - 0.5 - sumX / mass);
  const top = Math.round(SIDE / 2 - 0.5 - sumY / mass);
  const bytes = new Uint8Array(SIDE * SIDE);
  small.forEach((line, y) =>
    line.forEach((value, x) => {
      const [row, column] = [y + top, x + left];
      if (row >= 0 && column >= 0 && row < SIDE && column < SIDE) {
        bytes[row * SIDE + column] = Math.round(value);
      }
    }),
  );
  return bytes;
}

function bounds(width, height, ink) {
  let box = null;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink(x, y) > 32) {
        box ??= { left: x, right: x, top: y, bottom: y };
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.bottom = y;
      }
    }
  }
  return box;
}

/** The mean ink of a square. */
function mean(ink, left, top, side) {
  let [sum, n] = [0, 0];
  for (let y = Math.floor(top); y < Math.max(top + side, Math.floor(top) + 1); y++) {
    for (let x = Math.floor(left); x < Math.max(left + side, Math.floor(left) + 1); x++) {
      sum += ink(x, y);
      n++;
    }
  }
  return sum / n;
}

/** For the address: base64url without padding. @param {Uint8Array} bytes */
export const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
