// What the page says in words: in the middle while there is no picture, above it when there is one.

const passingMs = 5000;

const titles = {
  looking: "Looking for peers…",
  waiting: "Waiting for the picture…",
  live: "Waiting for the picture…",
  stale: "The broadcaster is silent",
  ended: "The broadcast has ended",
  failed: "This broadcast cannot be shown",
  closed: "The viewer program has ended",
  lost: "Connection to the viewer program lost",
};

// Phases that stay on the screen for as long as they last.
const tones = { looking: "warn", stale: "warn", ended: "", failed: "bad", closed: "bad", lost: "warn" };

export class Notices {
  #body = document.body;
  #banner = document.getElementById("banner");
  #title = document.getElementById("veil-title");
  #text = document.getElementById("veil-text");
  #timer = 0;

  /** Where things stand. Not again for the same: a screen reader would repeat it. */
  phase(phase, text) {
    this.#body.dataset.phase = phase;
    const title = titles[phase];
    this.#title.textContent = title;
    this.#text.textContent = plain(text) === plain(title) ? "" : sentence(text);
    if (phase in tones) this.#say(plain(text).startsWith(plain(title)) ? sentence(text) : `${title}: ${text}`, tones[phase]);
    else this.pass(text);
  }

  /** Something worth a glance. */
  pass(text) {
    this.#say(sentence(text), "");
    this.#timer = setTimeout(() => { this.#banner.hidden = true; }, passingMs);
  }

  hasPicture() {
    this.#body.classList.add("has-picture");
    const isPassing = !(this.#body.dataset.phase in tones);
    if (isPassing && !this.#timer) this.#banner.hidden = true;
  }

  #say(text, tone) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#banner.dataset.tone = tone;
    this.#banner.textContent = text;
    // Without a picture the same stands in the middle.
    this.#banner.hidden = !this.#body.classList.contains("has-picture");
  }
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plain(text) {
  return text.toLowerCase();
}
