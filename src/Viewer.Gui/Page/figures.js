// The status line.

const windowMs = 2000; // long enough for a steady number, short enough to notice a change

export class Figures {
  #cells = Object.fromEntries(
    ["rate", "delay", "delay-name", "peers", "skipped", "down", "up", "size"].map(id => [id, document.getElementById(id)]));
  #drawnAt = [];

  drawn({ skipped, width, height }) {
    this.#drawnAt.push(performance.now());
    this.#show("skipped", skipped.toLocaleString("en"));
    this.#show("size", `${width} × ${height}`);
  }

  news({ peers, downBytesPerSecond, upBytesPerSecond, downloadLimit, uploadLimit }) {
    this.#show("peers", String(peers));
    this.#show("down", limited(downBytesPerSecond, downloadLimit));
    this.#show("up", limited(upBytesPerSecond, uploadLimit));
  }

  /** @param look what PictureAge says */
  age(look) {
    if (look === null) return;
    this.#show("delay-name", look.isAge ? "age" : "delay");
    this.#show("delay", look.isAge ? span(look.ms) : `${Math.round(look.ms)} ms`);
  }

  /** Twice a second: a still picture's rate goes down to 0. */
  refresh() {
    const since = performance.now() - windowMs;
    this.#drawnAt = this.#drawnAt.filter(at => at > since);
    this.#show("rate", (this.#drawnAt.length * 1000 / windowMs).toFixed(1));
  }

  #show(id, text) {
    if (this.#cells[id].textContent !== text) this.#cells[id].textContent = text;
  }
}

/** In the words of a person, who wants no more than the largest unit. */
export function span(ms) {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

function limited(bytesPerSecond, limit) {
  return limit === null ? rate(bytesPerSecond) : `${rate(bytesPerSecond)} of ${rate(limit)}`;
}

function rate(bytesPerSecond) {
  if (bytesPerSecond < 1e3) return `${bytesPerSecond} B/s`;
  if (bytesPerSecond < 1e6) return `${(bytesPerSecond / 1e3).toPrecision(3)} kB/s`;
  return `${(bytesPerSecond / 1e6).toPrecision(3)} MB/s`;
}
