/** The start page: lists the pages of the server's domains, and the commands and views in its contract. */
const COMMAND = /^\/api\/streams\/([a-z][a-z0-9-]*)\/\{[^}]+\}\/([a-z][a-z0-9-]*)$/;
const VIEW = /^\/api\/views\/([a-z][a-z0-9-]*)$/;

fetch("/pages.json")
  .then((answer) => (answer.ok ? answer.json() : []))
  .then((pages) => document.getElementById("try").before(...pages.map(card)));

function card({ path, title, description }) {
  const item = document.createElement("li");
  item.append(Object.assign(element("a", title.replace(/ · Spanwire$/, "")), { href: path }), element("p", description));
  return item;
}

const list = document.getElementById("streams");
fetch("/openapi.json")
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
  .then((contract) => list.replaceChildren(...rows(Object.entries(contract.paths ?? {}))))
  .catch(() => list.replaceChildren(element("dt", "The contract could not be read.")));

function rows(paths) {
  const groups = new Map();
  const add = (group, name) => groups.set(group, [...(groups.get(group) ?? []), name]);
  for (const [path, methods] of paths) {
    const [, stream, command] = COMMAND.exec(path) ?? [];
    if (command && methods.post) add(`${stream}/…`, command);
    const [, view] = VIEW.exec(path) ?? [];
    if (view) add("views", view);
  }
  if (groups.size === 0) return [element("dt", "No domain is loaded yet.")];
  return [...groups].flatMap(([group, names]) => [element("dt", group, "mono"), definition(names)]);
}

function definition(names) {
  const cell = document.createElement("dd");
  cell.append(...names.map((name) => element("code", name)));
  return cell;
}

function element(tag, text, className = "") {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}
