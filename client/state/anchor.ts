import { computed } from '@preact/signals';
import type { Anchor } from '../../shared/event/event.ts';
import { frame } from './frame.ts';
import { subject, t0 } from './subject.ts';

/** T0 with the span the sources allow; a T0 set by hand has none. */
export const anchorNow = computed<Anchor>(() => {
  const about = subject.value;
  const event = frame.value.events.find((e) => e.slug === about?.slug);
  const time = t0.value;
  const own = event?.anchors.find((a) => a.time === time && a.name === about?.t0Name);
  return own ?? { name: 'T0', time, window: { earliest: time, latest: time }, precision: 'minute' };
});
