/** The moments of a formula: each variable's value, then each line of one sweep. */

/**
 * @typedef {{kind: 'value', name: string, formula: string, latex?: string, value: any, locals: any[]}} ValueMoment
 * @typedef {{kind: 'sweep', name: string, terms: any[], value: any, latex?: string, mode: string, seed: string,
 *   localOf: (over: string, by: string) => any}} SweepMoment
 */

/** @param {any} answer of the server @param {string} chosen such as reverse or forward:x */
export function momentsOf(answer, chosen) {
  const sweep = sweepOf(answer, chosen);
  return [
    ...answer.steps.map((step) => ({
      kind: 'value',
      name: step.name,
      formula: step.formula,
      latex: step.latex,
      value: step.value,
      locals: step.local_derivatives ?? [],
    })),
    ...(sweep
      ? sweep.lines.map((line) => ({
          kind: 'sweep',
          name: line.variable,
          terms: line.terms,
          value: line.value,
          latex: line.latex,
          localOf: localsOf(answer),
          mode: sweep.mode,
          seed: sweep.seed,
        }))
      : []),
  ];
}

/** A local derivative's number by what it is of and by; undefined where it is an array without numbers. */
function localsOf({ steps }) {
  const named = (over) => steps.find(({ name }) => name === over)?.local_derivatives ?? [];
  return (over, by) => named(over).find((one) => one.by === by)?.value ?? undefined;
}

/** @returns {any} */
export function sweepOf({ sweeps }, chosen) {
  const [mode, seed] = chosen.split(':');
  return (
    sweeps.find((one) => one.mode === mode && (!seed || one.seed === seed)) ??
    sweeps.find((one) => one.mode === mode) ??
    sweeps[0]
  );
}

/** What is known after so many moments: values by name, and derivatives of the sweep by name. */
export function knownAfter(answer, moments, step) {
  const values = new Set(answer.variables.map(({ name }) => name));
  const derivatives = new Set();
  moments.slice(0, step).forEach(({ kind, name }) => (kind === 'value' ? values : derivatives).add(name));
  return { values, derivatives };
}

/** The derivative's name: of the result by a variable, or of a variable by the seed. */
export const derivativeName = (sweep, name) =>
  sweep.mode === 'reverse' ? `∂${sweep.seed}/∂${name}` : `∂${name}/∂${sweep.seed}`;
