import { computed, effect } from '@preact/signals';
import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { type DayJumps, jumpsOfDay } from '../../shared/reaction/day-jumps.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type Frame, visible } from '../../shared/timeline/visible.ts';
import { fetchBars } from '../connection/bars.ts';
import { frame, range } from './frame.ts';
import { foundJumps, jumpMarket } from './jumps.ts';
import { calendars, shown } from './subject.ts';

/** Sixty sessions are looked back to; with holidays they lie within so many days. */
const HISTORY_MS = 100 * DAY_MS;
/** Days in which jumps are looked for, the latest of the range: the eye reads no more of them. */
const MOST_DAYS = 5;
/** However fast a replay runs, jumps are looked for at most so often, ms. */
const EVERY_MS = 400;

interface History {
  readonly key: string;
  readonly timeline: Timeline;
}

/**
 * What may be seen of a market's five-minute bars, with the months before that the page itself does not hold. The
 * history passes the same gate as the rest.
 */
function withHistory(f: Frame, history: Timeline, instrument: InstrumentId): Frame {
  const view = f.bars(instrument, '5m');
  const series = history.seriesFor(instrument, '5m');
  for (let at = 0; at < view.length; at += 1) {
    const time = view.openTime[at] as UtcMs;
    const finite = (value: number | undefined): number | null =>
      value === undefined || Number.isNaN(value) ? null : value;
    series.upsert({
      instrument,
      interval: '5m',
      openTime: time,
      closeTime: view.closeTime[at] as UtcMs,
      open: finite(view.open[at]),
      high: finite(view.high[at]),
      low: finite(view.low[at]),
      close: view.close[at] as number,
      volume: null,
      provider: view.provider(at),
      provenance: view.provenance(at),
      receivedAt: view.receivedAt[at] as UtcMs,
      revision: view.revision[at] as number,
      seq: view.seq[at] as Frame['seq'],
    });
  }
  const past = visible(history, f.playhead, f.basis);
  return {
    ...f,
    bars: (id, interval) =>
      id === instrument && interval === '5m' ? past.bars(id, interval) : f.bars(id, interval),
  };
}

/** Sessions of the range that have begun by the playhead, the latest few. */
function sessionsShown(calendar: ExchangeCalendar): readonly Session[] {
  const { from, to } = range.peek();
  const until = asUtcMs(Math.min(to, frame.peek().playhead));
  if (until <= from) return [];
  return calendar
    .sessions(from, until)
    .filter((session) => session.open < until)
    .slice(-MOST_DAYS);
}

/** What is seen of the market: equal words mean equal jumps. */
const seen = computed(() => {
  const id = jumpMarket.value;
  if (id === null) return '';
  const f = frame.value;
  const { from, to } = range.value;
  const bars = (['1m', '5m', '1h'] as const).map((interval) => f.bars(id, interval).key);
  // As known then, bars come in with the playhead though none closes.
  const known = f.basis === 'known' ? Math.floor(f.playhead / MINUTE_MS) : '';
  return `${id}|${f.storeId}|${Math.floor(from / DAY_MS)}|${Math.floor(to / DAY_MS)}|${bars}|${known}`;
});

/** The months before the first session, read once a market, store and day; without them only what is held counts. */
async function historyFor(id: InstrumentId, first: Session, kept: History | null): Promise<History> {
  const key = `${frame.peek().storeId}|${id}|${first.open}`;
  if (kept?.key === key) return kept;
  const timeline = new Timeline();
  const from = asUtcMs(first.open - HISTORY_MS);
  const { bars } = await fetchBars(id, '5m', { from, to: first.open });
  timeline.seriesFor(id, '5m').merge(bars);
  return { key, timeline };
}

/** Looks for jumps of the market that is looked at whenever bars of it are new. */
export function keepJumps(clock: Clock): void {
  let history: History | null = null;
  let waiting = false;
  let reading = false;
  let owed = false;
  const done = new Map<string, DayJumps>();

  const find = async (): Promise<void> => {
    const id = jumpMarket.peek();
    const market = shown.peek().find((i) => i.id === id);
    if (id === null || market === undefined) return;
    const calendar = calendars.get(market.mic);
    const sessions = sessionsShown(calendar);
    const [first] = sessions;
    if (first === undefined) {
      foundJumps.value = { instrument: id, jumps: [], missing: null };
      return;
    }
    history = await historyFor(id, first, history);
    // Meanwhile another market may be looked at, or the playhead have gone back.
    if (jumpMarket.peek() !== id) return;
    const f = withHistory(frame.peek(), history.timeline, id);
    const days = sessions
      .filter((session) => session.open < f.playhead)
      .map((session) => {
        const past = `${history?.key}|${session.open}|${f.basis}|${f.bars(id, '5m').past}|${f.bars(id, '1m').past}`;
        const known = f.basis === 'published' && session.close <= f.playhead ? done.get(past) : undefined;
        const day = known ?? jumpsOfDay(f, id, calendar, session);
        if (session.close <= f.playhead) done.set(past, day);
        return day;
      });
    if (done.size > 60) done.clear();
    const jumps = days.flatMap((day) => day.jumps);
    foundJumps.value = { instrument: id, jumps, missing: days.at(-1)?.missing ?? null };
  };

  const run = (): void => {
    waiting = false;
    owed = reading;
    if (reading) return;
    reading = true;
    // A history that cannot be read leaves the line without triangles; the next bar asks again.
    void find()
      .catch(() => {})
      .then(() => {
        reading = false;
        if (owed) wake();
      });
  };
  const wake = (): void => {
    if (waiting) return;
    waiting = true;
    clock.after(EVERY_MS, run);
  };
  effect(() => {
    if (seen.value !== '') wake();
  });
}
