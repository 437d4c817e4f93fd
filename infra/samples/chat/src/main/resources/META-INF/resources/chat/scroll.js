/**
 * The scroll position of a log that grows at its end: the end if the reader is there, else the line being read,
 * whatever is added above it, changed or removed. Own code, because not every browser supports scroll anchoring.
 */
const NEAR_END = 60;

export class StickyScroll {
  #log;
  atEnd = true;

  /** Preserves the scroll position while `draw` changes the log. */
  around(draw, find) {
    const position = this.atEnd ? undefined : this.#position();
    draw();
    this.#attach(find());
    if (!this.#log) return;
    if (this.atEnd) this.toEnd();
    else if (position) this.#restore(position);
  }

  toEnd() {
    this.atEnd = true;
    if (this.#log) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #attach(log) {
    if (log === this.#log) return;
    this.#log = log;
    if (!log) return;
    this.atEnd = true;
    log.addEventListener("scroll", () => (this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END));
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(log); // keyboard, composer
  }

  #position() {
    const top = this.#log?.getBoundingClientRect().top;
    const line = [...(this.#log?.querySelectorAll("[data-version]") ?? [])].find((each) => each.getBoundingClientRect().bottom > top);
    return line && { version: line.dataset.version, offset: line.getBoundingClientRect().top - top };
  }

  #restore({ version, offset }) {
    const line = this.#log.querySelector(`[data-version="${version}"]`);
    if (!line) return;
    this.#log.scrollTop += line.getBoundingClientRect().top - this.#log.getBoundingClientRect().top - offset;
  }
}
