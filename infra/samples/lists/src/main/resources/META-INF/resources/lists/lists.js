/** The lists page: follows `list/<name>`, folds its events into a Todo, and sends what people do. */
import { html } from "/webjars/lit-html/lit-html.js";
import { Page } from "/spanwire-page.js";
import { Places } from "/spanwire-places.js";
import { Todo } from "./todo.js";
import { list } from "./view.js";

const page = new Page({
  title: "Lists",
  welcome: "Pick a name. Everyone on this server shares the same lists.",
  body: () => html`<main class="lists">${places.view()} ${list(state, actions)}</main>`,
  how: () => ({ stream: stream(), version: state.follow?.version, epoch: state.follow?.epoch }),
  opened: enter,
});
const places = new Places({ kind: "list", fallback: "groceries", moved: move });

/** Everything the page shows; a fresh one for each list. */
let state = empty();

function empty() {
  return {
    name: places.current,
    todo: new Todo(),
    follow: undefined, // the subscription
    loaded: false, // replay has met live
    head: 0,
    refused: undefined,
    renaming: undefined, // an item's id
    controls: new Map(), // "create", "add" or an item's id → {busy: its command} or {failure}
  };
}

const stream = () => `list/${places.current}`;

function enter(connection) {
  const here = (state = empty());
  const mine = (handle) => (value) => {
    handle(value);
    if (here === state) page.refresh();
  };
  here.follow = connection.subscribe(stream(), {
    after: 0,
    onEvent: mine((event) => here.todo.apply(event)),
    onCaughtUp: mine(() => (here.loaded = true)),
    onReset: mine(() => Object.assign(here, { todo: new Todo(), loaded: false, renaming: undefined })),
    onState: mine(({ head, problem }) => {
      here.head = head ?? here.head;
      here.refused = problem;
    }),
  });
  document.title = `${places.current} · Lists`;
}

function move() {
  state.follow?.unsubscribe();
  if (page.me) enter(page.connection);
  page.refresh();
}

const actions = {
  /** Sends a command; its problem, if any, stands beside the control it came from. Answers whether it was accepted. */
  async send(control, command, data) {
    const { controls } = state;
    if (controls.get(control)?.busy) return false;
    controls.set(control, { busy: command });
    page.refresh();
    try {
      await page.send(stream(), command, data);
      controls.delete(control);
      return true;
    } catch (failure) {
      controls.set(control, { failure });
      return false;
    } finally {
      page.refresh();
    }
  },

  rename(item) {
    state.renaming = item;
    page.refresh();
  },
};

page.start();
