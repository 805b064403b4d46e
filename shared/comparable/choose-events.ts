import type { MarketEvent } from '../event/event.ts';
import type { UtcMs } from '../time/instant.ts';
import type { VisibleEvent } from '../timeline/visible.ts';

export interface Choice {
  /** By hand; themes and actors are then not asked. */
  readonly slugs?: readonly string[] | undefined;
  /** At least one of these. */
  readonly themes?: readonly MarketEvent['themes'][number][] | undefined;
  /** At least one of these; an event whose details may not be seen yet has none. */
  readonly actors?: readonly string[] | undefined;
  /** T0 of the event they are compared with, UTC ms: what began then or later is never chosen. */
  readonly before?: UtcMs | undefined;
  /** The event itself. */
  readonly not: string;
}

const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((value) => others.includes(value));

/**
 * Earlier events to compare an event with: those chosen by hand, or those that share a theme, an actor, or, where both are
 * given, one of each. Nothing is chosen where nothing is asked for. By first anchor, oldest first.
 */
export function chooseEvents(events: readonly VisibleEvent[], by: Choice): VisibleEvent[] {
  const { slugs, themes, actors, before, not } = by;
  const fits = (event: VisibleEvent): boolean => {
    if (slugs !== undefined) return slugs.includes(event.slug);
    if (themes === undefined && actors === undefined) return false;
    const byTheme = themes === undefined || overlap(themes, event.themes);
    return byTheme && (actors === undefined || overlap(actors, event.detail?.actors ?? []));
  };
  const t0 = (event: VisibleEvent): number => event.anchors[0]?.time ?? Number.POSITIVE_INFINITY;
  return events
    .filter((e) => e.slug !== not && (before === undefined || t0(e) < before) && fits(e))
    .sort((a, b) => t0(a) - t0(b));
}
