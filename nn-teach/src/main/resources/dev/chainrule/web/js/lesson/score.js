/** What was answered in this session of the browser, and how well. */

const KEY = 'chainrule.lesson';

/** Points for an answer at once; after a hint or a wrong one; after it was shown. */
export const POINTS = { alone: 2, helped: 1, shown: 0 };

/** @typedef {{kind: string, points: number, given: number | null}} Answer */

/** @returns {Record<string, Answer>} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {string} key */
export const answered = (key) => read()[key];

/** @param {string} key @param {Answer} answer */
export function record(key, answer) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...read(), [key]: answer }));
}

export const forget = () => sessionStorage.removeItem(KEY);

/** Points and questions, in all and by kind. */
export function summary() {
  const kinds = {};
  let [points, questions] = [0, 0];
  for (const answer of Object.values(read())) {
    const kind = (kinds[answer.kind] ??= { questions: 0, points: 0, alone: 0, helped: 0, shown: 0 });
    kind.questions++;
    kind.points += answer.points;
    kind[answer.points === POINTS.alone ? 'alone' : answer.points === POINTS.helped ? 'helped' : 'shown']++;
    points += answer.points;
    questions++;
  }
  return { kinds, points, questions, most: questions * POINTS.alone };
}
