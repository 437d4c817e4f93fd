/**
 * Spanwire in the browser: sign in, send commands, follow streams. No dependency, no build step.
 *
 *     import { connect, signIn } from "/spanwire.js";
 *     await signIn("Ann");
 *     const connection = connect({ onState: (s) => console.log(s.state) });
 *     connection.subscribe("chat/general", { after: 0, onEvent: (e) => console.log(e.version, e.type, e.data) });
 *     await connection.send("chat/general", "post-message", { text: "hello" });
 *
 * It guarantees, across network failures, server restarts and sleeping laptops: every subscription delivers versions
 * n, n+1, n+2 … without gap or duplicate, and every command is decided exactly once. The protocol is `spanwire.v1`;
 * spanwire-close.js lists the reaction to each close code.
 */
import { backoff, verdict } from "./spanwire-close.js";
import { FeedSubscription } from "./spanwire-feed.js";
import { SessionRefresh } from "./spanwire-refresh.js";
import { problem, ProblemError, whoAmI } from "./spanwire-session.js";
import { newKey, Sends } from "./spanwire-sends.js";
import { Subscription } from "./spanwire-subscription.js";

export { newKey } from "./spanwire-sends.js";
export { problem, ProblemError, request, signIn, signInAt, signInMethods, signOut, signOutEverywhere, whoAmI } from "./spanwire-session.js";

const SUBPROTOCOL = "spanwire.v1";
const SILENCE_LIMIT_MS = 35_000; // the server sends a frame at least every 25 s
const WATCH_EVERY_MS = 5_000;
const STEADY_AFTER_MS = 10_000; // a connection that lasted this long resets the backoff
const REPEAT_AFTER_MS = 2_000;
const CLOSED = problem("connection-closed", 503, "The connection was closed.");

/**
 * Opens a connection and keeps it open until `close()`.
 *
 * `onState` gets `{state:"connecting"}`, `{state:"online"}`, `{state:"offline", retryAt}` (a time in ms) and
 * `{state:"closed", problem?}`; the last is final: open another connection once its cause is removed.
 */
export function connect({ url = defaultUrl(), onState = () => {} } = {}) {
  return new Connection(url, onState);
}

class Connection {
  #url;
  #onState;
  #state = { state: "connecting" };
  #socket;
  #heardAt = 0;
  #openedAt;
  #attempt = 0;
  #retry;
  #watch;
  #lastId = 0;
  #subscriptions = new Map(); // stream → Subscription
  #subscribing = new Map(); // frame id → Subscription, for this socket only
  #sends = new Sends();
  #refresh = new SessionRefresh((token) => this.#sendRefresh(token));
  #retryNow = () => this.retryNow();
  #transmit = (text) => this.#online() && this.#socket.send(text); // unanswered frames are sent again after a reconnect

  constructor(url, onState) {
    this.#url = url;
    this.#onState = onState;
    addEventListener("online", this.#retryNow);
    this.#open();
  }

  /** The last state passed to `onState`. */
  get state() {
    return this.#state;
  }

  /**
   * Subscribes to a stream. `after`: 0 for all events, the last version seen (with its `epoch`), or "now" for new
   * events only. `onEvent(event)` gets the CloudEvent; `onCaughtUp({version})` is called whenever replay reaches the head;
   * `onReset({epoch})` is called when history was recreated and all folded state must be discarded; `onState` gets
   * `waiting`, `replaying` (with `head`), `live` and `refused` (with `problem`). One subscription per stream and
   * connection.
   *
   * A feed, `chat/*` for all streams of a type or `*` for all, is subscribed to in the same way; `after` is 0, "now" or a
   * token, `types` an array of event types, `since` a time. Its handle has the last `token`.
   */
  subscribe(stream, options) {
    if (this.#subscriptions.has(stream)) throw new Error(`Already subscribed to ${stream}`);
    const subscription = stream.endsWith("*") ? new FeedSubscription(stream, options) : new Subscription(stream, options);
    this.#subscriptions.set(stream, subscription);
    this.#sendSubscribe(subscription);
    return {
      get version() {
        return subscription.version;
      },
      get epoch() {
        return subscription.epoch;
      },
      get token() {
        return subscription.token;
      },
      unsubscribe: () => this.#unsubscribe(subscription),
    };
  }

  /**
   * Sends a command. Resolves to `{stream, version, events}` when it was accepted; rejects with a ProblemError when it
   * was not. Waits while offline, and is sent again with the same `key` after a reconnect: the server decides a key
   * once, so nothing is lost or executed twice. A key is 1 to 255 visible ASCII characters. `expect` is the
   * version the stream must have.
   */
  send(stream, command, data = {}, { key = newKey(), expect } = {}) {
    if (this.#state.state === "closed") return Promise.reject(new ProblemError(this.#state.problem ?? CLOSED));
    return this.#sends.add(++this.#lastId, { stream, command, data, key, expect }, this.#transmit);
  }

  /** Reconnects without waiting for the next attempt. */
  retryNow() {
    if (this.#state.state === "offline") this.#open();
  }

  /** Closes the connection; unanswered commands are rejected. */
  close() {
    this.#end(undefined);
  }

  #open() {
    clearTimeout(this.#retry);
    this.#openedAt = undefined;
    this.#heardAt = Date.now();
    this.#notify({ state: "connecting" });
    const socket = new WebSocket(this.#url, SUBPROTOCOL);
    const mine = (handle) => (event) => socket === this.#socket && handle(event);
    socket.onopen = mine(() => this.#opened());
    socket.onmessage = mine(({ data }) => this.#received(JSON.parse(data)));
    socket.onclose = mine(({ code, reason }) => this.#lost(code, reason));
    this.#socket = socket;
    this.#watch = setInterval(() => this.#checkSilence(), WATCH_EVERY_MS);
  }

  #opened() {
    this.#openedAt = this.#heardAt = Date.now();
    this.#notify({ state: "online" });
    for (const subscription of this.#subscriptions.values()) this.#sendSubscribe(subscription);
    this.#sends.repeat(this.#transmit);
    this.#refresh.start();
  }

  #sendRefresh(token) {
    const id = ++this.#lastId;
    this.#transmit(JSON.stringify({ id, refresh: { token } }));
    return id;
  }

  #received(frame) {
    this.#heardAt = Date.now();
    if (frame.event) this.#deliver(frame.event, frame.stream ?? frame.event.source.slice("/streams/".length));
    else if (frame.checkpoint) this.#subscriptions.get(frame.checkpoint.stream)?.checkpoint(frame.checkpoint.token);
    else if (frame["caught-up"]) this.#subscriptions.get(frame["caught-up"].stream)?.caughtUp(frame["caught-up"]);
    else if (frame.ended) this.#ended(frame.ended);
    else if (this.#subscribing.has(frame.id)) this.#subscribeAnswered(frame);
    else if (this.#sends.has(frame.id)) this.#sendAnswered(frame);
    else if (this.#refresh.answers(frame)) this.#refresh.answered(frame);
    else if (Object.keys(frame).length === 0) this.#transmit("{}"); // the heartbeat
  }

  /** The caller may not read the stream any more. */
  #ended({ stream, problem: reason }) {
    const subscription = this.#subscriptions.get(stream);
    this.#subscriptions.delete(stream);
    subscription?.refused(reason);
  }

  #deliver(event, name) {
    const subscription = this.#subscriptions.get(name);
    const verdict = subscription?.event(event);
    if (verdict === "gap") this.#subscribeAgain(subscription);
    if (verdict === "stuck") this.#drop();
  }

  #subscribeAgain(subscription) {
    this.#transmit(JSON.stringify({ id: ++this.#lastId, unsubscribe: { stream: subscription.stream } }));
    this.#sendSubscribe(subscription); // a connection has one subscription per stream: end the old one first
  }

  #sendSubscribe(subscription) {
    const body = subscription.ask();
    if (!this.#online()) return;
    const id = ++this.#lastId;
    this.#subscribing.set(id, subscription);
    this.#transmit(JSON.stringify({ id, subscribe: body }));
  }

  #subscribeAnswered({ id, subscribed, problem: refusal }) {
    const subscription = this.#subscribing.get(id);
    this.#subscribing.delete(id);
    if (this.#subscriptions.get(subscription.stream) !== subscription) return; // unsubscribed meanwhile
    if (subscribed) {
      if (!subscription.subscribed(subscribed)) this.#subscribeAgain(subscription);
      return;
    }
    const error = new ProblemError(refusal);
    if (error.code === "other-epoch") {
      subscription.reset(refusal.epoch);
      this.#sendSubscribe(subscription);
    } else if (refusal.status === 429 || refusal.status >= 500) {
      this.#later(() => this.#subscriptions.get(subscription.stream) === subscription && this.#sendSubscribe(subscription));
    } else {
      this.#subscriptions.delete(subscription.stream);
      subscription.refused(refusal);
    }
  }

  #unsubscribe(subscription) {
    if (this.#subscriptions.get(subscription.stream) !== subscription) return;
    this.#subscriptions.delete(subscription.stream);
    this.#transmit(JSON.stringify({ id: ++this.#lastId, unsubscribe: { stream: subscription.stream } }));
  }

  #sendAnswered(frame) {
    if (!frame.pending) return this.#sends.settle(frame);
    this.#later(() => this.#sends.repeat(this.#transmit, frame.id)); // undecided: send again with the same key
  }

  #checkSilence() {
    if (Date.now() - this.#heardAt > SILENCE_LIMIT_MS) this.#drop();
  }

  /** Abandons a socket without waiting for its close event, which can take minutes on a dead network. */
  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#lost(1006, "");
  }

  #lost(code, reason) {
    this.#socket = undefined;
    clearInterval(this.#watch);
    this.#refresh.stop();
    this.#subscribing.clear();
    for (const subscription of this.#subscriptions.values()) subscription.pause();
    const { final, spreadMs } = verdict(code, reason);
    if (final) return this.#end(final);
    if (this.#openedAt === undefined) this.#endIfSignedOut();
    else if (Date.now() - this.#openedAt > STEADY_AFTER_MS) this.#attempt = 0;
    const delay = spreadMs === undefined ? backoff(this.#attempt++) : Math.random() * spreadMs;
    this.#retry = setTimeout(() => this.#open(), delay);
    this.#notify({ state: "offline", retryAt: Date.now() + delay });
  }

  /** A page cannot distinguish a refused handshake from a network failure, so this checks the session. */
  async #endIfSignedOut() {
    const session = await whoAmI().catch(() => undefined);
    if (session === null && !this.#online()) this.#end(problem("unauthenticated", 401, "Please sign in."));
  }

  #end(cause) {
    if (this.#state.state === "closed") return;
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    this.#refresh.stop();
    removeEventListener("online", this.#retryNow);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    this.#notify({ state: "closed", problem: cause });
    this.#sends.rejectAll(cause ?? CLOSED);
    this.#subscriptions.clear();
  }

  #online() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #later(action) {
    setTimeout(action, REPEAT_AFTER_MS * (1 + Math.random()));
  }

  #notify(state) {
    this.#state = state;
    this.#onState(state);
  }
}

function defaultUrl() {
  const url = new URL("/ws", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
