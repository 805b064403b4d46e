import { readFile } from 'node:fs/promises';

/** `bad-price` and `bad-dates` as a study calls them; `bad-file` for what is no such file. */
export type PriceFileCode = 'unreadable-file' | 'bad-file' | 'bad-price' | 'bad-dates';

/** Where a file of prices breaks its rule: file, line (1 = the header), field, what came, what was expected. */
export class PriceFileFault extends Error {
  override readonly name = 'PriceFileFault';
  readonly code: PriceFileCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: PriceFileCode,
    file: string,
    where: { readonly line?: number; readonly field?: string; readonly received?: string },
    expected: string,
  ) {
    const { line, field, received } = where;
    const place = [file, line === undefined ? null : `line ${line}`, field ?? null].filter((p) => p !== null);
    const came = received === undefined ? '' : `${JSON.stringify(received.slice(0, 60))} came, `;
    super(`${place.join(', ')}: ${came}expected ${expected}`);
    this.code = code;
    this.details = { file, ...where, expected };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'a file that exists',
  EISDIR: 'a file, not a directory',
  EACCES: 'a file that this user may read',
  ENOTDIR: 'a file that exists',
};

/** Text of a file, UTF-8. Rejects with PriceFileFault. */
export async function readPriceFile(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new PriceFileFault(
      'unreadable-file',
      file,
      {},
      REASONS[code] ?? `a file that can be read (${message})`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PriceFileFault('bad-file', file, {}, 'text in UTF-8');
  }
}
