import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

const BLOCK_BYTES = 4096;
const BLOCKS = 64;

/** The least a durable write can cost: one block of a file that already has its size, then fdatasync. */
export class InPlaceFile {
  readonly #file: number;
  readonly #block = Buffer.alloc(BLOCK_BYTES, 7);
  #turn = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
    for (let at = 0; at < BLOCKS; at += 1)
      writeSync(this.#file, this.#block, 0, BLOCK_BYTES, at * BLOCK_BYTES);
    fdatasyncSync(this.#file);
  }

  write(): void {
    this.#turn = (this.#turn + 1) % BLOCKS;
    this.#block.writeUInt32LE(this.#turn, 0);
    writeSync(this.#file, this.#block, 0, BLOCK_BYTES, this.#turn * BLOCK_BYTES);
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}
