/** All lists that the reader may see, with their open items: the view `lists`, kept current by the feed `list/*`. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { liveView } from "/spanwire-live.js";

export class Overview {
  #changed;
  #live;
  #rows = [];

  /** `changed()` is called when there is something else to show. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Begins on a connection; what was shown before goes. */
  open(connection) {
    this.#live?.stop();
    this.#rows = [];
    this.#live = liveView(connection, "lists", {
      params: { limit: 50 },
      feed: "list/*",
      onRows: (rows) => {
        this.#rows = rows;
        this.#changed();
      },
    });
  }

  /** Links to the lists; `go(list)` opens one. */
  view(current, go) {
    if (this.#rows.length === 0) return nothing;
    return html`<nav class="overview" aria-label="All lists">
      ${this.#rows.map(
        ({ list, title, open }) => html`<a
          href=${`?list=${list}`}
          aria-current=${list === current ? "page" : null}
          @click=${(event) => follow(event, () => go(list))}
          >${title} <span class="open">${open === 0 ? "done" : `${open} open`}</span></a
        >`,
      )}
    </nav>`;
  }
}

function follow(event, go) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
  event.preventDefault();
  go();
}
