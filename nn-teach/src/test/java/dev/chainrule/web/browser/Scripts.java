package dev.chainrule.web.browser;

/** What the tests ask the page itself. */
final class Scripts {
  private Scripts() {}

  /**
   * Runs before the page's own scripts: notes every control that is ever there to be used, and each
   * that a person's hand or key reached.
   */
  static final String WATCH =
      """
      (() => {
        if (!location.protocol.startsWith('http')) {
          return;
        }
        // what was used to leave the page before
        const before = JSON.parse(sessionStorage.getItem('watched') ?? '[]');
        const controls = { there: new Set(), used: new Set(before), nameless: new Set() };
        addEventListener('pagehide', () => sessionStorage.setItem('watched', JSON.stringify([...controls.used])));
        window.watchedControls = () => {
          look();
          return { there: [...controls.there], used: [...controls.used], nameless: [...controls.nameless] };
        };
        const CONTROL = 'a[href], button, input, select, textarea, [role=button], [role=application], ' +
          'td.pick, canvas.pick, circle.movable, svg[tabindex]';
        const look = () => document.querySelectorAll(CONTROL).forEach((element) => {
          const name = element.dataset.testid ?? element.closest('[data-testid^=grid-]')?.dataset.testid;
          if (!name) {
            controls.nameless.add(element.outerHTML.slice(0, 200));
          } else if (element.checkVisibility({ visibilityProperty: true })) {
            controls.there.add(name);
          }
        });
        const use = (event) => {
          // the driver chooses among options by a script
          if (event.isTrusted || (event.type === 'change' && event.target.localName === 'select')) {
            const name = event.target.closest?.(event.type === 'keydown' ? 'svg, canvas' : '[data-testid]');
            controls.used.add(name?.dataset.testid);
          }
        };
        ['click', 'change', 'input', 'pointerdown', 'keydown'].forEach((kind) => addEventListener(kind, use, true));
        document.addEventListener('DOMContentLoaded', () => {
          let waiting = false;
          new MutationObserver(() => {
            if (!waiting) {
              waiting = true;
              requestAnimationFrame(() => ((waiting = false), look()));
            }
          }).observe(document, { subtree: true, childList: true, attributes: true });
        });
      })();
      """;

  /** Waits until nothing is fetched or drawn any more. */
  static final String READY =
      """
      const done = arguments[0];
      const look = () => document.body?.dataset.ready === 'true' ? done() : setTimeout(look, 4);
      look();
      """;

  /**
   * Everything that the page shows, as text: its elements, their contents, its pictures, its
   * address.
   */
  static final String SNAPSHOT =
      """
      const parts = [location.search, document.title];
      const tell = (node) => {
        if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
          parts.push(node.data.trim());
        } else if (node.nodeType === Node.ELEMENT_NODE) {
          const attributes = [...node.attributes].map(({ name, value }) => `${name}="${value}"`).sort();
          parts.push(`<${node.localName} ${attributes.join(' ')}> ${node.value ?? ''}`);
          if (node.localName === 'canvas') {
            parts.push(node.toDataURL());
          }
          node.shadowRoot?.childNodes.forEach(tell);
          node.childNodes.forEach(tell);
        }
      };
      tell(document.body);
      return parts;
      """;

  /** Every number that has a name: [test's name, name, index, full number or null, text]. */
  static final String NUMBERS =
      """
      return [...document.querySelectorAll('[data-name][data-index], .bias')].map((element) => {
        const [, name, index] = element.dataset.name
          ? [0, element.dataset.name, element.dataset.index]
          : /^weight-(\\w+)-(\\d+)$/.exec(element.dataset.testid);
        const text = element.matches('td') ? element.textContent
          : element.matches('.unit') ? element.querySelector('text.inner')?.textContent ?? null : null;
        return [element.dataset.testid, name, index, element.dataset.value ?? null, text];
      });
      """;
}
