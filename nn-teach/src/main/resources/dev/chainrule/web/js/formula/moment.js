/** One line of the derivation: a value, or a derivative of a sweep. */

import { h } from '../core/dom.js';
import { full, short } from '../core/numbers.js';
import { t } from '../core/strings.js';
import { formula as typeset } from '../core/tex.js';
import { derivativeName } from './track.js';

/** The moment's own line, large. */
export function current(moment) {
  if (!moment) {
    return h('div', { class: 'moment', 'data-testid': 'formula-moment' }, h('p', {}, t('formula.start')));
  }
  return h(
    'div',
    {
      class: 'moment',
      'data-testid': 'formula-moment',
      'data-value': typeof moment.value === 'number' ? full(moment.value) : null,
    },
    moment.latex ? typeset(moment.latex, { display: true }) : h('p', { class: 'line' }, plain(moment)),
    moment.kind === 'value' ? locals(moment) : terms(moment),
  );
}

/** In one line of text. */
export function plain(moment) {
  if (moment.kind === 'value') {
    return `${moment.name} = ${moment.formula} = ${text(moment.value)}`;
  }
  const name = derivativeName(moment, moment.name);
  if (moment.terms.length === 0) {
    return `${name} = ${text(moment.value)}`;
  }
  const letters = moment.terms.map((term) => `${arrivingName(moment, term)} · ${term.local_derivative}`).join(' + ');
  const numbers = moment.terms.map((term) => text(term.product)).join(' + ');
  return `${name} = ${letters} = ${moment.terms.length > 1 ? `${numbers} = ` : ''}${text(moment.value)}`;
}

/** The products that add up, with their numbers. */
function terms(moment) {
  return h(
    'ul',
    { class: 'locals' },
    moment.terms.map((term) => {
      const [over, by] = overBy(term);
      const local = moment.localOf(over, by);
      const numbers = `${text(term.arriving)} · ${local === undefined ? term.local_derivative : text(local)}`;
      return h(
        'li',
        {},
        `${arrivingName(moment, term)} · ${term.local_derivative} = ${numbers} = ${text(term.product)}`,
      );
    }),
  );
}

/** Of ∂b/∂a, b and a. */
const overBy = (term) => /^∂(.+)\/∂(.+)$/.exec(term.local_derivative)?.slice(1) ?? [];

/** In reverse ∂y/∂b arrives at the local derivative ∂b/∂a; forward ∂a/∂x does. */
function arrivingName(moment, term) {
  const [over, by] = overBy(term);
  const name = moment.mode === 'reverse' ? over : by;
  return name ? derivativeName(moment, name) : text(term.arriving);
}

function locals({ locals: all }) {
  return h(
    'ul',
    { class: 'locals' },
    all.map((one) =>
      h(
        'li',
        {},
        one.formula
          ? t('formula.local', { by: one.by, formula: one.formula, value: text(one.value) })
          : t('formula.localForm', { by: one.by, form: one.form }),
      ),
    ),
  );
}

/** A number, or arrays of them: [1, 2]. */
export function text(value) {
  return Array.isArray(value) ? `[${value.map(text).join(', ')}]` : short(value, 6);
}
