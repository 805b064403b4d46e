import { computed, effect } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import type { ReactionNow, UsualProfile } from '../../shared/reaction/reaction.ts';
import { ReactionWatch } from '../../shared/reaction/reaction-now.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { fetchUsual, type UsualQuery } from '../connection/usual.ts';
import { enNumber } from '../i18n/en-number.ts';
import { numberWords } from '../i18n/number-words.ts';
import { frame } from './frame.ts';
import { type Measuring, measuring, usualState } from './measures.ts';
import { playhead } from './playhead.ts';
import { createReread, type Reread } from './reread.ts';
import { calendars, shown, subject, t0 } from './subject.ts';
import { historyHeard } from './timeline.ts';
import { view } from './view.ts';

/** "As known then" is asked for again each time the playhead has gone this far, ms. */
const KNOWN_STEP_MS = 30 * MINUTE_MS;

interface Watched {
  readonly watch: ReactionWatch;
  seen: string;
  now: ReactionNow | null;
}

/** What a frame shows of a market: equal words mean an equal measure. */
const seenOf = (f: Frame, id: InstrumentId): string =>
  `${Math.floor(f.playhead / MINUTE_MS)}|${(['1m', '5m', '1h', '1d'] as const).map((i) => f.bars(id, i).key).join('|')}`;

/** Watches over these profiles; a market without one is watched for its path alone. */
function createMeasuring(profiles: ReadonlyMap<InstrumentId, UsualProfile>): Measuring {
  const watched = new Map<string, Watched>();
  const profile = (id: InstrumentId, at: UtcMs): UsualProfile | null => {
    const own = profiles.get(id) ?? null;
    return own?.t0 === at ? own : null;
  };
  return {
    profile,
    now(f, { id, mic }, at, precision) {
      const key = `${id}|${at}|${precision}`;
      let own = watched.get(key);
      if (own === undefined) {
        const parts = {
          instrument: id,
          calendar: calendars.get(mic),
          t0: at,
          precision,
          profile: profile(id, at),
        };
        own = { watch: new ReactionWatch(parts), seen: '', now: null };
        watched.set(key, own);
      }
      const seen = seenOf(f, id);
      if (own.now === null || own.seen !== seen) {
        own.seen = seen;
        own.now = own.watch.at(f);
      }
      return own.now;
    },
  };
}

interface Wanted {
  readonly key: string;
  readonly query: UsualQuery;
}

const begun = computed(() => subject.value !== null && t0.value <= playhead.value);
const storeId = computed(() => frame.value.storeId);

/** By "known" only what had been received counts, in steps, so that nothing from after the playhead is in it. */
const gate = computed<Gate | null>(() => {
  const { basis } = view.value;
  if (basis === 'published') return null;
  const steps = Math.max(0, Math.floor((playhead.value - t0.value) / KNOWN_STEP_MS));
  return { asOf: asUtcMs(t0.value + steps * KNOWN_STEP_MS), basis };
});

/** What this view needs, or null before T0: a profile is only used when its T0 has passed. */
const wanted = computed<Wanted | null>(() => {
  const about = subject.value;
  if (about === null || !begun.value || shown.value.length === 0) return null;
  const at =
    about.slug === null || about.t0Name === null
      ? { t0: about.t0 }
      : { event: about.slug, anchor: about.t0Name };
  const instruments = shown.value.map((i) => i.id);
  const query = { at, instruments, gate: gate.value };
  return { key: JSON.stringify([storeId.value, about.t0, query]), query };
});

let asked = '';

/** Throws what the request throws. */
async function ask(): Promise<void> {
  const want = wanted.peek();
  if (want === null) return;
  asked = want.key;
  const profiles = await fetchUsual(want.query);
  // Meanwhile the view may have moved on; what it asks for now is on its way.
  if (want.key !== asked) return;
  measuring.value = createMeasuring(new Map(profiles.map((p) => [p.instrument, p])));
  usualState.value = 'ready';
}

/** Asks at once; tried again for as long as it fails. */
async function askNow(reread: Reread): Promise<void> {
  reread.forget();
  usualState.value = 'loading';
  await ask().catch(() => {
    usualState.value = 'failed';
    reread.add([{ from: t0.peek(), to: t0.peek() }]);
  });
}

/** Keeps usual moves for what is on the screen: asked for once a view, and again when history has come in. */
export function keepUsual(clock: Clock): void {
  numberWords.value = enNumber;
  measuring.value ??= createMeasuring(new Map());
  const reread = createReread(clock, ask);
  effect(() => {
    const want = wanted.value;
    if (want !== null && want.key !== asked) void askNow(reread);
  });
  let heard = historyHeard.peek();
  effect(() => {
    if (historyHeard.value === heard) return;
    heard = historyHeard.value;
    if (asked !== '') reread.add([{ from: t0.peek(), to: t0.peek() }]);
  });
}
