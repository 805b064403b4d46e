import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds on a page, or in a part of it, by WCAG 2.2 AA and its best practices, one line a violation. */
export async function axeViolations(page: Page, part = 'html'): Promise<string[]> {
  await page.evaluate(axe.source);
  // What is still fading in has no contrast yet.
  await settled(page);
  const found = (await page.evaluate(
    `axe.run(${JSON.stringify(part)}, { runOnly: ${JSON.stringify(RULES)} }).then((r) => r.violations)`,
  )) as Violation[];
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
}
