/**
 * A view over many streams that stays current: its rows come with the token of their snapshot, and a subscription to a feed
 * continues behind it, so that no event is missed and none is shown twice.
 *
 *     import { connect } from "/spanwire.js";
 *     import { liveView } from "/spanwire-live.js";
 *     liveView(connect(), "lists", { feed: "list/*", onRows: (rows) => show(rows) });
 */
import { ProblemError, request } from "./spanwire-session.js";

const GATHER_MS = 150; // events of one moment need one query
const RETRY_MS = 2_000;

/**
 * Calls `onRows(rows)` with the first page of the view, and again after events of the feed (only `types`, if given). With
 * `onEvent(event)` the page applies events itself: the view is then read again only if history was recreated. `onProblem`
 * gets the problem when the view or the feed is refused, which ends it. Returns `{stop()}`.
 */
export function liveView(connection, view, { params = {}, feed, types, onRows, onEvent, onProblem = () => {} }) {
  const address = `/api/views/${view}?${new URLSearchParams(params)}`;
  let subscription;
  let timer;
  let stopped = false;

  function stop() {
    stopped = true;
    clearTimeout(timer);
    subscription?.unsubscribe();
  }

  function refuse(problem) {
    stop();
    onProblem(problem);
  }

  function later(action, delay) {
    timer ??= setTimeout(() => {
      timer = undefined;
      action();
    }, delay);
  }

  async function read() {
    try {
      const { rows, token } = await request(address);
      if (stopped) return;
      onRows(rows);
      subscription ??= connection.subscribe(feed, {
        after: token,
        types,
        onEvent: (event) => (onEvent ? onEvent(event) : later(read, GATHER_MS)),
        onReset: () => later(read, GATHER_MS),
        onState: ({ state, problem }) => state === "refused" && refuse(problem),
      });
    } catch (failure) {
      if (stopped) return;
      if (failure instanceof ProblemError && failure.status < 500 && failure.status !== 429) refuse(failure.problem);
      else later(read, RETRY_MS);
    }
  }

  read();
  return { stop };
}
