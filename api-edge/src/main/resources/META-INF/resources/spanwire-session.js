/**
 * The session (`/api/session`), and requests that carry its CSRF token.
 *
 * The cookie is HttpOnly and managed by the browser; this module only stores the token that every unsafe request must
 * repeat. Failures are {@link ProblemError}s holding the server's RFC 9457 problem.
 */

/** A refusal, by the server or by this client: `error.problem` is `{type, title, status, detail?, …}`. */
export class ProblemError extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? "The request failed.");
    this.name = "ProblemError";
    this.problem = problem;
  }

  /** The stable code to branch on: the last segment of `/problems/<code>`. */
  get code() {
    return this.problem.code ?? String(this.problem.type ?? "").split("/").pop();
  }
}

/** A problem found by this client, in the server's format. */
export const problem = (code, status, title, detail) => ({ type: `/problems/${code}`, status, title, detail });

let csrf;
let expires;

/** How one can sign in: `{guest: true|false, provider?: {name, start}}`. */
export const signInMethods = () => request("/api/session/methods");

/** Leaves this page for the provider's, which leads back to it. */
export function signInAt(provider) {
  location.assign(`${provider.start}?return=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Signs in as a guest. Resolves to the session, like {@link whoAmI}. */
export async function signIn(name) {
  return remember(await request("/api/session", { method: "POST", body: { name } }));
}

/** The session: `{subject, name, method, roles?, expires, csrf, refresh}`, or `null`. */
export async function whoAmI() {
  try {
    return remember(await request("/api/session"));
  } catch (failure) {
    if (failure.problem?.status !== 401) throw failure;
    csrf = expires = undefined;
    return null;
  }
}

/** When the session ends, as last heard. */
export const sessionExpires = () => expires;

/**
 * Ends the session; at the identity provider, too, if it began there: then this page is left. Rejects when the server
 * could not end it.
 */
export async function signOut() {
  const answer = await request("/api/session", { method: "DELETE" });
  csrf = expires = undefined;
  if (answer?.next) location.assign(answer.next);
}

/** Ends all sessions of the caller, here and in other browsers. Rejects when the server could not end them. */
export async function signOutEverywhere() {
  await request("/api/sessions", { method: "DELETE" });
  csrf = expires = undefined;
}

/**
 * One request to the API: JSON in, JSON out, the CSRF token where the method needs it.
 * Resolves to the body (`null` when there is none); rejects with a {@link ProblemError}.
 */
export async function request(path, { method = "GET", body, headers = {} } = {}) {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method !== "GET" && csrf && { "x-csrf-token": csrf }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new ProblemError(answer ?? problem("http", response.status, response.statusText || "The request failed."));
}

function remember(session) {
  csrf = session.csrf;
  expires = session.expires;
  return session;
}
