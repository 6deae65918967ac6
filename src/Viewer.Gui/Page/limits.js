// What is passed on and fetched at most: a small form above the bar. Its words are those typed at the console viewer.

export class Limits {
  #say;
  #button = document.getElementById("limits");
  #form = document.getElementById("limits-form");
  #complaint = document.getElementById("limits-complaint");
  #inputs = Object.fromEntries(["upload", "download"].map(id => [id, document.getElementById(`${id}-limit`)]));
  #now = { upload: null, download: null }; // as the program says
  #isTold = false;
  #unanswered = new Set();

  /** @param say says words to the program; false when it is not there */
  constructor(say) {
    this.#say = say;
    this.#button.addEventListener("click", () => this.toggle());
    document.getElementById("limits-close").addEventListener("click", () => this.#close());
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      this.#set();
    });
    this.#form.addEventListener("keydown", event => {
      if (event.key === "Escape") this.#close();
    });
  }

  toggle() {
    if (!this.#form.hidden) return this.#close();
    for (const [which, input] of Object.entries(this.#inputs)) input.value = typed(this.#now[which]);
    this.#complain(null, "");
    this.#form.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#inputs.upload.select();
  }

  /** What holds now. Returns what has changed, in words; empty when nothing has. */
  news({ uploadLimit, downloadLimit }) {
    const before = this.#now;
    this.#now = { upload: uploadLimit, download: downloadLimit };
    const changed = Object.keys(before).filter(which => this.#isTold && before[which] !== this.#now[which]);
    this.#isTold = true;
    return changed.map(which => `${which} limit: ${typed(this.#now[which]) || "none"}`).join(", ");
  }

  /** What the program says to one of the two. */
  answered({ limit, complaint }) {
    this.#unanswered.delete(limit);
    if (complaint) this.#complain(this.#inputs[limit], `${limit === "upload" ? "Upload" : "Download"} limit: ${complaint}`);
    else if (this.#unanswered.size === 0 && !this.#complaint.textContent) this.#close();
  }

  /** The connection is new or lost: nothing that was said is answered any more. */
  forget() {
    this.#unanswered.clear();
    this.#isTold = false;
  }

  #set() {
    this.#complain(null, "");
    this.#unanswered = new Set(Object.keys(this.#inputs));
    for (const [which, input] of Object.entries(this.#inputs)) {
      if (!this.#say(`limit ${which} ${input.value.trim() || "none"}`)) return this.#complain(null, "The viewer program is not there.");
    }
  }

  #complain(wrong, text) {
    this.#complaint.textContent = text;
    for (const input of Object.values(this.#inputs)) input.setAttribute("aria-invalid", String(input === wrong));
    wrong?.select();
  }

  #close() {
    this.#form.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    this.#button.focus();
  }
}

/** As it is typed: 500k, 1.5M. */
function typed(bytesPerSecond) {
  if (bytesPerSecond === null) return "";
  if (bytesPerSecond % 1e5 === 0 && bytesPerSecond >= 1e6) return `${bytesPerSecond / 1e6}M`;
  return bytesPerSecond % 1e3 === 0 ? `${bytesPerSecond / 1e3}k` : String(bytesPerSecond);
}
