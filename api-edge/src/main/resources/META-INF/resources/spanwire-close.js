/**
 * The close codes of `spanwire.v1` and the client's reaction: the client side of the server's catalogue.
 *
 * | code                       | means                                   | this client                               |
 * |----------------------------|-----------------------------------------|-------------------------------------------|
 * | 1001 going-away spread=N   | this server stops                       | reconnects within N seconds, at random    |
 * | 1012 restarting spread=N   | this server restarts                    | the same                                  |
 * | 1002 1003 1007 1009        | not this protocol, or a frame too large | does not reconnect: it would fail again   |
 * | 4000 bad-frame             | a frame the server cannot read          | does not reconnect                        |
 * | 4001 unauthenticated       | no session, or it ended                 | does not reconnect; sign in again         |
 * | 4003 forbidden             | this caller may not connect             | does not reconnect                        |
 * | 4008 limit                 | too many connections or subscriptions   | does not reconnect                        |
 * | 4000-4099, any other       | the client must change its request      | does not reconnect                        |
 * | 4100 overloaded, 4101 heartbeat-missed, 4102 unavailable, 4100-4199 | try later | backs off, with jitter  |
 * | anything else (1006, 1011) | the network, or a crash                 | backs off, with jitter                    |
 *
 * The close reason is the name, optionally followed by `spread=<seconds>`.
 */
import { problem } from "./spanwire-session.js";

const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 15_000;
const UNREPEATABLE = new Set([1002, 1003, 1007, 1009]);
const TITLES = {
  4000: "The server could not read a frame.",
  4001: "Please sign in.",
  4003: "You may not connect.",
  4008: "Too much for one connection.",
};

/** `{final: problem}` when reconnecting cannot help, else `{spreadMs}`, which is undefined where backoff applies. */
export function verdict(code, reason = "") {
  if (UNREPEATABLE.has(code) || (code >= 4000 && code < 4100)) {
    const name = reason.trim().split(/\s+/)[0] || `close-${code}`;
    return { final: { ...problem(name, statusOf(code), TITLES[code] ?? "The server ended the connection."), close: code } };
  }
  const spread = /\bspread=(\d{1,4})\b/.exec(reason);
  return { spreadMs: (code === 1001 || code === 1012) && spread ? Number(spread[1]) * 1000 : undefined };
}

/**
 * Milliseconds until the next attempt: exponential with full jitter ("Exponential Backoff And Jitter", AWS, 2015), so
 * that clients that were disconnected together do not reconnect together.
 */
export function backoff(attempt, random = Math.random) {
  return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
}

function statusOf(code) {
  return { 4001: 401, 4003: 403, 4008: 429 }[code] ?? 400;
}
