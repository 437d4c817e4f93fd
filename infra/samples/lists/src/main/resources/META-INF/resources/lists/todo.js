/** The content of a list, folded from the events of `list/<name>`. Pure: no DOM, no network. */
const MAX_CHANGES = 200;

export class Todo {
  /** Undefined until the list was created. */
  title;
  /** The subject of its creator. */
  owner;
  /** Whether it is for the owner and those it is shared with only. */
  restricted = false;
  /** The subjects it is shared with. */
  shared = new Set();
  /** By id, in the order of adding: `{item, title, completed}`. */
  items = new Map();
  /** The latest changes, newest first: `{version, at, words}`. */
  changes = [];

  apply({ version, type, time, actor, data }) {
    const words = this.#fold(type, data, actor);
    this.changes.unshift({ version, at: new Date(time), words });
    this.changes.length = Math.min(this.changes.length, MAX_CHANGES);
  }

  get completed() {
    return [...this.items.values()].filter((each) => each.completed).length;
  }

  #fold(type, { item, title, with: subject }, actor) {
    const known = this.items.get(item);
    switch (type) {
      case "list.list-created":
        this.title = title;
        this.owner = actor;
        return `List “${title}” created`;
      case "list.list-restricted":
        this.restricted = true;
        return "Restricted to its owner";
      case "list.list-shared":
        this.shared.add(subject);
        return `Shared with ${subject}`;
      case "list.list-unshared":
        this.shared.delete(subject);
        return `No longer shared with ${subject}`;
      case "list.item-added":
        this.items.set(item, { item, title, completed: false });
        return `“${title}” added`;
      case "list.item-renamed":
        this.items.set(item, { ...known, title });
        return `“${known?.title}” is now “${title}”`;
      case "list.item-completed":
        this.items.set(item, { ...known, completed: true });
        return `“${known?.title}” completed`;
      case "list.item-reopened":
        this.items.set(item, { ...known, completed: false });
        return `“${known?.title}” reopened`;
      case "list.item-removed":
        this.items.delete(item);
        return `“${known?.title}” removed`;
      default:
        return type;
    }
  }
}
