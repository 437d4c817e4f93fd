/** Who belongs to a room: an open one is for everyone, a private one for its owner and members. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { failureMessage } from "/spanwire-page.js";

/** The members of a room, folded from the events of `chat/<room>`. */
export class Members {
  owner = ""; // a subject; empty: the room is open
  members = new Set();
  requests = new Map(); // subject → the name they asked with
  #names = new Map();

  apply({ type, actor, data }) {
    if (type === "chat.message-posted") this.#names.set(actor, data.author);
    else if (type === "chat.made-private") this.#opened(data.owner);
    else if (type === "chat.join-requested") this.#asked(actor, data.name);
    else if (type === "chat.member-added") this.#added(data.member);
    else if (type === "chat.member-removed") this.#removed(data.member);
    else if (type === "chat.subject-forgotten") this.#names.delete(data.subject);
  }

  get isPrivate() {
    return this.owner !== "";
  }

  /** The name that a subject had last, or the subject. */
  name(subject) {
    return this.#names.get(subject) || subject;
  }

  #opened(owner) {
    this.owner = owner;
    this.members.add(owner);
  }

  #asked(subject, name) {
    this.#names.set(subject, name);
    this.requests.set(subject, name);
  }

  #added(subject) {
    this.requests.delete(subject);
    this.members.add(subject);
  }

  #removed(subject) {
    this.requests.delete(subject);
    this.members.delete(subject);
  }
}

/** `members` of a room as `me` may change them; `unused`: nothing has happened in the room yet. */
export function membersPanel(members, me, unused, failure, actions) {
  if (!members.isPrivate) {
    return unused
      ? html`<p class="members quiet">Everyone can read this room. <button class="plain" @click=${actions.makePrivate}>Make it private</button> ${failureMessage(failure)}</p>`
      : nothing;
  }
  const owns = members.owner === me.subject;
  return html`<details class="members" ?open=${owns && members.requests.size > 0}>
    <summary>Private · ${members.members.size === 1 ? "1 member" : `${members.members.size} members`}</summary>
    ${failureMessage(failure)}
    <ul>
      ${[...members.members].map((each) => member(each, members, me, owns, actions))}
      ${owns ? [...members.requests].map(([subject, name]) => request(subject, name, actions)) : nothing}
    </ul>
  </details>`;
}

function member(subject, members, me, owns, actions) {
  const mine = subject === me.subject;
  const name = mine ? me.name : members.name(subject);
  return html`<li title=${subject}>
    <b>${name}</b> ${subject === members.owner ? html`<span class="quiet">owner</span>` : nothing}
    ${owns && !mine ? html`<button class="plain" aria-label=${`Remove ${name}`} @click=${() => actions.removeMember(subject)}>Remove</button>` : nothing}
    ${mine && !owns ? html`<button class="plain" @click=${() => actions.removeMember(subject)}>Leave</button>` : nothing}
  </li>`;
}

function request(subject, name, actions) {
  return html`<li title=${subject}>
    <b>${name || subject}</b> <span class="quiet">wants to join</span>
    <button aria-label=${`Add ${name}`} @click=${() => actions.addMember(subject)}>Add</button>
    <button class="plain" aria-label=${`Decline ${name}`} @click=${() => actions.removeMember(subject)}>Decline</button>
  </li>`;
}

/** Instead of the messages, for those who do not belong to the room. `asked`: whether they have asked to join. */
export function privateNotice(room, asked, failure, actions) {
  return html`<section class="log empty" data-test="private">
    <p><b>${room}</b> is private.</p>
    ${asked
      ? html`<p class="quiet" role="status">You have asked to join. The owner of the room decides.</p>`
      : html`<button class="primary" @click=${actions.askToJoin}>Ask to join</button>`}
    ${failureMessage(failure)}
  </section>`;
}
