import { effect, signal } from '@preact/signals';
import { z } from 'zod/mini';

export const DIRECTIONS = ['green-up', 'red-up', 'red-up-blue-down', 'blue-up'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Sets of markets beside the core. */
export const CONTEXT_SETS = ['rare-earths', 'tech', 'currencies', 'trade-exposed', 'benchmarks'] as const;
export type ContextSetName = (typeof CONTEXT_SETS)[number];

const settingsSchema = z.object({
  theme: z.catch(z.enum(['dark', 'light', 'system']), 'system'),
  /** Which colour says up. */
  direction: z.catch(z.enum(DIRECTIONS), 'green-up'),
  /** Single-key shortcuts. */
  keys: z.catch(z.boolean(), true),
  /** Replay jumps over stretches in which no shown market is open. */
  skipClosed: z.catch(z.boolean(), true),
  /** A byte order mark in CSV files, for Excel. */
  bom: z.catch(z.boolean(), false),
  /** Those that are shown. */
  sets: z.catch(z.array(z.enum(CONTEXT_SETS)), []),
  /** Columns of the table that were put on or away; the others go by the width. */
  columns: z.catch(z.record(z.string(), z.boolean()), {}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
const KEY = 'market-reaction.settings';

export const settings = signal<Settings>(DEFAULT_SETTINGS);

export function changeSettings(patch: Partial<Settings>): void {
  settings.value = { ...settings.value, ...patch };
}

/** Reads what this browser remembers and keeps it up to date; a browser that forbids storage just forgets. */
export function rememberSettings(storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  try {
    settings.value = settingsSchema.parse(JSON.parse(storage.getItem(KEY) ?? '{}'));
  } catch {
    settings.value = DEFAULT_SETTINGS;
  }
  effect(() => {
    try {
      storage.setItem(KEY, JSON.stringify(settings.value));
    } catch {
      // Storage is full or forbidden: the settings hold for this visit.
    }
  });
}
