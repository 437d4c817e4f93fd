/** The messages of a room, folded from the events of `chat/<room>`. Pure: no DOM, no network. */
export class Room {
  /** In the order of posting: `{version, actor, author, text, at, edited, deleted, command}`. */
  messages = [];
  #byVersion = new Map();

  apply({ version, type, actor, time, command, data, forgotten = false }) {
    if (type === "chat.message-posted") {
      this.#put({ version, actor, command, author: data.author, text: data.text, at: new Date(time), deleted: forgotten });
    } else if (type === "chat.message-edited") {
      this.#change(data.message, { text: data.text, edited: new Date(time), deleted: forgotten });
    } else if (type === "chat.subject-forgotten") {
      this.#forget(data.subject);
    } else if (type === "chat.message-deleted") {
      this.#change(data.message, { text: "", deleted: true });
    }
  }

  get(version) {
    return this.#byVersion.get(version);
  }

  /** The newest message of this author that can still be edited. */
  newestOf(actor) {
    return this.messages.findLast((message) => message.actor === actor && !message.deleted);
  }

  #put(message) {
    this.messages.push(message);
    this.#byVersion.set(message.version, message);
  }

  #forget(actor) {
    for (const message of this.messages) {
      if (message.actor === actor) Object.assign(message, { author: "", text: "", deleted: true });
    }
  }

  #change(version, change) {
    const message = this.#byVersion.get(version);
    if (message) Object.assign(message, change);
  }
}

const STEP = 200;
const MAX_SHOWN = 600;

/**
 * The part of a long room that the page shows. It follows the end with the newest 200 messages; "earlier" and "later"
 * move by 200, and at most 600 are shown, so the page stays fast in a long room.
 */
export class Span {
  #first;
  #end; // exclusive; undefined while it follows the end

  of(messages) {
    const end = this.#end ?? messages.length;
    const first = Math.max(0, this.#first ?? end - STEP);
    return { shown: messages.slice(first, end), earlier: first, later: messages.length - end };
  }

  earlier(messages) {
    const { earlier, later } = this.of(messages);
    this.#first = Math.max(0, earlier - STEP);
    this.#endAt(Math.min(messages.length - later, this.#first + MAX_SHOWN), messages);
  }

  later(messages) {
    const { earlier, later } = this.of(messages);
    this.#endAt(messages.length - later + STEP, messages);
    this.#first = Math.max(earlier, (this.#end ?? messages.length) - MAX_SHOWN);
  }

  /** Returns to the newest messages. */
  follow() {
    this.#first = this.#end = undefined;
  }

  #endAt(end, messages) {
    this.#end = end < messages.length ? end : undefined;
  }
}
