import { readFileSync } from 'node:fs';

/** How many files a process may hold open; a cautious guess where the system does not say. */
export function openFileLimit(): number {
  try {
    const soft = /Max open files\s+(\d+|unlimited)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined || soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
  } catch {
    return 1024;
  }
}
