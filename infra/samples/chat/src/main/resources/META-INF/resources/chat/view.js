/** The view of the chat page: functions from its state to lit-html templates. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { ref } from "/webjars/lit-html/directives/ref.js";
import { repeat } from "/webjars/lit-html/directives/repeat.js";
import { failureMessage } from "/spanwire-page.js";
import { ProblemError } from "/spanwire.js";

const MAX_TEXT = 4000;
const GROUP_WITHIN_MS = 5 * 60_000;
const TONES = 6;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const count = new Intl.NumberFormat();

export function conversation(state, me, actions) {
  if (state.refused) return html`<section class="log empty">${failureMessage(new ProblemError(state.refused))}</section>`;
  if (!state.loaded) return html`<section class="log empty" aria-busy="true">${replaying(state)}</section>`;
  const { shown, earlier, later } = state.span.of(state.room.messages);
  const none = shown.length + state.outbox.length === 0;
  return html`<div class="frame">
    <section class="log" role="log" aria-live="off" aria-label="Messages" tabindex="0">
      ${earlier > 0 ? html`<button class="more" @click=${actions.earlier}>Show earlier (${count.format(earlier)})</button>` : nothing}
      ${none ? html`<p class="quiet opening">Nothing has been said here yet. Version 1 is yours.</p>` : nothing}
      <ol class="wire">
        ${repeat(shown, (each) => each.version, (each, index) => message(each, shown[index - 1], state.change, me, actions))}
        ${later > 0 ? nothing : repeat(state.outbox, (each) => each.key, (each) => waiting(each, actions))}
      </ol>
      ${later > 0 ? html`<button class="more" @click=${actions.later}>Show later (${count.format(later)})</button>` : nothing}
    </section>
    ${state.unread > 0 || later > 0
      ? html`<button class="primary newest" @click=${actions.newest}>${state.unread > 0 ? `${count.format(state.unread)} new` : "Newest"} ↓</button>`
      : nothing}
  </div>`;
}

function replaying({ subscription, head }) {
  const at = subscription?.version ?? 0;
  return html`<p class="quiet">${head ? `Replaying ${count.format(at)} of ${count.format(head)} events` : "Asking for the history"}</p>
    ${head ? html`<progress max=${head} .value=${at} aria-label="Replay"></progress>` : nothing}`;
}

function message(each, before, change, me, actions) {
  const newDay = before?.at.toDateString() !== each.at.toDateString();
  const continued = !newDay && before?.actor === each.actor && each.at - before.at < GROUP_WITHIN_MS;
  const mine = each.actor === me.subject;
  const changing = change?.version === each.version ? change : undefined;
  return html`${newDay ? html`<li class="day">${day.format(each.at)}</li>` : nothing}
    <li class="message" data-version=${each.version} data-tone=${tone(each.actor)} ?data-mine=${mine} ?data-continued=${continued} ?data-deleted=${each.deleted}>
      <span class="version mono" aria-hidden="true">${each.version}</span>
      <article>
        <header class=${continued ? "unseen" : ""}>
          <b>${each.author || each.actor}</b>
          <time datetime=${each.at.toISOString()} title=${each.at.toLocaleString()}>${clock.format(each.at)}</time>
        </header>
        ${content(each, changing, actions)}
      </article>
      ${mine && !each.deleted && !changing ? messageActions(each, actions) : nothing}
    </li>`;
}

function content(each, changing, actions) {
  if (each.deleted) return html`<p class="text quiet">This message was deleted.</p>`;
  if (changing?.kind === "edit") return editor(changing, actions);
  return html`<p class="text">${each.text}${each.edited
      ? html` <small class="quiet" title=${each.edited.toLocaleString()}>edited</small>`
      : nothing}</p>
    ${changing ? confirmation(changing, actions) : nothing}`;
}

function messageActions({ version }, actions) {
  return html`<span class="actions">
    <button class="plain" aria-label=${`Edit message ${version}`} @click=${() => actions.begin(version, "edit")}>Edit</button>
    <button class="plain" aria-label=${`Delete message ${version}`} @click=${() => actions.begin(version, "delete")}>Delete</button>
  </span>`;
}

function editor(change, actions) {
  const submit = (event) => {
    event.preventDefault();
    const text = event.currentTarget.closest("form").elements.text.value;
    if (text.trim()) actions.apply(change, text);
  };
  return html`<form class="change" @submit=${submit}>
    <textarea name="text" rows="1" maxlength=${MAX_TEXT} aria-label="Edit your message" .value=${change.text}
      ${ref(focusOnce)} @keydown=${(event) => keys(event, submit, actions.cancel)}></textarea>
    ${failureMessage(change.failure)}
    <span class="row">
      <button class="primary" aria-disabled=${change.busy ?? false}>Save</button>
      <button type="button" @click=${() => cancelChange(actions)}>Cancel</button>
    </span>
  </form>`;
}

function confirmation(change, actions) {
  return html`<div class="change" role="group" aria-label="Delete this message?">
    ${failureMessage(change.failure)}
    <span class="row">
      <button class="danger" ${ref(focusOnce)} aria-disabled=${change.busy ?? false} @click=${() => (actions.apply(change), focusComposer())}>Delete for everyone</button>
      <button @click=${() => cancelChange(actions)}>Keep</button>
    </span>
  </div>`;
}

function waiting(sent, actions) {
  const again = () => {
    actions.discard(sent);
    const field = focusComposer();
    field.value = sent.text;
  };
  return html`<li class="message" data-mine data-waiting>
    <span class="version mono" aria-hidden="true">…</span>
    <article>
      <p class="text">${sent.text}</p>
      ${sent.failure
        ? html`${failureMessage(sent.failure)}<span class="row"><button @click=${again}>Write again</button><button @click=${() => actions.discard(sent)}>Discard</button></span>`
        : html`<small class="quiet">on its way</small>`}
    </article>
  </li>`;
}

export function composer(room, actions) {
  const submit = (event) => {
    event.preventDefault();
    const field = event.currentTarget.closest("form").elements.text;
    if (!field.value.trim()) return;
    actions.post(field.value);
    field.value = "";
    field.focus();
  };
  const keydown = (event) => {
    if (event.key === "ArrowUp" && event.target.value === "") {
      event.preventDefault();
      actions.beginNewest();
    } else {
      keys(event, submit);
    }
  };
  return html`<form class="composer" @submit=${submit}>
    <textarea name="text" id="composer" rows="1" maxlength=${MAX_TEXT} aria-label=${`Message to ${room}`}
      placeholder=${`Message ${room}`} @keydown=${keydown}></textarea>
    <button class="primary">Send</button>
  </form>`;
}

/** Enter submits, Shift+Enter inserts a line break, Escape cancels; keys of an IME composition are ignored. */
function keys(event, submit, cancel) {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) submit(event);
  if (event.key === "Escape" && cancel) {
    cancel();
    focusComposer();
  }
}

function cancelChange(actions) {
  actions.cancel();
  focusComposer();
}

function focusComposer() {
  const field = document.getElementById("composer");
  field.focus();
  return field;
}

/** A `ref` that focuses an element when it appears; lit-html calls it before the element is in the page. */
function focusOnce(element) {
  queueMicrotask(() => {
    element?.focus();
    element?.setSelectionRange?.(element.value.length, element.value.length);
  });
}

/** A stable colour for each author. */
function tone(actor) {
  let sum = 0;
  for (const character of actor) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return sum % TONES;
}
