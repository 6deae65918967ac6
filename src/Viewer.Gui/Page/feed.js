// The one connection to the viewer program: pictures and news come in, the numbers of drawn messages and wishes go out. Comes back by
// itself.

const firstWaitMs = 300;
const longestWaitMs = 3000;

export class Feed {
  #handlers;
  #socket = null;
  #wait = firstWaitMs;
  #isOver = false;

  /** @param handlers onPicture(buffer), onNews(news), onAnswer(answer), onOpen(), onLost() */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  open() {
    const address = new URL("feed", location.href);
    address.protocol = "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#wait = firstWaitMs;
      this.#handlers.onOpen();
    };
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string") return this.#handlers.onPicture(data);
      const told = JSON.parse(data);
      if ("complaint" in told) this.#handlers.onAnswer(told);
      else this.#handlers.onNews(told);
    };
    socket.onclose = () => this.#comeBack(socket);
    this.#socket = socket;
  }

  /** Tells that this message, and those before it, are on the screen. */
  acknowledge(number) {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const bytes = new DataView(new ArrayBuffer(4));
    bytes.setUint32(0, number, true);
    this.#socket.send(bytes);
  }

  /** Says words to the program; false when it is not there. */
  say(words) {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(words);
    return true;
  }

  /** Begins again, with the whole picture. */
  restart() {
    this.#socket.close();
  }

  /** The program has said goodbye: there is nothing to come back to. */
  end() {
    this.#isOver = true;
  }

  #comeBack(socket) {
    if (socket !== this.#socket || this.#isOver) return;
    this.#handlers.onLost();
    setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWaitMs);
  }
}
