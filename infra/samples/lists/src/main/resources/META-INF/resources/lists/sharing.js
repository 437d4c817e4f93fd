/** Who may use a list: everyone, or its owner and those it is shared with. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { failureMessage } from "/spanwire-page.js";

const MAX_SUBJECT = 256;

export function sharing(todo, controls, me, actions) {
  const failure = failureMessage(controls.get("share")?.failure);
  if (todo.owner !== me.subject) return todo.restricted ? html`<p class="quiet">Its owner shares this list with you.</p>` : nothing;
  if (!todo.restricted) {
    return html`<p class="quiet sharing">Everyone on this server can use this list, which is yours.
      <button class="plain" @click=${() => actions.send("share", "restrict-list", {})}>Restrict it</button> ${failure}</p>`;
  }
  const submit = async (event) => {
    event.preventDefault();
    const field = event.target.elements.with;
    if (field.value.trim() && (await actions.send("share", "share-list", { with: field.value.trim() }))) field.value = "";
  };
  return html`<section class="sharing" aria-label="Sharing">
    <p class="quiet">Only you and those you share it with can use this list.</p>
    <ul>
      ${[...todo.shared].map(
        (subject) => html`<li><code>${subject}</code>
          <button class="plain" aria-label=${`Stop sharing with ${subject}`} @click=${() => actions.send("share", "unshare-list", { with: subject })}>Stop</button></li>`,
      )}
    </ul>
    <form class="line" @submit=${submit}>
      <input name="with" aria-label="Whom to share with" placeholder="id of somebody" required maxlength=${MAX_SUBJECT} autocomplete="off" />
      <button>Share</button>
    </form>
    ${failure}
  </section>`;
}

/** Instead of the list, for those it is not shared with. */
export function restrictedNotice({ name }, me) {
  return html`<div class="sheet" data-test="restricted">
    <p><b>${name}</b> is not shared with you.</p>
    <p class="quiet">Give its owner your id: <code>${me.subject}</code></p>
  </div>`;
}
