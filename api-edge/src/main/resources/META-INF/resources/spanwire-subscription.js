/**
 * One stream as one listener sees it: every event exactly once and in order, whatever the connection does.
 *
 * It remembers the last version delivered and the epoch (the identity of the history the version belongs to). That pair
 * is all a resume needs. The connection decides when to ask; this decides what an answer or an event means.
 */
export class Subscription {
  #handlers;
  #fresh;
  #stuckAt;

  constructor(stream, { after = 0, epoch, ...handlers }) {
    this.stream = stream;
    /** The last version delivered; undefined until "now" has been answered with a number. */
    this.version = after === "now" ? undefined : after;
    this.epoch = epoch;
    /** The newest version the server knew of when it last answered. */
    this.head = undefined;
    this.#fresh = after === "now" ? undefined : 0;
    this.#handlers = handlers;
    this.listening = false;
  }

  /** The body of the subscribe frame that continues where this left off. */
  ask() {
    this.listening = false;
    return { stream: this.stream, after: this.version ?? "now", epoch: this.epoch };
  }

  /** The connection is gone; events that still arrive belong to an older subscription. */
  pause() {
    this.listening = false;
    this.#tell("onState", { state: "waiting" });
  }

  /** The server's `subscribed`. Answers false when it speaks of another history and the stream must be asked again. */
  subscribed({ head, epoch }) {
    if (this.epoch !== undefined && epoch !== this.epoch) return this.reset(epoch);
    this.epoch = epoch;
    this.head = head;
    this.version ??= head;
    this.listening = true;
    this.#tell("onState", { state: "replaying", head, epoch });
    return true;
  }

  /** History was recreated: forget the position and tell the application to forget what it folded. */
  reset(epoch) {
    this.version = this.#fresh;
    this.epoch = undefined;
    this.#tell("onReset", { epoch });
    return false;
  }

  /** Answers "ok" (delivered, or seen before), "gap" (ask again), or "stuck" (asked again and still a gap). */
  event(event) {
    if (!this.listening || event.version <= this.version) return "ok";
    if (event.version > this.version + 1) return this.#gap();
    this.version = event.version;
    this.#tell("onEvent", event);
    return "ok";
  }

  caughtUp() {
    if (!this.listening) return;
    this.#tell("onState", { state: "live", head: this.version, epoch: this.epoch });
    this.#tell("onCaughtUp", { version: this.version, epoch: this.epoch });
  }

  refused(problem) {
    this.#tell("onState", { state: "refused", problem });
  }

  #gap() {
    const stuck = this.#stuckAt === this.version;
    this.#stuckAt = this.version;
    return stuck ? "stuck" : "gap";
  }

  /** A handler that throws is the application's bug: it is reported and must not cost the others their events. */
  #tell(handler, value) {
    try {
      this.#handlers[handler]?.(value);
    } catch (failure) {
      reportError(failure);
    }
  }
}
