const TEXT = 0x1;
const MASK_OF_ZEROS = Buffer.alloc(4);

/** A short text frame as a client sends it; masked with zeros, so that the payload stays as it is. */
export function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | TEXT, 0x80 | payload.length])
      : Buffer.from([0x80 | TEXT, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, MASK_OF_ZEROS, payload]);
}

/** How much of a payload is looked at; the rest is only counted. */
const HEAD_BYTES = 16;

/**
 * Reads the frames a server sends, no matter how they are cut, and gives the first bytes of each payload when it is
 * complete. Payloads are not kept: with a thousand clients in one process reading must cost next to nothing.
 */
export class FrameReader {
  readonly #header = Buffer.alloc(10);
  #headerLength = 0;
  #headerWanted = 2;
  readonly #head = Buffer.alloc(HEAD_BYTES);
  #headLength = 0;
  #left = -1;
  readonly #onFrame: (head: string, isText: boolean) => void;

  constructor(onFrame: (head: string, isText: boolean) => void) {
    this.#onFrame = onFrame;
  }

  read(chunk: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.#left < 0) at = this.#readHeader(chunk, at);
      else at = this.#readPayload(chunk, at, to);
      if (this.#left === 0) this.#finish();
    }
  }

  #readHeader(chunk: Uint8Array, at: number): number {
    this.#header[this.#headerLength++] = chunk[at] as number;
    if (this.#headerLength === 2) {
      const length = (this.#header[1] as number) & 0x7f;
      this.#headerWanted = length === 126 ? 4 : length === 127 ? 10 : 2;
    }
    if (this.#headerLength === this.#headerWanted) {
      const length = (this.#header[1] as number) & 0x7f;
      if (length === 126) this.#left = this.#header.readUInt16BE(2);
      else if (length === 127) this.#left = Number(this.#header.readBigUInt64BE(2));
      else this.#left = length;
    }
    return at + 1;
  }

  #readPayload(chunk: Uint8Array, at: number, to: number): number {
    const here = Math.min(this.#left, to - at);
    const looked = Math.min(HEAD_BYTES - this.#headLength, here);
    for (let i = 0; i < looked; i += 1) this.#head[this.#headLength++] = chunk[at + i] as number;
    this.#left -= here;
    return at + here;
  }

  #finish(): void {
    const head = this.#head.toString('latin1', 0, this.#headLength);
    const isText = ((this.#header[0] as number) & 0x0f) === TEXT;
    this.#headerLength = 0;
    this.#headerWanted = 2;
    this.#headLength = 0;
    this.#left = -1;
    this.#onFrame(head, isText);
  }
}
