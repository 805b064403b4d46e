import type { Page } from 'playwright-core';

/**
 * Waits until what is on the page is what a person sees: animations that end have ended, and a frame has been drawn with
 * what observers of sizes did about them.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((a) => a.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((a) => a.finished));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}
