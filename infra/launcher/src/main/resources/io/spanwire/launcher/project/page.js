/** The page: subscribes to `{{name}}/<key>`, folds its events, and sends commands. */
import { html } from "/webjars/lit-html/lit-html.js";
import { failureMessage, Page } from "/spanwire-page.js";
import { Places } from "/spanwire-places.js";
import { ProblemError } from "/spanwire.js";

const page = new Page({
  title: "{{title}}",
  welcome: "Pick a name.",
  body: () => html`<main>${places.view()} ${sheet()}</main>`,
  how: () => ({ stream: stream(), version: state.subscription?.version, epoch: state.subscription?.epoch }),
  opened: (connection) => subscribe(connection),
});
const places = new Places({ kind: "{{name}}", fallback: "first", moved: move });
let state = empty();

function empty() {
  return { title: undefined, entries: [], loaded: false, failure: undefined, subscription: undefined };
}

const stream = () => `{{name}}/${places.current}`;

/** Replays the stream from its first event, then gets each new one. */
function subscribe(connection) {
  const here = (state = empty());
  const ifCurrent = (handle) => (value) => {
    handle(value);
    if (here === state) page.refresh();
  };
  here.subscription = connection.subscribe(stream(), {
    after: 0,
    onEvent: ifCurrent((event) => apply(here, event)),
    onCaughtUp: ifCurrent(() => (here.loaded = true)),
    onReset: ifCurrent(() => Object.assign(here, { title: undefined, entries: [], loaded: false })),
    onState: ifCurrent(({ problem }) => problem && (here.failure = new ProblemError(problem))),
  });
}

function apply(here, { type, version, actor, data }) {
  if (type === "{{name}}.opened") here.title = data.title;
  if (type === "{{name}}.entry-added") here.entries.push({ version, actor, text: data.text });
}

function move() {
  state.subscription?.unsubscribe();
  if (page.me) subscribe(page.connection);
  page.refresh();
}

function sheet() {
  if (!state.loaded && !state.failure) return html`<section class="sheet" aria-busy="true"><p class="quiet">One moment…</p></section>`;
  const open = state.title !== undefined;
  return html`<section class="sheet">
    <h1>${open ? state.title : places.current}</h1>
    ${open ? entries() : html`<p class="quiet">Nobody has opened it yet.</p>`}
    ${open ? form("add-entry", "text", "Add an entry", "Add", 1000) : form("open", "title", "Title", "Open", 100)}
    ${failureMessage(state.failure)}
  </section>`;
}

const entries = () => html`<ol>
  ${state.entries.map((entry) => html`<li><p>${entry.text}</p><span class="quiet">${entry.version}</span></li>`)}
</ol>`;

function form(command, field, label, button, max) {
  const submit = async (event) => {
    event.preventDefault();
    const input = event.target.elements[field];
    try {
      await page.send(stream(), command, { [field]: input.value.trim() });
      state.failure = undefined;
      input.value = "";
    } catch (failure) {
      state.failure = failure;
    }
    page.refresh();
  };
  return html`<form data-command=${command} @submit=${submit}>
    <input name=${field} aria-label=${label} placeholder=${label} maxlength=${max} required autocomplete="off" />
    <button class="primary">${button}</button>
  </form>`;
}

page.start();
