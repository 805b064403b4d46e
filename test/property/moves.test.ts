import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { marketReaction } from '../../shared/reaction/moves.ts';
import { asSeq, asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { at, calendars } from '../support/bar-timeline.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { id, makeBar } from '../support/records.ts';

const KOSPI = shippedInstrument('KS11');
const SEOUL = calendars.get('XKRX' as Mic);
const OPEN = at('00:00');
const MINUTES = 120;
const SEED = { seed: 20251030, numRuns: 400 };

interface Answer {
  readonly percent: number | null;
  readonly peak: number | null;
  readonly peakTime: UtcMs | null;
  readonly length: number;
}

/** What one writes first, with nothing kept from one playhead to the next. */
function naive(bars: readonly Bar[], playhead: UtcMs, t0: UtcMs): Answer {
  const seen = bars.filter((bar) => bar.closeTime <= playhead).sort((a, b) => a.closeTime - b.closeTime);
  const base = t0 > playhead ? undefined : seen.findLast((bar) => bar.closeTime <= t0);
  const since = seen.filter((bar) => bar.closeTime > t0);
  const last = since.at(-1);
  if (base === undefined || last === undefined)
    return { percent: null, peak: null, peakTime: null, length: seen.length };
  const percent = (bar: Bar): number => 100 * (bar.close / base.close - 1);
  // A bar that holds T0 is on no path, though its close is a price since T0.
  const [first, ...rest] = since.filter((bar) => bar.openTime >= t0);
  const peak =
    first &&
    rest.reduce(
      (widest, bar) =>
        Math.abs(bar.close - base.close) > Math.abs(widest.close - base.close) ? bar : widest,
      first,
    );
  return {
    percent: percent(last),
    peak: peak === undefined ? null : percent(peak),
    peakTime: peak?.closeTime ?? null,
    length: seen.length,
  };
}

function ours(timeline: Timeline, playhead: UtcMs, t0: UtcMs): Answer {
  const frame = visible(timeline, playhead, 'published');
  const { since, peak } = marketReaction(frame, KOSPI, 't0', t0, SEOUL);
  return {
    percent: since.state === 'ok' ? since.percent : null,
    peak: peak?.percent ?? null,
    peakTime: peak?.time ?? null,
    length: frame.bars(id('KS11'), '1m').length,
  };
}

const minute = fc.integer({ min: 0, max: MINUTES - 1 });
/** Cents, so that equal distances from a base come up and are equal to the last bit. */
const price = fc.integer({ min: 9_000, max: 11_000 }).map((hundredths) => hundredths / 100);
const halfMinute = fc
  .integer({ min: 0, max: 2 * MINUTES })
  .map((half) => asUtcMs(OPEN + (half * MINUTE_MS) / 2));
const step = fc.oneof(
  fc.record({ do: fc.constant('store' as const), minute, price }),
  fc.record({ do: fc.constant('look' as const), playhead: halfMinute }),
);

describe('moves at a playhead', () => {
  it('are those of the naive form, whatever was stored or looked at before', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), halfMinute, (steps, t0) => {
        const timeline = new Timeline();
        const series = timeline.seriesFor(id('KS11'), '1m');
        const stored = new Map<number, Bar>();
        const shown = new Map<string, string>();
        let seq = 0;
        for (const next of steps) {
          if (next.do === 'store') {
            seq += 1;
            // A minute that is stored again is a correction.
            const bar = makeBar(OPEN + next.minute * MINUTE_MS, next.price, { seq: asSeq(seq) });
            stored.set(next.minute, bar);
            series.upsert(bar);
          } else {
            const bars = [...stored.values()];
            const view = visible(timeline, next.playhead, 'published').bars(id('KS11'), '1m');
            const contents = `${view.closeTime}|${view.close}`;
            assert.equal(shown.get(view.key) ?? contents, contents, 'equal keys mean equal contents');
            shown.set(view.key, contents);
            assert.deepEqual(ours(timeline, next.playhead, t0), naive(bars, next.playhead, t0));
          }
        }
      }),
      SEED,
    );
  });

  it('know nothing of what is stored for later', () => {
    const bars = fc.uniqueArray(fc.tuple(minute, price), {
      selector: ([at]) => at,
      minLength: 5,
      maxLength: 80,
    });
    fc.assert(
      fc.property(bars, halfMinute, halfMinute, (drafts, t0, playhead) => {
        const all = drafts.map(([m, close], index) =>
          makeBar(OPEN + m * MINUTE_MS, close, { seq: asSeq(index + 1) }),
        );
        const whole = new Timeline();
        const past = new Timeline();
        for (const bar of all) {
          whole.seriesFor(bar.instrument, bar.interval).upsert(bar);
          if (bar.closeTime <= playhead) past.seriesFor(bar.instrument, bar.interval).upsert(bar);
        }
        // The end first, so that whatever is kept was made with everything in sight.
        ours(whole, asUtcMs(OPEN + 2 * MINUTES * MINUTE_MS), t0);
        assert.deepEqual(ours(whole, playhead, t0), ours(past, playhead, t0));
      }),
      SEED,
    );
  });
});
