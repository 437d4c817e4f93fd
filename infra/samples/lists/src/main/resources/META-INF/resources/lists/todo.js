/** A list as its readers see it: the events of `list/<name>`, folded. Pure: no page, no network. */
const MOST_REMEMBERED = 200;

export class Todo {
  /** Undefined until the list was created. */
  title;
  /** By id, in the order they were added: `{item, title, completed}`. */
  items = new Map();
  /** What happened last, newest first: `{version, at, words}`. */
  happened = [];

  apply({ version, type, time, data }) {
    const words = this.#fold(type, data);
    this.happened.unshift({ version, at: new Date(time), words });
    this.happened.length = Math.min(this.happened.length, MOST_REMEMBERED);
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
