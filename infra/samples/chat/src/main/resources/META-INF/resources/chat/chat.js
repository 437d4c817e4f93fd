/** The chat page: subscribes to `chat/<room>`, folds its events into a Room, and sends commands. */
import { html } from "/webjars/lit-html/lit-html.js";
import { newKey } from "/spanwire.js";
import { Page } from "/spanwire-page.js";
import { Places } from "/spanwire-places.js";
import { privateNotice, Members, membersPanel } from "./members.js";
import { Room, Span } from "./room.js";
import { ActiveRooms } from "./rooms.js";
import { StickyScroll } from "./scroll.js";
import { composer, conversation } from "./view.js";

const page = new Page({
  title: "Chat",
  welcome: "Pick a name and start talking. Everyone on this server can see what you write.",
  body,
  how: () => ({ stream: stream(), version: state.subscription?.version, epoch: state.subscription?.epoch }),
  opened(connection) {
    subscribe(connection);
    rooms.start(connection, () => places.current);
  },
  around: (draw) => scroll.around(draw, () => document.querySelector(".log")),
});
const places = new Places({ kind: "room", fallback: "general", moved: move });
const rooms = new ActiveRooms(() => page.refresh());
const scroll = new StickyScroll();

const TRY_AGAIN_MS = 3_000;

/** The state of the page, created for each room. */
let state = empty();

function empty() {
  return {
    room: new Room(),
    members: new Members(),
    span: new Span(),
    subscription: undefined,
    loaded: false, // replay has caught up
    head: 0,
    refused: undefined,
    asked: false, // to join this room
    membersFailure: undefined,
    outbox: [], // {key, text, failure?}: sent, but not received as an event yet
    change: undefined, // {version, kind: "edit" | "delete", text, busy, failure}
    unread: 0,
    announcement: "", // for screen readers
  };
}

const stream = () => `chat/${places.current}`;

function subscribe(connection) {
  const here = (state = empty());
  const ifCurrent = (handle) => (value) => {
    handle(value);
    if (here === state) page.refresh();
  };
  here.subscription = connection.subscribe(stream(), {
    after: 0,
    onEvent: ifCurrent((event) => onEvent(here, event)),
    onCaughtUp: ifCurrent(() => Object.assign(here, { loaded: true, asked: false })),
    onReset: ifCurrent(() => Object.assign(here, nothingRead())),
    onState: ifCurrent(({ head, problem }) => {
      here.head = head ?? here.head;
      here.refused = problem;
      if (problem?.status === 403) closed(here);
    }),
  });
  document.title = `#${places.current} · Chat`;
}

const nothingRead = () => ({ room: new Room(), members: new Members(), span: new Span(), loaded: false, change: undefined });

/** This room is for others: what was read of it goes, and it is tried again in case its owner lets this caller in. */
function closed(here) {
  Object.assign(here, nothingRead());
  setTimeout(() => {
    if (here !== state || !page.me || here.refused === undefined) return;
    subscribe(page.connection);
    state.asked = here.asked;
    state.refused = here.refused; // until the answer
  }, TRY_AGAIN_MS);
}

function move() {
  state.subscription?.unsubscribe();
  scroll.atEnd = true;
  rooms.read(places.current);
  if (page.me) subscribe(page.connection);
  page.refresh();
}

function onEvent(here, event) {
  here.room.apply(event);
  here.members.apply(event);
  here.outbox = here.outbox.filter((each) => each.key !== event.command);
  if (event.forgotten || !here.loaded || event.type !== "chat.message-posted" || event.actor === page.me.subject) return;
  here.announcement = `${event.data.author}: ${event.data.text}`;
  if (!scroll.atEnd || document.hidden) here.unread++;
}

function body() {
  if (scroll.atEnd && !document.hidden) state.unread = 0;
  return html`<main class="chat">
    <h1 class="unseen">Room ${places.current}</h1>
    ${places.view()}
    <div class="beside">
      ${rooms.view((room) => places.go(room))}
      <div class="here">${room()}</div>
    </div>
    <p class="unseen" role="status">${state.announcement}</p>
  </main>`;
}

function room() {
  if (state.refused?.status === 403) return privateNotice(places.current, state.asked, state.membersFailure, actions);
  const unused = state.loaded && state.subscription?.version === 0;
  return html`${membersPanel(state.members, page.me, unused, state.membersFailure, actions)}
    ${conversation(state, page.me, actions)} ${composer(places.current, actions)}`;
}

/** Sends a command about the members of this room. */
async function change(command, data = {}) {
  const here = state;
  here.membersFailure = undefined;
  try {
    await page.send(stream(), command, data);
    return true;
  } catch (failure) {
    here.membersFailure = failure;
    page.refresh();
    return failure.code === "already-asked";
  }
}

const actions = {
  makePrivate: () => change("make-private"),
  addMember: (member) => change("add-member", { member }),
  removeMember: (member) => change("remove-member", { member }),

  async askToJoin() {
    if (await change("request-to-join")) state.asked = true;
    page.refresh();
  },

  async post(text) {
    const here = state;
    const sent = { key: newKey(), text };
    here.outbox.push(sent);
    actions.newest();
    try {
      await page.send(stream(), "post-message", { text }, sent.key);
    } catch (failure) {
      sent.failure = failure;
    }
    page.refresh();
  },

  discard(sent) {
    state.outbox = state.outbox.filter((each) => each !== sent);
    page.refresh();
  },

  begin(version, kind) {
    const message = state.room.get(version);
    state.change = { version, kind, text: message.text };
    page.refresh();
  },

  beginNewest() {
    const message = state.room.newestOf(page.me.subject);
    if (message) actions.begin(message.version, "edit");
  },

  cancel() {
    state.change = undefined;
    page.refresh();
  },

  async apply(change, text) {
    if (change.busy) return;
    const here = state;
    Object.assign(change, { busy: true, text, failure: undefined });
    page.refresh();
    try {
      const data = { message: change.version, ...(change.kind === "edit" && { text }) };
      await page.send(stream(), `${change.kind}-message`, data);
      if (here.change === change) here.change = undefined;
    } catch (failure) {
      Object.assign(change, { busy: false, failure });
    }
    page.refresh();
  },

  earlier() {
    state.span.earlier(state.room.messages);
    page.refresh();
  },

  later() {
    state.span.later(state.room.messages);
    page.refresh();
  },

  newest() {
    state.span.follow();
    scroll.atEnd = true;
    page.refresh();
  },
};

document.addEventListener("visibilitychange", () => page.refresh());
document.addEventListener("scroll", () => state.unread > 0 && scroll.atEnd && page.refresh(), true);
page.start();
