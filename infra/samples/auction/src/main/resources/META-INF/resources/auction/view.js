/** The view of one auction: functions from its state to lit-html templates. */
import { html, nothing } from "/webjars/lit-html/lit-html.js";
import { repeat } from "/webjars/lit-html/directives/repeat.js";
import { failureMessage } from "/spanwire-page.js";
import { ProblemError } from "/spanwire.js";
import { remaining } from "./remaining.js";

const MAX_TITLE = 100;
const MAX_AMOUNT = 1_000_000_000;
const DURATIONS = [[1, "a minute"], [10, "ten minutes"], [60, "an hour"], [1_440, "a day"], [10_080, "a week"]]; // in minutes
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export function auction(state, me, actions) {
  if (state.refused) return html`<section class="sheet">${failureMessage(new ProblemError(state.refused))}</section>`;
  if (!state.loaded) return html`<section class="sheet" aria-busy="true"><p class="quiet">Asking for the history</p></section>`;
  return html`<section class="sheet" aria-label=${`Auction ${state.name}`}>
    ${state.sale.title === undefined ? open(state, actions) : sale(state, me, actions)} ${failureMessage(state.failure)}
  </section>`;
}

function open({ name, busy }, actions) {
  const submit = (event) => {
    event.preventDefault();
    const { title, startingBid, minutes } = event.target.elements;
    const closes = new Date(Date.now() + minutes.value * 60_000).toISOString();
    if (title.value.trim()) actions.send("open-auction", { title: title.value.trim(), startingBid: Number(startingBid.value), closes });
  };
  return html`<form data-command="open-auction" @submit=${submit}>
    <h1>There is no auction here yet</h1>
    <p class="quiet">Say what you sell, and <code>${name}</code> is on the board for everyone.</p>
    <label for="title">Title</label>
    <input id="title" name="title" required maxlength=${MAX_TITLE} autocomplete="off" />
    <label for="startingBid">Lowest first bid</label>
    <input id="startingBid" name="startingBid" type="number" inputmode="numeric" required min="1" max=${MAX_AMOUNT} step="1" value="1" />
    <label for="minutes">It closes in</label>
    <select id="minutes" name="minutes">
      ${DURATIONS.map(([minutes, words]) => html`<option value=${minutes}>${words}</option>`)}
    </select>
    <button class="primary" aria-disabled=${busy}>Open the auction</button>
  </form>`;
}

function sale({ sale, busy }, me, actions) {
  const [highest] = sale.bids;
  const running = sale.state === "open" && sale.closes > Date.now();
  return html`<h1>${sale.title}</h1>
    <p class="quiet">${sale.seller === me.subject ? "Yours. " : ""}${sale.state === "open" ? "Closes in " : "Over: "}${remaining(sale.state, sale.closes)}</p>
    <p class="price" role="status">
      ${highest?.amount ?? sale.minimum}
      <span class="quiet">${highest ? `bid by ${who(highest, me)}` : "is the lowest bid"}</span>
    </p>
    ${running && sale.seller !== me.subject ? bid(sale, busy, actions) : nothing}
    ${running && sale.seller === me.subject && !highest
      ? html`<button class="plain" aria-disabled=${busy} @click=${() => actions.send("cancel-auction", {})}>Cancel the auction</button>`
      : nothing}
    ${bids(sale, me)}`;
}

function bid({ minimum }, busy, actions) {
  const submit = async (event) => {
    event.preventDefault();
    const { amount } = event.target.elements;
    if (await actions.send("place-bid", { amount: Number(amount.value) })) amount.value = "";
  };
  return html`<form class="line" data-command="place-bid" @submit=${submit}>
    <input name="amount" type="number" inputmode="numeric" aria-label="Your bid" placeholder=${`${minimum} or more`} required min="1" max=${MAX_AMOUNT} step="1" autocomplete="off" />
    <button class="primary" aria-disabled=${busy}>Bid</button>
  </form>`;
}

function bids({ bids }, me) {
  return html`<ol class="bids" reversed aria-label="Bids">
    ${repeat(
      bids,
      (each) => each.version,
      (each) => html`<li data-version=${each.version}>
        <b>${each.amount}</b><span>${who(each, me)}</span>
        <time class="quiet" datetime=${each.at.toISOString()} title=${each.at.toLocaleString()}>${time.format(each.at)}</time>
      </li>`,
    )}
  </ol>`;
}

const who = ({ bidder, name }, me) => (bidder === me.subject ? "you" : name || "somebody");
