/**
 * The subscription of one listener to one stream: every event exactly once and in order, across reconnects.
 *
 * It stores the last version delivered and its epoch (the identity of the history). A resume needs no more than that.
 * The connection decides when to subscribe; this class handles the answers and events.
 */
export class Subscription {
  #handlers;
  #fresh;
  #stuckAt;

  constructor(stream, { after = 0, epoch, ...handlers }) {
    this.stream = stream;
    /** The last version delivered; with "now", undefined until the server has answered. */
    this.version = after === "now" ? undefined : after;
    this.epoch = epoch;
    /** The stream's version in the server's last answer. */
    this.head = undefined;
    this.#fresh = after === "now" ? undefined : 0;
    this.#handlers = handlers;
    this.listening = false;
  }

  /** The body of the subscribe frame that continues after the last version. */
  ask() {
    this.listening = false;
    return { stream: this.stream, after: this.version ?? "now", epoch: this.epoch };
  }

  /** The connection is lost; events that still arrive belong to an older subscription. */
  pause() {
    this.listening = false;
    this.#notify("onState", { state: "waiting" });
  }

  /** Handles the server's `subscribed`. Returns false when its epoch is another, so that a new subscribe is needed. */
  subscribed({ head, epoch }) {
    if (this.epoch !== undefined && epoch !== this.epoch) return this.reset(epoch);
    this.epoch = epoch;
    this.head = head;
    this.version ??= head;
    this.listening = true;
    this.#notify("onState", { state: "replaying", head, epoch });
    return true;
  }

  /** Handles a recreated history: resets the position and notifies the application. */
  reset(epoch) {
    this.version = this.#fresh;
    this.epoch = undefined;
    this.#notify("onReset", { epoch });
    return false;
  }

  /** Returns "ok" (delivered, or seen before), "gap" (subscribe again) or "stuck" (a gap after subscribing again). */
  event(event) {
    if (!this.listening || event.version <= this.version) return "ok";
    if (event.version > this.version + 1) return this.#gap();
    this.version = event.version;
    this.#notify("onEvent", event);
    return "ok";
  }

  caughtUp() {
    if (!this.listening) return;
    this.#notify("onState", { state: "live", head: this.version, epoch: this.epoch });
    this.#notify("onCaughtUp", { version: this.version, epoch: this.epoch });
  }

  refused(problem) {
    this.#notify("onState", { state: "refused", problem });
  }

  #gap() {
    const stuck = this.#stuckAt === this.version;
    this.#stuckAt = this.version;
    return stuck ? "stuck" : "gap";
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
