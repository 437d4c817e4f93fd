/**
 * The commands that wait for an outcome, oldest first, across connections.
 *
 * Each stores the text of its frame, so that sending it again after a reconnect repeats its key: the server answers a
 * known key with its outcome. The number is limited; further commands are refused immediately.
 */
import { problem, ProblemError } from "./spanwire-session.js";

const MAX_WAITING = 100;
const MAX_FRAME_BYTES = 64 * 1024; // the server closes a connection that sends more

export class Sends {
  #waiting = new Map(); // frame id → {text, resolve, reject}

  /** Returns a promise of the frame's outcome; calls `transmit(text)` to send it. */
  add(id, send, transmit) {
    const text = JSON.stringify({ id, send });
    const refusal = this.#refusal(text);
    if (refusal) return Promise.reject(new ProblemError(refusal));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { text, resolve, reject });
      transmit(text);
    });
  }

  has(id) {
    return this.#waiting.has(id);
  }

  /** Sends one waiting frame again, or all of them. */
  repeat(transmit, id) {
    const again = id === undefined ? [...this.#waiting.values()] : [this.#waiting.get(id)];
    for (const send of again) if (send) transmit(send.text);
  }

  /** Handles the final answer to a frame. */
  settle({ id, accepted, problem: refusal }) {
    const send = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (accepted) send.resolve(accepted);
    else send.reject(new ProblemError(refusal));
  }

  /** Rejects all commands: no answers can follow. */
  rejectAll(cause) {
    for (const { reject } of this.#waiting.values()) reject(new ProblemError(cause));
    this.#waiting.clear();
  }

  #refusal(text) {
    if (this.#waiting.size >= MAX_WAITING) {
      return problem("queue-full", 429, "Too many commands are waiting for the server.");
    }
    const bytes = new TextEncoder().encode(text).length;
    return bytes > MAX_FRAME_BYTES ? problem("too-large", 413, "The command is too large.") : undefined;
  }
}

/**
 * A new key for a command: a UUID of version 7 (RFC 9562). It begins with the time, so the server stores outcomes in the order
 * of their keys; random ones cost it ten times as much in a large history.
 */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
