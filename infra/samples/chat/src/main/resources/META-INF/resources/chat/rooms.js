/** The rooms in which somebody spoke lately: the view `active-rooms`, kept current by the feed `chat/*`. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { liveView } from "/spanwire-live.js";

const MAX_ROOMS = 20;

export class ActiveRooms {
  #changed;
  #live;
  #rooms = []; // {room, unread}, the one with the newest message first

  /** `changed()` is called when there is something else to show. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Begins on a connection; `current()` is the room that is open, whose messages are read already. */
  open(connection, current) {
    this.#live?.stop();
    this.#rooms = [];
    this.#live = liveView(connection, "active-rooms", {
      params: { limit: MAX_ROOMS },
      feed: "chat/*",
      types: ["chat.message-posted"],
      onRows: (rows) => {
        this.#rooms = rows.map(({ room }) => ({ room, unread: 0 }));
        this.#changed();
      },
      onEvent: (event) => {
        this.#spoken(event.source.slice("/streams/chat/".length), current());
        this.#changed();
      },
    });
  }

  #spoken(room, current) {
    const known = this.#rooms.find((each) => each.room === room);
    const unread = room === current ? 0 : (known?.unread ?? 0) + 1;
    this.#rooms = [{ room, unread }, ...this.#rooms.filter((each) => each !== known)].slice(0, MAX_ROOMS);
  }

  /** The room has been opened. */
  read(room) {
    this.#rooms = this.#rooms.map((each) => (each.room === room ? { room, unread: 0 } : each));
  }

  /** Links to the rooms; `go(room)` opens one. */
  view(current, go) {
    if (!this.#rooms.some(({ room }) => room !== current)) return nothing;
    return html`<nav class="active" aria-label="Active rooms">
      <h2>Active rooms</h2>
      ${this.#rooms.map(
        ({ room, unread }) => html`<a href=${`?room=${room}`} aria-current=${room === current ? "page" : null} @click=${(event) => follow(event, () => go(room))}
          ><span>${room}</span>${unread > 0 ? html` <b aria-label=${`${unread} new`}>${unread}</b>` : nothing}</a
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
