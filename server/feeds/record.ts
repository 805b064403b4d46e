import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Http, HttpAnswer } from './http.ts';

/** Stores one answer; `name` is safe as a file name and has no extension. */
export type WriteAnswer = (name: string, answer: HttpAnswer) => Promise<void>;

/** Host, path and the telling part of the query as a file name. */
function recordName(url: string): string {
  const { host, pathname, search } = new URL(url);
  const raw = `${host}${pathname}${search}`.replace(/[^A-Za-z0-9.^=-]+/g, '_');
  return raw.replace(/^_+|_+$/g, '').slice(0, 120);
}

/**
 * Passes every request on and hands each good answer to `write`, the first of a URL only. Used by `doctor --record`
 * to keep first real answers of formats that were built from descriptions.
 */
export function recordingHttp(http: Http, write: WriteAnswer): Http {
  const seen = new Set<string>();
  return {
    async get(request) {
      const answer = await http.get(request);
      const name = recordName(request.url);
      if (!answer.notModified && !seen.has(name)) {
        seen.add(name);
        await write(name, answer);
      }
      return answer;
    },
  };
}

/**
 * A `WriteAnswer` into a directory, made when missing: `<name>.body` holds the bytes as they came,
 * `<name>.headers.json` URL, status, headers and time. Rejects with the file system's error.
 */
export function writeAnswersTo(directory: string): WriteAnswer {
  return async (name, answer) => {
    await mkdir(directory, { recursive: true });
    const { status, url, headers, receivedAt } = answer;
    await writeFile(join(directory, `${name}.body`), answer.body);
    await writeFile(
      join(directory, `${name}.headers.json`),
      `${JSON.stringify({ url, status, receivedAt, headers }, null, 2)}\n`,
    );
  };
}
