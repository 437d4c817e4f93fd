/** What is left until an auction closes, in words: `2 d 3 h`, `4 min 07 s`, `12 s`. By the clock of this machine. */
import { html } from "/webjars/lit-html/lit-html.js";

const STATES = { sold: "sold", unsold: "not sold", cancelled: "cancelled" };

export function remaining(state, closes) {
  if (state !== "open") return html`<span class="remaining">${STATES[state]}</span>`;
  return html`<time class="remaining" datetime=${closes.toISOString()} title=${closes.toLocaleString()}>${words(closes - Date.now())}</time>`;
}

function words(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) return "closing";
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, "0")} s` : `${seconds} s`;
}
