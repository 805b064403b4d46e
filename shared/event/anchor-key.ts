import type { Anchor } from './event.ts';

/** Name of an anchor as links write it: `China's list` → `china-s-list`. */
export const anchorKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** The anchor that a link names by its key or by its number from 1. */
export const anchorBy = (anchors: readonly Anchor[], key: string): Anchor | undefined =>
  (/^\d{1,2}$/.test(key) ? anchors[Number(key) - 1] : undefined) ??
  anchors.find((a) => anchorKey(a.name) === anchorKey(key));
