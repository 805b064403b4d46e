import type { Refusal, RefusalCode } from '../../shared/protocol/refusal.ts';

/** Counts what was not taken from one answer, by code; the first detail of each code is kept as the example. */
export class RefusalCount {
  readonly #byCode = new Map<RefusalCode, { readonly detail: string; count: number }>();
  readonly #subject: string;

  constructor(subject: string) {
    this.#subject = subject;
  }

  add(code: RefusalCode, detail: string): void {
    const known = this.#byCode.get(code);
    if (known === undefined) this.#byCode.set(code, { detail, count: 1 });
    else known.count += 1;
  }

  list(): readonly Refusal[] {
    return [...this.#byCode].map(([code, { detail, count }]) => ({
      code,
      subject: this.#subject,
      detail,
      count,
    }));
  }
}
