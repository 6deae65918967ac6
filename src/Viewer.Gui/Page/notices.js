// What the page says in words: in the middle while there is no picture, above it when there is one.

const passingMs = 5000;

const titles = {
  looking: "Looking for peers…",
  waiting: "Waiting for the picture…",
  idle: "Nobody broadcasts yet: the picture comes by itself as soon as somebody does",
  live: "Waiting for the picture…",
  stale: "Nothing is heard of the broadcaster",
  late: "The broadcast goes on, but its pictures do not get here",
  ended: "The broadcast has ended; the next one under this link shows here by itself",
  failed: "This broadcast cannot be shown",
  closed: "The viewer program has ended",
  lost: "Connection to the viewer program lost",
};

// Phases that stay on the screen for as long as they last, with how old the picture is.
const tones = { looking: "warn", stale: "warn", late: "warn", ended: "", failed: "bad", closed: "bad", lost: "warn" };

// Of these the page's own words say all: the program's have numbers in them that would stand still while the age grows.
const selfExplaining = new Set(["idle", "stale", "late", "ended"]);

// Of these the title says what has happened, and the program's words what to do.
const both = new Set(["closed", "lost"]);

export class Notices {
  #body = document.body;
  #banner = document.getElementById("banner");
  #words = document.getElementById("banner-text");
  #age = document.getElementById("banner-age");
  #title = document.getElementById("veil-title");
  #text = document.getElementById("veil-text");
  #standing = null;
  #timer = 0;

  /** How things stand. Not again for the same: a screen reader would repeat it. */
  phase(phase, text) {
    this.#body.dataset.phase = phase;
    const title = titles[phase];
    this.#title.textContent = title;
    this.#text.textContent = selfExplaining.has(phase) ? "" : sentence(beyond(title, text));
    this.#standing = phase in tones ? { text: inOneSentence(phase, title, text), tone: tones[phase] } : null;
    this.#stand();
  }

  /** Something worth a glance. */
  pass(text) {
    if (!(this.#body.dataset.phase in tones)) this.#text.textContent = sentence(text);
    this.#say(sentence(text), "");
    this.#timer = setTimeout(() => this.#stand(), passingMs);
  }

  /** @param text how old the picture is; empty when it is current */
  age(text) {
    if (this.#age.textContent !== text) this.#age.textContent = text;
  }

  hasPicture() {
    this.#body.classList.add("has-picture");
    this.#banner.hidden = this.#standing === null && !this.#timer;
  }

  #stand() {
    if (this.#standing) return this.#say(this.#standing.text, this.#standing.tone);
    this.#say("", "");
    this.#banner.hidden = true;
  }

  #say(text, tone) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#banner.dataset.tone = tone;
    if (this.#words.textContent !== text) this.#words.textContent = text;
    // Without a picture the same stands in the middle.
    this.#banner.hidden = !this.#body.classList.contains("has-picture");
  }
}

function inOneSentence(phase, title, text) {
  if (selfExplaining.has(phase)) return title;
  return both.has(phase) ? `${title}: ${text}` : sentence(text) || title;
}

// What the text says that the title does not.
function beyond(title, text) {
  return text.toLowerCase().startsWith(title.toLowerCase()) ? text.slice(title.length).trim() : text;
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
