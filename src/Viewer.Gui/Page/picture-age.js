// How old the picture on the screen is, and how late pictures come.

// A heartbeat each second says that a still picture is current, and news of it comes each second: what is older than both is old.
const currentMs = 3000;

export class PictureAge {
  #isOf = null; // when the screen looked like what is drawn
  #frame = null; // with which what is drawn came
  #delay = null;
  #told = null; // the program's word on its newest picture

  drawn({ frame, captureTime }) {
    // The same frame drawn anew, as after a reload, says nothing of delays.
    const isNew = this.#frame !== null && frame !== this.#frame;
    this.#isOf = frame === this.#frame ? Math.max(this.#isOf, captureTime) : captureTime;
    this.#frame = frame;
    if (isNew) this.#delay = Date.now() - captureTime;
  }

  news({ pictureFrame, pictureIsOf, delayMs }) {
    if (pictureFrame === undefined) return;
    this.#told = { frame: pictureFrame, isOf: pictureIsOf, delay: delayMs };
  }

  /** Begins again: another connection says anew what it has. */
  reset() {
    this.#told = null;
  }

  /** @returns what to show, and whether it is the age of an old picture; null before the first picture */
  look(isLive) {
    if (this.#isOf === null) return null;
    // News may be ahead of what this page has drawn, and say nothing of that.
    const isTold = this.#told?.frame === this.#frame;
    const isOf = isTold ? Math.max(this.#isOf, this.#told.isOf) : this.#isOf;
    const age = Math.max(Date.now() - isOf, 0);
    if (!isLive || age > currentMs) return { ms: age, isAge: true };
    const delay = isTold ? this.#told.delay : this.#delay;
    return { ms: Math.max(delay ?? age, 0), isAge: false };
  }
}
