import { asUtcMs, DAY_MS, type LocalDate, localDateAt } from '../../shared/time/instant.ts';

/** Consecutive days from 2024-01-01. */
export const dayStrings = (rows: number): readonly LocalDate[] =>
  Array.from({ length: rows }, (_, row) => localDateAt(asUtcMs(1_704_067_200_000 + row * DAY_MS), 'UTC'));

/** Returns of about one per cent that repeat nowhere; a different `key` gives other ones. */
export const wave = (rows: number, key: number): readonly number[] =>
  Array.from({ length: rows }, (_, row) => {
    const noise = Math.sin((row + 1) * (12.9898 + key)) * 43_758.5453;
    return (noise - Math.floor(noise) - 0.5) / 50;
  });
