/** What the address says is to be approximated, and how far. */

import * as state from '../core/state.js';

/** The slider's end: a function's, and a loss's, whose higher derivatives cost more. */
export const MOST = { function: 12, loss: 4 };

/** The loss along a direction, or else a function. */
export const isLoss = () => state.get('what') === 'loss';

export const order = () => Math.min(state.count('order'), MOST[isLoss() ? 'loss' : 'function']);

/** Moves x₀; two decimals are enough for a hand. */
export const moveTo = (x) => state.set({ x0: String(Math.round(100 * x) / 100) });
