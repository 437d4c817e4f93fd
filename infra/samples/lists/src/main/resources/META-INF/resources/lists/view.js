/** The view of the lists page: functions from its state to lit-html templates. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { live } from "/webjars/lit-html/directives/live.js";
import { ref } from "/webjars/lit-html/directives/ref.js";
import { repeat } from "/webjars/lit-html/directives/repeat.js";
import { failureMessage } from "/spanwire-page.js";
import { ProblemError } from "/spanwire.js";
import { restrictedNotice, sharing } from "./sharing.js";

const MAX_TITLE = 200;
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export function list(state, me, actions) {
  if (state.refused?.status === 403) return restrictedNotice(state, me);
  if (state.refused) return html`<div class="sheet">${failureMessage(new ProblemError(state.refused))}</div>`;
  if (!state.loaded) {
    return html`<div class="sheet" aria-busy="true">
      <p class="quiet">${state.head ? `Replaying ${state.head} events` : "Asking for the history"}</p>
    </div>`;
  }
  return html`<div class="columns">
    <section class="sheet" aria-label=${`List ${state.name}`}>${state.todo.title === undefined ? create(state, actions) : items(state, me, actions)}</section>
    ${history(state.todo)}
  </div>`;
}

function create({ name, controls }, actions) {
  const submit = (event) => {
    event.preventDefault();
    const title = event.target.elements.title.value.trim();
    if (title) actions.send("create", "create-list", { title });
  };
  return html`<form class="create" @submit=${submit}>
    <h1>There is no list here yet</h1>
    <p class="quiet">Give <code>${name}</code> a title, and it is there for everyone.</p>
    <label for="title">Title</label>
    <div class="line">
      <input id="title" name="title" required maxlength=${MAX_TITLE} .value=${capital(name)} autocomplete="off" />
      <button class="primary" aria-disabled=${busy(controls, "create")}>Create list</button>
    </div>
    ${failureMessage(controls.get("create")?.failure)}
  </form>`;
}

function items({ todo, controls, renaming }, me, actions) {
  const all = [...todo.items.values()];
  return html`<header class="head">
      <h1>${todo.title}</h1>
      <p class="quiet" role="status">${all.length === 0 ? "Nothing on it yet" : `${todo.completed} of ${all.length} done`}</p>
      ${all.length > 0 ? html`<progress max=${all.length} .value=${todo.completed} aria-label="Done"></progress>` : nothing}
    </header>
    <ul class="items">
      ${repeat(all, (each) => each.item, (each) => item(each, renaming === each.item, controls, actions))}
    </ul>
    ${add(controls, actions)} ${sharing(todo, controls, me, actions)}`;
}

function item(each, renaming, controls, actions) {
  const { item: id, title, completed } = each;
  const requested = { "complete-item": true, "reopen-item": false }[controls.get(id)?.busy]; // until the outcome arrives
  const toggle = () => actions.send(id, completed ? "reopen-item" : "complete-item", { item: id });
  return html`<li class="item" data-item=${id} ?data-completed=${completed} aria-busy=${busy(controls, id)}>
    ${renaming
      ? rename(each, actions)
      : html`<label><input type="checkbox" .checked=${live(requested ?? completed)} @change=${toggle} /><span class="name">${title}</span></label>
          <span class="actions">
            <button class="plain" aria-label=${`Rename ${title}`} @click=${() => actions.rename(id)}>Rename</button>
            <button class="plain" aria-label=${`Remove ${title}`} @click=${() => remove(id, actions)}>Remove</button>
          </span>`}
    ${failureMessage(controls.get(id)?.failure)}
  </li>`;
}

async function remove(id, actions) {
  if (await actions.send(id, "remove-item", { item: id })) focusAdd();
}

function rename({ item: id, title }, actions) {
  const stop = () => (actions.rename(undefined), focusAdd());
  const submit = async (event) => {
    event.preventDefault();
    const wanted = event.target.elements.title.value.trim();
    if (!wanted) return;
    if (wanted === title || (await actions.send(id, "rename-item", { item: id, title: wanted }))) stop();
  };
  return html`<form class="line" @submit=${submit} @keydown=${(event) => event.key === "Escape" && stop()}>
    <input name="title" aria-label=${`New name of ${title}`} maxlength=${MAX_TITLE} .value=${title} autocomplete="off" ${ref(selectOnce)} />
    <button class="primary">Save</button>
    <button type="button" @click=${stop}>Cancel</button>
  </form>`;
}

function add(controls, actions) {
  const submit = async (event) => {
    event.preventDefault();
    const field = event.target.elements.title;
    const title = field.value.trim();
    if (title && (await actions.send("add", "add-item", { item: crypto.randomUUID(), title }))) field.value = "";
    field.focus();
  };
  return html`<form class="add" @submit=${submit}>
    <div class="line">
      <input id="add" name="title" aria-label="New item" placeholder="Add an item" maxlength=${MAX_TITLE} autocomplete="off" />
      <button class="primary" aria-disabled=${busy(controls, "add")}>Add</button>
    </div>
    ${failureMessage(controls.get("add")?.failure)}
  </form>`;
}

function history({ changes }) {
  return html`<aside class="history" aria-labelledby="history-title">
    <h2 id="history-title">Everything that happened</h2>
    ${changes.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : nothing}
    <ol reversed>
      ${repeat(
        changes,
        (each) => each.version,
        (each) => html`<li>
          <span class="mono">${each.version}</span>
          <p>${each.words} <time class="quiet" datetime=${each.at.toISOString()} title=${each.at.toLocaleString()}>${time.format(each.at)}</time></p>
        </li>`,
      )}
    </ol>
  </aside>`;
}

const busy = (controls, control) => controls.get(control)?.busy !== undefined;
const capital = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
const focusAdd = () => document.getElementById("add")?.focus();

/** A `ref` that selects a field when it appears; lit-html calls it before the field is in the page. */
function selectOnce(element) {
  queueMicrotask(() => {
    element?.focus();
    element?.select();
  });
}
