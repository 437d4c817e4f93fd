/** The content of a list, folded from the events of `list/<name>`. Pure: no DOM, no network. */
const MAX_CHANGES = 200;

export class Todo {
  /** Undefined until the list was created. */
  title;
  /** By id, in the order of adding: `{item, title, completed}`. */
  items = new Map();
  /** The latest changes, newest first: `{version, at, words}`. */
  changes = [];

  apply({ version, type, time, data }) {
    const words = this.#fold(type, data);
    this.changes.unshift({ version, at: new Date(time), words });
    this.changes.length = Math.min(this.changes.length, MAX_CHANGES);
  }

  get completed() {
    return [...this.items.values()].filter((each) => each.completed).length;
  }

  #fold(type, { item, title }) {
    const known = this.items.get(item);
    switch (type) {
      case "list.list-created":
        this.title = title;
        return `List “${title}” created`;
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
