import { computed } from '@preact/signals';
import type { Gate } from '../../shared/protocol/resources.ts';
import { asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { catalogueFrame } from './frame.ts';
import { subject } from './subject.ts';

/** By how much the gate of what the server computes moves on, ms: bars end on full minutes. */
const STEP_MS = MINUTE_MS;

const asOf = computed(() => asUtcMs(Math.floor(catalogueFrame.value.playhead / STEP_MS) * STEP_MS));
const basis = computed(() => catalogueFrame.value.basis);

/**
 * What the events of the page may know: in a replay and live the playhead, in the archive all that has happened by now, as
 * in the list of events, so that what became of an old event can be told.
 */
export const pageGate = computed<Gate>(() => ({ asOf: asOf.value, basis: basis.value }));

/** The event the page is about, as far as the gate lets it be seen; null before it has begun. */
export const pageEvent = computed<VisibleEvent | null>(
  () => catalogueFrame.value.events.find((e) => e.slug === subject.value?.slug) ?? null,
);
