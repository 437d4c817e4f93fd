/**
 * The subscription of one listener to a feed, which is all streams of a type (`chat/*`) or all (`*`): every event exactly
 * once across reconnects, each stream's in order.
 *
 * It stores the last token and, for what came after it, the last version of each stream. A resume starts behind the token,
 * and what it repeats is dropped by version. The server sends a token at least every second while there are events.
 */
export class FeedSubscription {
  #handlers;
  #fresh;
  #filter;
  #seen = new Map(); // stream → last version delivered since the token

  constructor(stream, { after = 0, types, since, ...handlers }) {
    this.stream = stream;
    /** The place behind which a resume starts: a token, 0, or "now" until the server has answered. */
    this.token = after;
    this.#fresh = after === "now" ? "now" : 0;
    this.#filter = { types, since };
    this.#handlers = handlers;
    this.listening = false;
  }

  /** The body of the subscribe frame that continues after the last token. */
  ask() {
    this.listening = false;
    return { stream: this.stream, after: this.token, ...this.#filter };
  }

  /** The connection is lost; events that still arrive belong to an older subscription. */
  pause() {
    this.listening = false;
    this.#notify("onState", { state: "waiting" });
  }

  /** Handles the server's `subscribed`. */
  subscribed({ token }) {
    this.token = token;
    this.listening = true;
    this.#notify("onState", { state: "replaying" });
    return true;
  }

  /** Handles a recreated history: resets the position and notifies the application. */
  reset(epoch) {
    this.token = this.#fresh;
    this.#seen.clear();
    this.#notify("onReset", { epoch });
    return false;
  }

  event(event) {
    const stream = event.source;
    if (!this.listening || event.version <= (this.#seen.get(stream) ?? 0)) return "ok";
    this.#seen.set(stream, event.version);
    this.#notify("onEvent", event);
    return "ok";
  }

  /** Everything up to this token has been delivered. */
  checkpoint(token) {
    if (!this.listening) return;
    this.token = token;
    this.#seen.clear();
  }

  caughtUp({ token }) {
    if (!this.listening) return;
    this.checkpoint(token);
    this.#notify("onState", { state: "live" });
    this.#notify("onCaughtUp", { token });
  }

  refused(problem) {
    this.#notify("onState", { state: "refused", problem });
  }

  /** An exception in a handler is the application's bug: it is reported and does not affect other handlers. */
  #notify(handler, value) {
    try {
      this.#handlers[handler]?.(value);
    } catch (failure) {
      reportError(failure);
    }
  }
}
