/** Taylor polynomials of a function, or of the loss along a direction, beside the true curve. */

import { get, queryOf, superseded } from '../core/api.js';
import { byId } from '../core/dom.js';
import * as state from '../core/state.js';
import { update } from '../core/update.js';
import { walkOf } from '../walk/walk.js';
import { isLoss, MOST } from './choice.js';
import { form } from './form.js';
import { picture } from './picture.js';

let kept = { key: '', value: null };

/** @param {any} _options @param {AbortSignal} signal */
export async function showTaylor(_options, signal) {
  const loss = isLoss();
  const [path, query] = loss
    ? [
        'taylor-loss',
        [state.scenario(), queryOf({ direction: state.get('along'), order: MOST.loss, radius: state.get('radius') })]
          .filter(Boolean)
          .join('&'),
      ]
    : [
        'taylor',
        queryOf({
          f: state.get('tf'),
          x: state.get('x0'),
          order: MOST.function,
          from: state.get('from'),
          to: state.get('to'),
        }),
      ];
  const key = `${path}?${query}`;
  let refused = null;
  let weights = [];
  try {
    if (loss) {
      weights = weightsOf((await walkOf(state.scenario(), signal)).data);
    }
    if (kept.key !== key) {
      kept = { key, value: await get(path, query, signal) };
    }
  } catch (error) {
    if (superseded(error)) {
      throw error;
    }
    refused = error.message;
  }
  const answer = refused ? null : kept.value;
  update(byId('taylor'), form(refused, weights), answer ? picture(answer) : null);
}

/** The first weights of each array, to go along. */
function weightsOf(data) {
  return Object.values(data.values)
    .filter(({ role, shape }) => role === 'parameter' && shape.length > 0)
    .flatMap(({ name, shape }) =>
      Array.from(
        {
          length: Math.min(
            12,
            shape.reduce((a, b) => a * b),
          ),
        },
        (_, i) => `${name}[${shape.length === 2 ? `${Math.floor(i / shape[1])},${i % shape[1]}` : i}]`,
      ),
    );
}
