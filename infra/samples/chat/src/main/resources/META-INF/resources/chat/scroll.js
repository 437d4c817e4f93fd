/**
 * Where a log that grows at its end stays put: at the end if the reader is there, else on the line they are reading,
 * whatever is added above, changed or removed. Done by hand because not every browser anchors scrolling.
 */
const NEAR_END = 60;

export class StickyScroll {
  #log;
  atEnd = true;

  /** Keeps the reader's place while `draw` changes the log. */
  around(draw, find) {
    const place = this.atEnd ? undefined : this.#place();
    draw();
    this.#adopt(find());
    if (!this.#log) return;
    if (this.atEnd) this.toEnd();
    else if (place) this.#restore(place);
  }

  toEnd() {
    this.atEnd = true;
    if (this.#log) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #adopt(log) {
    if (log === this.#log) return;
    this.#log = log;
    if (!log) return;
    this.atEnd = true;
    log.addEventListener("scroll", () => (this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END));
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(log); // a keyboard opens, a composer grows
  }

  #place() {
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
