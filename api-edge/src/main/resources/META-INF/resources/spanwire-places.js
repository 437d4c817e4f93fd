/**
 * The navigation between streams of one type: the one in the URL (`?room=general`), those visited before, and a field
 * for another. Navigation changes the URL without loading the page again; Back works.
 */
import { html } from "/webjars/lit-html/lit-html.js";

const KEY_FORM = /^[A-Za-z0-9._~-]{1,128}$/;
const MAX_VISITED = 12;

export class Places {
  #kind;
  #fallback;
  #moved;
  #visited;

  /** `kind`: the query parameter and its label; `fallback`: the default key; `moved()`: called after navigation. */
  constructor({ kind, fallback, moved }) {
    this.#kind = kind;
    this.#fallback = fallback;
    this.#moved = moved;
    this.#arrive();
    addEventListener("popstate", () => (this.#arrive(), this.#moved()));
  }

  /** The key of the current stream. */
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

/** Converts a typed name to a stream key: `Team lunch!` becomes `team-lunch`; empty when no character is valid. */
export function asKey(text) {
  const plain = text.trim().toLowerCase().normalize("NFKD").replace(/[^a-z0-9._~-]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 128);
}

function remember(name, key) {
  let known = [];
  try {
    known = JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    // unreadable or forbidden: start with an empty list
  }
  const places = known.includes(key) ? known : [...known, key].slice(-MAX_VISITED);
  try {
    localStorage.setItem(name, JSON.stringify(places));
  } catch {
    // storage is full or forbidden: the list is lost with the page
  }
  return places;
}
