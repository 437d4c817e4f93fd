/** All auctions, the next to close first: the view `auction-board`, kept current by the feed `auction/*`. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { repeat } from "/webjars/lit-html/directives/repeat.js";
import { liveView } from "/spanwire-live.js";
import { failureMessage } from "/spanwire-page.js";
import { ProblemError } from "/spanwire.js";
import { remaining } from "./remaining.js";

export class Board {
  #changed;
  #live;
  #rows = [];
  #problem;

  /** `changed()` is called when there is something else to show. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Begins on a connection; what was shown before goes. */
  open(connection) {
    this.#live?.stop();
    this.#rows = [];
    this.#problem = undefined;
    this.#live = liveView(connection, "auction-board", {
      params: { limit: 50 },
      feed: "auction/*",
      onRows: (rows) => this.#show({ rows }),
      onProblem: (problem) => this.#show({ rows: [], problem }),
    });
  }

  #show({ rows, problem }) {
    this.#rows = rows;
    this.#problem = problem;
    this.#changed();
  }

  /** Links to the auctions; `go(auction)` opens one. */
  view(current, me, go) {
    return html`<aside class="board" aria-labelledby="board-title">
      <h2 id="board-title">All auctions</h2>
      ${this.#problem ? failureMessage(new ProblemError(this.#problem)) : nothing}
      ${this.#rows.length === 0 ? html`<p class="quiet">None yet.</p>` : nothing}
      <ul>
        ${repeat(
          this.#rows,
          (row) => row.auction,
          (row) => html`<li data-auction=${row.auction} data-state=${row.state}>
            <a href=${`?auction=${row.auction}`} aria-current=${row.auction === current ? "page" : null} @click=${(event) => follow(event, () => go(row.auction))}>${row.title}</a>
            <b>${row.highest ?? "no bid"}</b>
            <span class="quiet">${leader(row, me)}</span>
            ${remaining(row.state, new Date(row.closes))}
          </li>`,
        )}
      </ul>
      <p class="quiet">To open one, name it in the field at the top.</p>
    </aside>`;
  }
}

function leader({ bids, leader, name }, me) {
  if (bids === 0) return "";
  return `${bids} ${bids === 1 ? "bid" : "bids"}, ${leader === me.subject ? "you lead" : name || "somebody"}`;
}

function follow(event, go) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
  event.preventDefault();
  go();
}
