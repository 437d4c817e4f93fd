/** The auctions page: the board, and one auction, whose events it folds into a Sale, with its commands. */
import { html } from "/webjars/lit-html/lit-html.js";
import { Page } from "/spanwire-page.js";
import { Places } from "/spanwire-places.js";
import { Board } from "./board.js";
import { Sale } from "./sale.js";
import { auction } from "./view.js";

const page = new Page({
  title: "Auctions",
  welcome: "Pick a name. Others see it beside your bids.",
  body: () => html`<main>
    ${places.view()}
    <div class="columns">${auction(state, page.me, actions)} ${board.view(places.current, page.me, (key) => places.go(key))}</div>
  </main>`,
  how: () => ({ stream: stream(), version: state.subscription?.version, epoch: state.subscription?.epoch }),
  opened(connection) {
    board.open(connection);
    subscribe(connection);
  },
});
const board = new Board(() => page.refresh());
const places = new Places({ kind: "auction", fallback: "vase", moved: move });

/** The state of the page, created for each auction. */
let state = empty();

function empty() {
  return {
    name: places.current,
    sale: new Sale(),
    subscription: undefined,
    loaded: false, // replay has caught up
    refused: undefined,
    busy: false, // a command has no outcome yet
    failure: undefined, // of the last command
  };
}

const stream = () => `auction/${places.current}`;

function subscribe(connection) {
  const here = (state = empty());
  const ifCurrent = (handle) => (value) => {
    handle(value);
    if (here === state) page.refresh();
  };
  here.subscription = connection.subscribe(stream(), {
    after: 0,
    onEvent: ifCurrent((event) => here.sale.apply(event)),
    onCaughtUp: ifCurrent(() => (here.loaded = true)),
    onReset: ifCurrent(() => Object.assign(here, { sale: new Sale(), loaded: false })),
    onState: ifCurrent(({ problem }) => (here.refused = problem)),
  });
  document.title = `${places.current} · Auctions`;
}

function move() {
  state.subscription?.unsubscribe();
  if (page.me) subscribe(page.connection);
  page.refresh();
}

const actions = {
  /** Sends a command; its problem, if any, is shown. Returns whether it was accepted. */
  async send(command, data) {
    const here = state;
    if (here.busy) return false;
    here.busy = true;
    page.refresh();
    try {
      await page.send(stream(), command, data);
      here.failure = undefined;
      return true;
    } catch (failure) {
      here.failure = failure;
      return false;
    } finally {
      here.busy = false;
      page.refresh();
    }
  },
};

setInterval(() => page.refresh(), 1_000); // what remains
page.start();
