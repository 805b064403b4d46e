import { computed, signal } from '@preact/signals';
import type { Anchor, MarketClaim } from '../../shared/event/event.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { patchEvent } from '../connection/event-edits.ts';
import { fetchClaims } from '../connection/measures.ts';
import { browserClock } from '../runtime/browser-clock.ts';
import { type EditFault, editFault } from './edit-fault.ts';
import { keepGated, type Wanted } from './gated-answer.ts';
import { pageEvent, pageGate } from './page-gate.ts';
import { mode } from './playhead.ts';
import { eventBySlug, timelineVersion } from './timeline.ts';

/** A claim that was written here just now, to which the gate has not come yet. */
const written = signal<{ readonly slug: string; readonly at: UtcMs } | null>(null);

/** True where there is a claim that may be seen. */
export const hasClaims = computed(
  () =>
    (pageEvent.value?.marketClaims.length ?? 0) > 0 ||
    (written.value !== null && written.value.slug === pageEvent.value?.slug),
);

/** Slug of the event once it has begun, else null: changes with it alone. */
export const claimedSlug = computed(() => pageEvent.value?.slug ?? null);
const revision = computed(() => pageEvent.value?.revision ?? 0);

const wanted = computed<Wanted<string> | null>(() => {
  if (claimedSlug.value === null || !hasClaims.value) return null;
  const gate = pageGate.value;
  const own = written.value;
  const asOf =
    own !== null && own.slug === claimedSlug.value && mode.value !== 'replay'
      ? Math.max(gate.asOf, own.at)
      : gate.asOf;
  return { query: claimedSlug.value, gate: { ...gate, asOf: asUtcMs(asOf) }, version: revision.value };
});

/** Claims of the event, judged as known at the gate. */
export const claims = keepGated(browserClock, wanted, fetchClaims);

/** The last claims that were written over, so that it can be undone. */
export const undoable = signal<{ readonly slug: string; readonly before: readonly MarketClaim[] } | null>(
  null,
);

/** Writes all claims of an event over the revision that is held here; null where it was taken. */
async function write(
  of: string,
  next: (before: readonly MarketClaim[]) => readonly MarketClaim[],
): Promise<EditFault | null> {
  const event = eventBySlug(of);
  if (event === undefined) return { said: of };
  try {
    const stored = await patchEvent(of, event.revision, { marketClaims: [...next(event.marketClaims)] });
    written.value = { slug: of, at: stored.receivedAt };
    undoable.value = { slug: of, before: event.marketClaims };
    return null;
  } catch (error) {
    return editFault(error);
  }
}

export const addClaim = (of: string, claim: MarketClaim): Promise<EditFault | null> =>
  write(of, (before) => [...before, claim]);

/** Takes one claim out; those that read the same in every field are one. */
export const removeClaim = (of: string, claim: MarketClaim): Promise<EditFault | null> => {
  const same = JSON.stringify(claim);
  return write(of, (before) => before.filter((other) => JSON.stringify(other) !== same));
};

/** Puts back what the last edit wrote over. */
export async function undoClaims(): Promise<EditFault | null> {
  const last = undoable.peek();
  if (last === null) return null;
  const fault = await write(last.slug, () => last.before);
  if (fault === null) undoable.value = null;
  return fault;
}

/** Anchors a claim can be measured from; none of them lies after what may be seen. */
export const claimAnchors = computed<readonly Anchor[]>(() => pageEvent.value?.anchors ?? []);

/** True where more claims are stored than may be seen yet. */
export const claimsAhead = computed(() => {
  timelineVersion.value;
  if (mode.value === 'replay' || claimedSlug.value === null) return false;
  return (
    (eventBySlug(claimedSlug.value)?.marketClaims.length ?? 0) > (claims.answer.value?.checks.length ?? 0)
  );
});
