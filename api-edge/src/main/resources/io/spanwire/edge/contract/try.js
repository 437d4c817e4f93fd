/** The page to try the API: a form for each operation of /openapi.json. */
let csrf;

const element = (name, properties = {}, ...children) => {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
};

async function call(method, path, body) {
  const response = await fetch(path, {
    method: method.toUpperCase(),
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(csrf && method !== "get" && { "x-csrf-token": csrf }),
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, etag: response.headers.get("etag"), text };
}

async function session(method, body) {
  const { status, text } = await call(method, "/api/session", body);
  const answer = text ? JSON.parse(text) : {};
  csrf = answer.csrf;
  const who = status === 200 ? `Signed in as ${answer.name}` : (answer.detail ?? "");
  document.querySelector("#who").textContent = who;
}

/** A document with an empty value for each property of the schema. */
function sample(schema) {
  if (schema.type === "object") {
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, sample(of)]));
  }
  const empty = { string: "", integer: 0, number: 0, boolean: false, array: [] };
  return empty[Array.isArray(schema.type) ? schema.type[0] : schema.type] ?? null;
}

function resolve(document, part) {
  return part.$ref ? part.$ref.slice(2).split("/").reduce((at, name) => at[name], document) : part;
}

function operation(contract, path, method, described, shared) {
  const parameters = [...shared, ...(described.parameters ?? [])]
    .map((parameter) => resolve(contract, parameter))
    .filter((parameter) => parameter.in !== "header");
  const inputs = parameters.map((parameter) => element("input", { name: parameter.name, required: parameter.required }));
  const schema = described.requestBody?.content["application/json"].schema;
  const body = schema && element("textarea", { value: JSON.stringify(sample(schema), null, 2), spellcheck: false });
  const output = element("output");
  const form = element(
    "form",
    {},
    ...inputs.map((input) => element("label", {}, input.name, input)),
    ...(body ? [element("label", {}, "Body", body)] : []),
    element("button", {}, "Send"),
    output,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { status, etag, text } = await call(method, address(path, parameters, inputs), body?.value);
    output.textContent = `${status}${etag ? `  ETag ${etag}` : ""}\n${text}`;
  });
  const allowed = described.description ? [element("p", {}, described.description)] : [];
  return element("details", {}, element("summary", {}, element("code", {}, `${method.toUpperCase()} ${path}`)), ...allowed, form);
}

function address(path, parameters, inputs) {
  const query = new URLSearchParams();
  let filled = path;
  parameters.forEach((parameter, i) => {
    const { value } = inputs[i];
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== "") query.set(parameter.name, value);
  });
  return query.size ? `${filled}?${query}` : filled;
}

document.querySelector("#sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  session("post", JSON.stringify({ name: new FormData(event.target).get("name") }));
});

const ways = await (await fetch("/api/session/methods")).json();
document.querySelector("#sign-in").hidden = !ways.guest;
if (ways.provider) {
  const start = `${ways.provider.start}?return=/api`;
  document.querySelector("#who").before(element("p", {}, element("a", { href: start }, `Sign in with ${ways.provider.name}`)));
}

const contract = await (await fetch("/openapi.json")).json();
const operations = document.querySelector("#operations");
for (const [path, { parameters = [], ...methods }] of Object.entries(contract.paths)) {
  if (path.startsWith("/api/session")) continue;
  for (const [method, described] of Object.entries(methods)) {
    operations.append(operation(contract, path, method, described, parameters));
  }
}
await session("get");
