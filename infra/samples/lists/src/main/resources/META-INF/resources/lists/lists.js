/** The lists page: subscribes to `list/<name>`, folds its events into a Todo, and sends commands. */
import { html } from "/webjars/lit-html/lit-html.js";
import { Page } from "/spanwire-page.js";
import { Places } from "/spanwire-places.js";
import { Overview } from "./overview.js";
import { Todo } from "./todo.js";
import { list } from "./view.js";

const page = new Page({
  title: "Lists",
  welcome: "Pick a name. Lists are for everyone on this server, until their owner restricts them.",
  body: () => html`<main class="lists">${places.view()} ${overview.view(places.current, (key) => places.go(key))} ${list(state, page.me, actions)}</main>`,
  how: () => ({ stream: stream(), version: state.subscription?.version, epoch: state.subscription?.epoch }),
  opened(connection) {
    overview.open(connection);
    subscribe(connection);
  },
});
const overview = new Overview(() => page.refresh());
const places = new Places({ kind: "list", fallback: "groceries", moved: move });

const TRY_AGAIN_MS = 3_000;

/** The state of the page, created for each list. */
let state = empty();

function empty() {
  return {
    name: places.current,
    todo: new Todo(),
    subscription: undefined,
    loaded: false, // replay has caught up
    head: 0,
    refused: undefined,
    renaming: undefined, // an item's id
    controls: new Map(), // "create", "add" or an item's id → {busy: its command} or {failure}
  };
}

const stream = () => `list/${places.current}`;

function subscribe(connection) {
  const here = (state = empty());
  const ifCurrent = (handle) => (value) => {
    handle(value);
    if (here === state) page.refresh();
  };
  here.subscription = connection.subscribe(stream(), {
    after: 0,
    onEvent: ifCurrent((event) => here.todo.apply(event)),
    onCaughtUp: ifCurrent(() => (here.loaded = true)),
    onReset: ifCurrent(() => Object.assign(here, { todo: new Todo(), loaded: false, renaming: undefined })),
    onState: ifCurrent(({ head, problem }) => {
      here.head = head ?? here.head;
      here.refused = problem;
      if (problem?.status === 403) closed(here);
    }),
  });
  document.title = `${places.current} · Lists`;
}

/** The list is for others: what was read of it goes, and it is tried again in case its owner shares it. */
function closed(here) {
  Object.assign(here, { todo: new Todo(), loaded: false, renaming: undefined });
  setTimeout(() => {
    if (here !== state || !page.me || here.refused === undefined) return;
    subscribe(page.connection);
    state.refused = here.refused; // until the answer
  }, TRY_AGAIN_MS);
}

function move() {
  state.subscription?.unsubscribe();
  if (page.me) subscribe(page.connection);
  page.refresh();
}

const actions = {
  /** Sends a command and shows its problem, if any, beside its control. Returns whether it was accepted. */
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
