import { setImmediate as turn } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { FeedError } from '../feed.ts';

const PIECE_BYTES = 64 * 1024;

/** The end record of the directory stands in the last 22 bytes, before a comment that GDELT does not write. */
const hasEnd = (zip: Uint8Array): boolean =>
  Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength).lastIndexOf('PK\x05\x06', 'latin1') !== -1;

/**
 * Calls `onLine` for each line of the first file of a zip, a piece at a time with a turn of the event loop between, so
 * that a large file stalls nobody. Rejects with FeedError: `bad-body` for no zip or a broken one, `truncated` where it
 * ends early, `too-large` above `maxBytes` once unpacked; with the signal's reason when given up.
 */
export async function unzipLines(
  zip: Uint8Array,
  maxBytes: number,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  if (zip[0] !== 0x50 || zip[1] !== 0x4b) throw new FeedError('bad-body', 'not a zip file');
  const decoder = new TextDecoder();
  let rest = '';
  let bytes = 0;
  let finished = false;
  let files = 0;
  const unzip = new Unzip((file) => {
    files += 1;
    if (files > 1) return;
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) throw error;
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new FeedError('too-large', `more than ${maxBytes} bytes once unpacked`);
      const lines = (rest + decoder.decode(chunk, { stream: !isLast })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
      finished = isLast;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < zip.byteLength && !finished; at += PIECE_BYTES) {
      signal.throwIfAborted();
      unzip.push(zip.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= zip.byteLength);
      await turn();
    }
  } catch (error) {
    if (error instanceof FeedError || signal.aborted) throw error;
    throw hasEnd(zip)
      ? new FeedError('bad-body', 'a zip that cannot be unpacked', { cause: error })
      : new FeedError('truncated', 'the zip ends before its directory', { cause: error });
  }
  if (!finished) throw new FeedError('truncated', 'the zip ends before its file does');
  if (rest !== '') onLine(rest);
}
