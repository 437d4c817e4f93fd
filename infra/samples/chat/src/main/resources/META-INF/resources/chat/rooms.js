/**
 * The rooms in which somebody spoke lately: the view `active-rooms`, kept current by the feed `chat/*`. Closed at first, because
 * it costs the server more than one room does; whether it is open is remembered.
 */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { liveView } from "/spanwire-live.js";

const MAX_ROOMS = 20;
const OPEN = "spanwire.active-rooms";

export class ActiveRooms {
  #changed;
  #connection;
  #current;
  #live;
  #isOpen = remembered();
  #rooms; // {room, unread}, the one with the newest message first; undefined until they are known

  /** `changed()` is called when there is something else to show. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Begins on a connection; `current()` is the room that is open, whose messages are read already. */
  start(connection, current) {
    this.#connection = connection;
    this.#current = current;
    this.#follow();
  }

  #follow() {
    this.#live?.stop();
    this.#live = this.#rooms = undefined;
    if (!this.#isOpen || !this.#connection) return;
    this.#live = liveView(this.#connection, "active-rooms", {
      params: { limit: MAX_ROOMS },
      feed: "chat/*",
      types: ["chat.message-posted"],
      onRows: (rows) => {
        this.#rooms = rows.map(({ room }) => ({ room, unread: 0 }));
        this.#changed();
      },
      onEvent: (event) => {
        this.#spoken(event.source.slice("/streams/chat/".length));
        this.#changed();
      },
    });
  }

  #spoken(room) {
    const known = this.#rooms.find((each) => each.room === room);
    const unread = room === this.#current() ? 0 : (known?.unread ?? 0) + 1;
    this.#rooms = [{ room, unread }, ...this.#rooms.filter((each) => each !== known)].slice(0, MAX_ROOMS);
  }

  /** The room has been opened. */
  read(room) {
    this.#rooms = this.#rooms?.map((each) => (each.room === room ? { room, unread: 0 } : each));
  }

  #toggle(isOpen) {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    remember(isOpen);
    this.#follow();
    this.#changed();
  }

  /** Links to the rooms; `go(room)` opens one. */
  view(go) {
    return html`<details class="active" ?open=${this.#isOpen} @toggle=${(event) => this.#toggle(event.target.open)}>
      <summary>Active rooms</summary>
      <nav aria-label="Active rooms">${this.#isOpen ? this.#links(go) : nothing}</nav>
    </details>`;
  }

  #links(go) {
    if (this.#rooms?.length === 0) return html`<p>Nobody has spoken yet.</p>`;
    return this.#rooms?.map(
      ({ room, unread }) => html`<a href=${`?room=${room}`} aria-current=${room === this.#current() ? "page" : null} @click=${(event) => follow(event, () => go(room))}
        ><span>${room}</span>${unread > 0 ? html` <b aria-label=${`${unread} new`}>${unread}</b>` : nothing}</a
      >`,
    );
  }
}

function follow(event, go) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
  event.preventDefault();
  go();
}

function remembered() {
  try {
    return localStorage.getItem(OPEN) === "open";
  } catch {
    return false; // forbidden
  }
}

function remember(isOpen) {
  try {
    localStorage.setItem(OPEN, isOpen ? "open" : "closed");
  } catch {
    // full or forbidden: it is closed again next time
  }
}
