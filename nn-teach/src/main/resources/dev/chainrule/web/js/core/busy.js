/** Says on the body whether anything is being fetched or drawn: for tests, and for a quiet sign that one must wait. */

let running = 0;

const show = () => (document.body.dataset.ready = String(running === 0));

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function busy(work) {
  running++;
  show();
  try {
    return await work();
  } finally {
    // once what was drawn is on the screen
    requestAnimationFrame(() => {
      running--;
      show();
    });
  }
}
