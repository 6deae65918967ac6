// Draws messages on the canvas in their order: the atlas is decoded off the main thread, and everything that is ready is drawn in one
// animation frame. While the page is hidden there are none, so nothing is acknowledged and the program merges what changes.

// The pixels as they are: no colour management, no alpha.
const exactly = { colorSpaceConversion: "none", premultiplyAlpha: "none" };

export class Painter {
  #canvas;
  #context;
  #onDrawn;
  #ready = [];
  #decoding = Promise.resolve();
  #scheduled = false;
  #connection = 0;

  /** @param onDrawn called with each message once it is on the canvas, and whether the size of the picture has changed with it */
  constructor(canvas, onDrawn) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb" });
    this.#onDrawn = onDrawn;
  }

  /** Resolves when it is decoded; rejects when it cannot be. */
  add(message) {
    const image = createImageBitmap(new Blob([message.atlas], { type: "image/png" }), exactly);
    const connection = this.#connection;
    this.#decoding = Promise.all([image, this.#decoding]).then(([atlas]) => {
      if (connection === this.#connection) this.#queue(message, atlas);
      else atlas.close();
    });
    return this.#decoding;
  }

  /** Forgets what is under way: another connection begins with the whole picture. */
  reset() {
    this.#ready.forEach(({ atlas }) => atlas.close());
    this.#ready = [];
    this.#decoding = Promise.resolve();
    this.#connection++;
  }

  #queue(message, atlas) {
    this.#ready.push({ message, atlas });
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => this.#drawAll());
  }

  #drawAll() {
    this.#scheduled = false;
    const ready = this.#ready;
    this.#ready = [];
    for (const { message, atlas } of ready) {
      const resized = this.#fit(message);
      for (const { atlasX, atlasY, x, y, width, height } of message.areas) {
        this.#context.drawImage(atlas, atlasX, atlasY, width, height, x, y, width, height);
      }
      atlas.close();
      this.#onDrawn(message, resized);
    }
  }

  // Setting a canvas's size clears it, so only when it differs.
  #fit({ isWhole, width, height }) {
    if (!isWhole || (this.#canvas.width === width && this.#canvas.height === height)) return false;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#context.imageSmoothingEnabled = false;
    return true;
  }
}
