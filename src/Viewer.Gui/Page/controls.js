// Buttons and keys: how the picture is shown, and saving it.

const idleMs = 2000;

export class Controls {
  #canvas;
  #body = document.body;
  #idleTimer = 0;
  #buttons = Object.fromEntries(["fit", "actual", "fullscreen", "snapshot"].map(id => [id, document.getElementById(id)]));

  /** @param toggleLimits shows the form for limits, or hides it */
  constructor(canvas, toggleLimits) {
    this.#canvas = canvas;
    const actions = {
      fit: () => this.#show("window"),
      actual: () => this.#show("actual"),
      fullscreen: () => this.#toggleFullscreen(),
      snapshot: () => this.#save(),
    };
    for (const [id, act] of Object.entries(actions)) this.#buttons[id].addEventListener("click", act);
    const keys = { 0: actions.fit, 1: actions.actual, f: actions.fullscreen, l: toggleLimits, s: actions.snapshot };
    // By position, so that they are there on keyboards of other alphabets; by letter where Latin letters lie elsewhere.
    const places = {
      Digit0: keys[0], Numpad0: keys[0], Digit1: keys[1], Numpad1: keys[1], KeyF: keys.f, KeyL: keys.l, KeyS: keys.s,
    };
    addEventListener("keydown", event => {
      if (isModified(event) || event.repeat || event.isComposing || isTyping(event.target)) return;
      const act = places[event.code] ?? keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault(); // a field that is shown now would take the letter
      act();
    });
    canvas.addEventListener("dblclick", actions.fullscreen);
    addEventListener("resize", () => this.resized());
    addEventListener("pointermove", () => this.#wakeUp());
    document.addEventListener("fullscreenchange", () => this.#followFullscreen());
  }

  /** The picture has another size, or the screen another scale. */
  resized() {
    // One pixel of the picture on one of the screen's.
    const scale = this.#body.dataset.fit === "actual" ? 1 / devicePixelRatio : null;
    this.#canvas.style.width = scale ? `${this.#canvas.width * scale}px` : "";
    this.#canvas.style.height = scale ? `${this.#canvas.height * scale}px` : "";
  }

  hasPicture() {
    this.#buttons.snapshot.disabled = false;
  }

  #show(fit) {
    this.#body.dataset.fit = fit;
    this.#buttons.fit.setAttribute("aria-pressed", String(fit === "window"));
    this.#buttons.actual.setAttribute("aria-pressed", String(fit === "actual"));
    this.resized();
  }

  async #toggleFullscreen() {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen({ navigationUI: "hide" });
  }

  #followFullscreen() {
    this.#body.classList.toggle("is-fullscreen", document.fullscreenElement !== null);
    this.#wakeUp();
  }

  // In full screen the bar goes away while nobody moves the pointer.
  #wakeUp() {
    this.#body.classList.remove("is-idle");
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#body.classList.add("is-idle"), idleMs);
  }

  #save() {
    if (this.#buttons.snapshot.disabled) return;
    this.#canvas.toBlob(blob => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `screenshare-${timestamp(new Date())}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // by then it is saved
    }, "image/png");
  }
}

function isModified(event) {
  // Digits are typed with shift on some keyboards.
  const isShifted = event.shiftKey && !/^[0-9]$/.test(event.key);
  return isShifted || event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph");
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function timestamp(now) {
  const two = number => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
