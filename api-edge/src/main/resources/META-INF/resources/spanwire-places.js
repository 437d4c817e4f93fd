/**
 * The streams of one type as places to go: which one the address names (`?room=general`), the ones visited before, and
 * a field for another. Going somewhere changes the address without loading the page again; Back works.
 */
import { html } from "/webjars/lit-html/lit-html.js";

const KEY_FORM = /^[A-Za-z0-9._~-]{1,128}$/;
const MOST_REMEMBERED = 12;

export class Places {
  #kind;
  #fallback;
  #moved;
  #visited;

  /** `kind`: the query parameter and the word for it; `fallback`: where to be without one; `moved()`: we are elsewhere. */
  constructor({ kind, fallback, moved }) {
    this.#kind = kind;
    this.#fallback = fallback;
    this.#moved = moved;
    this.#arrive();
    addEventListener("popstate", () => (this.#arrive(), this.#moved()));
  }

  /** The key of the stream we are at. */
  current;

  go(key) {
    if (key === this.current) return;
    history.pushState(null, "", `?${this.#kind}=${encodeURIComponent(key)}`);
    this.#arrive();
    this.#moved();
  }

  view() {
    const kind = this.#kind;
    return html`<nav class="places" aria-label=${`${kind}s`}>
      ${this.#visited.map(
        (key) => html`<a href=${`?${kind}=${key}`} aria-current=${key === this.current ? "page" : null} @click=${(event) => this.#follow(event, key)}>${key}</a>`,
      )}
      <form @submit=${(event) => this.#submit(event)}>
        <input name="key" aria-label=${`Name of another ${kind}`} placeholder=${`another ${kind}`} maxlength="60" autocomplete="off" autocapitalize="none" />
        <button>Go</button>
      </form>
    </nav>`;
  }

  #arrive() {
    const named = new URLSearchParams(location.search).get(this.#kind);
    this.current = named && KEY_FORM.test(named) ? named : this.#fallback;
    this.#visited = remember(`spanwire.${this.#kind}s`, this.current);
  }

  #follow(event, key) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
    event.preventDefault();
    this.go(key);
  }

  #submit(event) {
    event.preventDefault();
    const key = asKey(new FormData(event.target).get("key"));
    event.target.reset();
    if (key) this.go(key);
  }
}

/** What people type as a name, as a stream key: `Team lunch!` becomes `team-lunch`; empty when nothing is left. */
export function asKey(text) {
  const plain = text.trim().toLowerCase().normalize("NFKD").replace(/[^a-z0-9._~-]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 128);
}

function remember(name, key) {
  let known = [];
  try {
    known = JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    // unreadable or forbidden: start afresh
  }
  const places = known.includes(key) ? known : [...known, key].slice(-MOST_REMEMBERED);
  try {
    localStorage.setItem(name, JSON.stringify(places));
  } catch {
    // storage is full or forbidden: they are forgotten with the page
  }
  return places;
}
