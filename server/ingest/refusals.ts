import type { Refusal, RefusalCode } from '../../shared/protocol/refusal.ts';

/** Refusals of one batch, counted by code and subject; the first detail of each stands for the rest. */
export class Refusals {
  readonly #found = new Map<string, Refusal>();

  add(code: RefusalCode, subject: string, detail: string): void {
    const key = `${code}|${subject}`;
    const known = this.#found.get(key);
    this.#found.set(key, { code, subject, detail: known?.detail ?? detail, count: (known?.count ?? 0) + 1 });
  }

  list(): Refusal[] {
    return [...this.#found.values()];
  }
}
