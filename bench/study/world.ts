import type { Instrument } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import type { StudyInstrument } from '../../shared/study/event-study.ts';
import { asSeq, asUtcMs, DAY_MS, HOUR_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { calendars, MARKETS } from '../made-up/markets.ts';
import { seededRandom } from '../made-up/random.ts';

/** Daily closes that begin early enough for the first event's estimation window. */
const FROM = parseInstant('2021-06-01T00:00:00Z');
const TO = parseInstant('2025-10-01T00:00:00Z');
const EVENTS = 30;
const BETWEEN_MS = 40 * DAY_MS;

export const BENCHMARK = INSTRUMENTS.find(({ id }) => id === 'GSPC') as Instrument;

export interface DailyClose {
  readonly date: string;
  readonly closeTime: UtcMs;
  /** Null where no bar came. */
  readonly close: number | null;
}
export interface StudyWorld {
  readonly timeline: Timeline;
  /** The same closes as plain rows, by instrument. */
  readonly closes: ReadonlyMap<string, readonly DailyClose[]>;
  readonly markets: readonly StudyInstrument[];
  readonly events: readonly { readonly slug: string; readonly t0: UtcMs; readonly playhead: UtcMs }[];
}

/** Made-up closes that follow one another a little, on every market's own sessions; some bars are missing. */
export function studyWorld(): StudyWorld {
  const timeline = new Timeline();
  const closes = new Map<string, readonly DailyClose[]>();
  const shared = seededRandom(1);
  const common = new Map<number, number>();
  // What all markets have in common, by UTC day.
  for (let day = FROM; day <= TO; day = asUtcMs(day + DAY_MS)) common.set(day, (shared() - 0.5) * 0.02);
  for (const [seed, instrument] of [BENCHMARK, ...MARKETS].entries()) {
    const random = seededRandom(seed + 2);
    const series = timeline.seriesFor(instrument.id, '1d');
    const rows: DailyClose[] = [];
    let price = 1000;
    for (const session of calendars.get(instrument.mic).sessions(FROM, TO)) {
      const day = session.open - (session.open % DAY_MS);
      price *= Math.exp((common.get(day) ?? 0) * 0.6 + (random() - 0.5) * 0.03);
      const came = random() >= 0.01;
      rows.push({ date: session.date, closeTime: session.close, close: came ? price : null });
      if (!came) continue;
      series.upsert({
        instrument: instrument.id,
        interval: '1d',
        openTime: session.open,
        closeTime: session.close,
        open: price,
        high: price,
        low: price,
        close: price,
        volume: 0,
        provider: 'yahoo',
        provenance: 'polled',
        receivedAt: session.close,
        revision: 1,
        seq: asSeq(rows.length),
      });
    }
    closes.set(instrument.id, rows);
  }
  const events = Array.from({ length: EVENTS }, (_, at) => {
    const t0 = asUtcMs(TO - 60 * DAY_MS - at * BETWEEN_MS + 2 * HOUR_MS);
    return { slug: `event-${at + 1}`, t0, playhead: asUtcMs(t0 + 30 * DAY_MS) };
  });
  return { timeline, closes, markets: MARKETS, events };
}
