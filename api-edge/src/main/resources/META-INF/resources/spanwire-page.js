/**
 * The frame of every sample page around its own content: sign-in, one connection, its state, and "how this works".
 *
 *     const page = new Page({ title: "Chat", welcome: "…", body: () => html`…`, how: () => ({ stream, version, epoch }),
 *       opened: (connection) => connection.subscribe(…) });
 *     page.start();
 *
 * A page keeps plain state and calls `refresh()` after changing it; rendering happens once per animation frame.
 */
import { html, nothing, render } from "/webjars/lit-html/lit-html.js";
import { connect, newKey, ProblemError, signIn, signInAt, signInMethods, signOut, signOutEverywhere, whoAmI } from "/spanwire.js";

export class Page {
  me;
  connection;
  #options;
  #link = { state: "connecting" };
  #gate = { loading: true };
  #methods = { guest: true }; // how one can sign in
  #last; // the last command: {name, key, outcome, words}
  #stay; // why signing out failed
  #copied = false;
  #scheduled = false;

  /**
   * `title`; `welcome`, a sentence at sign-in; `body()` → the signed-in content; `how()` → `{stream, version, epoch}`;
   * `opened(connection)` for each new connection; `around(draw)` to do something before and after drawing.
   */
  constructor(options) {
    this.#options = { opened: () => {}, around: (draw) => draw(), ...options };
    setInterval(() => this.#link.state === "offline" && this.refresh(), 1000);
  }

  async start() {
    try {
      this.me = await whoAmI();
      this.#methods = await signInMethods();
      this.#gate = {};
    } catch (failure) {
      this.#gate = { problem: failure, retry: () => this.start() };
    }
    if (this.me) this.#connect();
    this.refresh();
  }

  /** Sends a command and shows its outcome in "how this works". */
  async send(stream, command, data, key = newKey()) {
    const show = (outcome, words) => {
      this.#last = { name: command, key, outcome, words };
      this.refresh();
    };
    show("waiting", "waiting for its outcome");
    try {
      const accepted = await this.connection.send(stream, command, data, { key });
      show("accepted", `accepted as version ${accepted.version}`);
      return accepted;
    } catch (failure) {
      show("rejected", `rejected: ${failure.code ?? "failed"}`);
      throw failure;
    }
  }

  refresh() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#options.around(() => render(this.#view(), document.getElementById("app")));
    });
  }

  #connect() {
    this.connection = connect({ onState: (state) => this.#linkChanged(state) });
    this.#options.opened(this.connection);
  }

  #linkChanged(state) {
    this.#link = state;
    if (state.problem?.status === 401) this.me = undefined;
    this.refresh();
  }

  #view() {
    return html`${this.#masthead()}${this.me ? this.#options.body() : this.#signIn()}${this.me ? this.#how() : nothing}`;
  }

  #masthead() {
    return html`<header class="masthead">
      <a class="brand" href="/">${logo}<span class="word">Spanwire</span></a>
      <span class="quiet">${this.#options.title}</span>
      ${this.me
        ? html`<span class="who">
            ${this.#linkState()} ${this.me.method === "guest" ? html`<span class="quiet">Guest</span>` : nothing}
            <b title=${this.me.subject}>${this.me.name}</b>
            <button class="plain" @click=${() => this.#leave(signOut)}>Sign out</button>
            ${this.me.method === "guest" ? nothing : html`<button class="plain" @click=${() => this.#leave(signOutEverywhere)}>Sign out everywhere</button>`}
            ${this.#stay ? html`<span role="alert">You are still signed in. ${failureMessage(this.#stay)}</span>` : nothing}
          </span>`
        : nothing}
    </header>`;
  }

  #linkState() {
    const { state, retryAt, problem } = this.#link;
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    const words = { connecting: "Connecting", online: "Online", offline: "Offline", closed: problem?.title ?? "Closed" }[state];
    return html`<span class="link" data-state=${state} role="status">${words}</span>
      ${state === "offline"
        ? html`<span class="quiet" aria-hidden="true">${seconds > 0 ? `trying again in ${seconds} s` : ""}</span>
            <button class="plain" @click=${() => this.connection.retryNow()}>Try now</button>`
        : nothing}
      ${state === "closed" ? html`<button class="plain" @click=${() => this.#connect()}>Reconnect</button>` : nothing}`;
  }

  #signIn() {
    if (this.#gate.loading) return html`<main class="gate" aria-busy="true"><p class="quiet">One moment…</p></main>`;
    if (this.#gate.retry) {
      return html`<main class="gate"><div>${failureMessage(this.#gate.problem)}<button @click=${this.#gate.retry}>Try again</button></div></main>`;
    }
    if (!this.#methods.guest) return html`<main class="gate"><div>${this.#provider()}</div></main>`;
    return html`<main class="gate">
      <form @submit=${(event) => this.#enter(event)}>
        <h1>${this.#options.title}</h1>
        <p class="quiet">${this.#options.welcome}</p>
        <label for="name">Your name</label>
        <input id="name" name="name" required maxlength="40" autocomplete="nickname" autofocus />
        ${failureMessage(this.#gate.problem)}
        <button class="primary" aria-disabled=${this.#gate.busy ?? false}>Enter as guest</button>
        ${this.#methods.provider ? this.#providerButton() : nothing}
      </form>
    </main>`;
  }

  #provider() {
    return html`<h1>${this.#options.title}</h1>
      ${this.#methods.provider
        ? this.#providerButton()
        : html`<p class="quiet">This server has no sign-in for people. Programs use <code>spanwire token</code>.</p>`}`;
  }

  #providerButton() {
    const { provider } = this.#methods;
    return html`<button type="button" class="primary" data-test="provider" @click=${() => signInAt(provider)}>
      Sign in with ${provider.name}
    </button>`;
  }

  async #enter(event) {
    event.preventDefault();
    const name = new FormData(event.target).get("name").trim();
    if (!name || this.#gate.busy) return;
    this.#gate = { busy: true };
    try {
      this.me = await signIn(name);
      this.#gate = {};
      this.#connect();
    } catch (failure) {
      this.#gate = { problem: failure };
    }
    this.refresh();
  }

  async #leave(signOut) {
    try {
      await signOut();
      this.#stay = this.me = undefined;
      this.connection.close();
    } catch (failure) {
      this.#stay = failure;
    }
    this.refresh();
  }

  #how() {
    const { stream, version, epoch } = this.#options.how();
    const curl = curlLine(stream, this.me.method === "guest");
    return html`<footer><details class="how">
      <summary>How this works: <code data-test="position">${stream} · version ${version ?? 0}</code></summary>
      <div class="inside">
        <p>
          This page replayed the stream from its first event and now gets each new one as it is decided. Commands go the
          other way; each has an id, so sending one twice does nothing twice.
        </p>
        <dl>
          <dt>Stream</dt><dd><code>${stream}</code></dd>
          <dt>Version</dt><dd><code>${version ?? 0}</code></dd>
          <dt>Epoch</dt><dd><code>${epoch ?? "not known yet"}</code></dd>
          <dt>Last command</dt>
          <dd>
            ${this.#last
              ? html`<code>${this.#last.name} ${this.#last.key}</code> →
                  <span data-test="outcome" data-outcome=${this.#last.outcome}>${this.#last.words}</span>`
              : "none yet"}
          </dd>
        </dl>
        <div class="curl">
          <code>${curl}</code>
          <button @click=${() => this.#copy(curl)}>${this.#copied ? "Copied" : "Copy"}</button>
        </div>
      </div>
    </details></footer>`;
  }

  async #copy(text) {
    await navigator.clipboard.writeText(text);
    this.#copied = true;
    setTimeout(() => ((this.#copied = false), this.refresh()), 2000);
    this.refresh();
  }
}

/** The picture of /spanwire.svg, without a request for it. */
const logo = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="7" fill="#17202b" />
  <path d="M4 11C10 25 22 25 28 11" fill="none" stroke="#e89461" stroke-width="2.4" stroke-linecap="round" />
  <circle cx="4.6" cy="11" r="2.6" fill="#fff" />
  <circle cx="27.4" cy="11" r="2.6" fill="#fff" />
  <circle cx="16" cy="21.4" r="2.6" fill="#e89461" />
</svg>`;

/** The message of a failure, to render next to its cause. */
export function failureMessage(failure) {
  if (!failure) return nothing;
  if (!(failure instanceof ProblemError)) return html`<p class="problem" role="alert">The server cannot be reached.</p>`;
  const { title, detail, errors } = failure.problem;
  const words = errors?.map((each) => `${each.pointer.slice(1)} ${each.detail}`).join("; ") || detail || title;
  return html`<p class="problem" role="alert">${words} <code>${failure.code}</code></p>`;
}

function curlLine(stream, isGuest) {
  const events = `-H 'accept: text/event-stream' '${location.origin}/api/streams/${stream}/events?after=0'`;
  if (!isGuest) return `curl -kN -H "authorization: Bearer $TOKEN" ${events}`;
  const guest = `curl -sk -c jar -H 'content-type: application/json' -d '{"name":"curl"}' ${location.origin}/api/session`;
  return `${guest} && curl -kN -b jar ${events}`;
}
