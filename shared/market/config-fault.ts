import type { z } from 'zod/mini';

/**
 * A user's file in `CONFIG_DIR` that cannot be used. Lists every fault at once, each as
 * `file: path: rule`; never a value from the file.
 */
export class ConfigFileFault extends Error {
  override readonly name = 'ConfigFileFault';
  readonly file: string;
  readonly faults: readonly string[];
  constructor(file: string, faults: readonly string[]) {
    super(faults.join('\n'));
    this.file = file;
    this.faults = faults;
  }
}

/** `[3].symbols.yahoo`; an empty path is the file itself. */
export function faultPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** `file: path: rule` for every issue of a schema; `prefix` is where in the file the schema began. */
export function schemaFaults(
  file: string,
  error: z.core.$ZodError,
  prefix: readonly PropertyKey[] = [],
): string[] {
  return error.issues.map((issue) => {
    const rule = issue.message.replace(/^Invalid input: /, '');
    const path = faultPath([...prefix, ...issue.path]);
    return path === '' ? `${file}: ${rule}` : `${file}: ${path}: ${rule}`;
  });
}
