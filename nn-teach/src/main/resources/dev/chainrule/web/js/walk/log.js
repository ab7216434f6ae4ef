/** The log of what was done since the start: u12~A0[0,1]=0.3~rate=0.1 */

const split = (log) => (log ? log.split('~') : []);

/** Adds updates, joined to updates just before. @param {string} log @param {number} n */
export function withUpdates(log, n) {
  const events = split(log);
  const last = /^u(\d+)$/.exec(events.at(-1) ?? '');
  if (last) {
    events[events.length - 1] = `u${Number(last[1]) + n}`;
  } else {
    events.push(`u${n}`);
  }
  return events.join('~');
}

/** Sets a number or the rate; one that was set just before is replaced. @param {string} name */
export function withValue(log, name, value) {
  const events = split(log);
  if (events.at(-1)?.startsWith(`${name}=`)) {
    events.pop();
  }
  return [...events, `${name}=${value}`].join('~');
}
