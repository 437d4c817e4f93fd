/**
 * Keeps the session of an open socket: a cookie is renewed by requests, and an open socket does not see it. So, when half
 * of the session is over, this asks `GET /api/session`, which renews the cookie, and sends the ticket in its answer as a
 * `refresh` frame. Nothing to do with a bearer token, which its owner renews.
 */
import { sessionExpires, whoAmI } from "./spanwire-session.js";

const LEAST_MS = 5_000;
const SPREAD = 0.1; // pages that were opened together do not ask together

export class SessionRefresh {
  #send;
  #timer;
  #frame;

  /** `send(ticket)` sends a refresh frame and returns its id. */
  constructor(send) {
    this.#send = send;
  }

  /** The socket is open. */
  start() {
    this.stop();
    this.#schedule(sessionExpires());
  }

  /** The socket is closed. */
  stop() {
    clearTimeout(this.#timer);
    this.#frame = undefined;
  }

  /** Whether the frame answers the last refresh. */
  answers(frame) {
    return this.#frame !== undefined && frame.id === this.#frame;
  }

  answered({ refreshed }) {
    this.#frame = undefined;
    if (refreshed) this.#schedule(refreshed.expires);
  }

  #schedule(expires) {
    if (!expires) return;
    const left = Date.parse(expires) - Date.now();
    if (left > LEAST_MS) this.#timer = setTimeout(() => this.#renew(), left * (0.5 + Math.random() * SPREAD));
  }

  async #renew() {
    const timer = this.#timer;
    const session = await whoAmI().catch(() => undefined); // a broken network closes the socket, too
    if (session?.refresh && timer === this.#timer) this.#frame = this.#send(session.refresh);
  }
}
