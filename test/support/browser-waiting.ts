import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openPage } from './browser.ts';

const LOOK_EVERY_MS = 100;
const EQUAL_WITHIN_MS = 20_000;

const nextLook = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

/** Waits until what `look` gives satisfies `wanted`; after `withinMs` the last value is in the error. */
export const eventuallyWithin =
  (withinMs: number) =>
  async <T>(what: string, look: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> => {
    const until = performance.now() + withinMs;
    for (;;) {
      const value = await look();
      if (wanted(value)) return value;
      if (performance.now() > until) throw new Error(`${what}: still ${JSON.stringify(value)}`);
      await nextLook();
    }
  };

/** Waits until what `look` gives is deeply equal to `wanted`. */
export async function eventuallyEqual<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  const until = performance.now() + EQUAL_WITHIN_MS;
  for (;;) {
    const value = await look();
    try {
      return assert.deepEqual(value, wanted);
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await nextLook();
  }
}

/**
 * Waits until the header of a demo says `ago`: its simulated day runs a minute a second, and a replay cannot stand where
 * the day has not been yet.
 */
export async function dayReaches(
  browser: Browser,
  url: string,
  ago: RegExp,
  withinMs: number,
): Promise<void> {
  const { page } = await openPage(browser);
  await page.goto(`${url}?event=busan-2025`);
  await page.locator('.header', { hasText: ago }).waitFor({ timeout: withinMs });
  await page.context().close();
}
