import assert from 'node:assert/strict';
import type { ChartInput } from '../../client/charts/chart-input.ts';
import { buildScene, type Scene } from '../../client/charts/scene.ts';
import { type SceneSeries, SeriesCache } from '../../client/charts/series.ts';
import { exchangesOf, sessionRows } from '../../client/charts/sessions.ts';
import { asSeq, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { chartInput, feed, INSTRUMENT, market, T0 } from '../support/chart-input.ts';
import { id, makeBar, makeQuote } from '../support/records.ts';

const at = (clock: string): number => parseInstant(`2025-10-30T${clock}:00Z`);

function seriesOf(input: ChartInput, instrument: string): SceneSeries {
  return seriesIn(buildScene(input), instrument);
}

function seriesIn(scene: Scene, instrument: string): SceneSeries {
  const found = scene.series.find((s) => s.id === instrument);
  assert.ok(found !== undefined);
  return found;
}

describe('chart scene: lines', () => {
  it('rebases to 0 % at T0 and keeps the move of every close', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '00:00', '04:00', (minute) => 4000 + minute);
    const series = seriesOf(chartInput(timeline, { now: '04:00' }), 'KS11');
    assert.equal(series.state, 'line');
    assert.equal(series.base?.price, 4000 + 124, 'the bar that closed at 11:05');
    const here = series.path.x.indexOf(T0);
    assert.equal(series.path.y[here], 0);
    assert.equal(series.end?.time, at('04:00'));
    assert.ok(Math.abs((series.end?.value as number) - 100 * ((4000 + 239) / 4124 - 1)) < 1e-12);
  });

  it('breaks the line over lunch and holds the last price, dotted', () => {
    const timeline = new Timeline();
    feed(timeline, 'N225', '00:00', '02:30', () => 50_000);
    feed(timeline, 'N225', '03:30', '05:00', () => 50_500);
    const { path } = seriesOf(chartInput(timeline, { now: '05:00' }), 'N225');
    assert.equal(path.segments.length, 2);
    assert.deepEqual(
      path.holds.map((h) => [h.from, h.to, h.y]),
      [[at('02:30'), at('03:30'), 0]],
    );
    assert.deepEqual(path.outages, []);
  });

  it('leaves an outage empty and bridges up to three missing bars', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '01:00', '02:30', () => 4000);
    feed(timeline, 'KS11', '02:33', '03:00', () => 4000);
    feed(timeline, 'KS11', '03:20', '04:00', () => 4000);
    const { path } = seriesOf(chartInput(timeline, { now: '04:00' }), 'KS11');
    assert.equal(path.segments.length, 2);
    assert.deepEqual(path.holds, []);
    assert.deepEqual(path.outages, [{ from: at('03:00'), to: at('03:20') }]);
  });

  it('holds the close of a market that has gone home', () => {
    const timeline = new Timeline();
    feed(timeline, 'TWII', '01:00', '05:30', () => 28_000);
    const series = seriesOf(chartInput(timeline, { now: '05:42' }), 'TWII');
    assert.deepEqual(series.tail, { from: at('05:30'), to: at('05:42'), y: 0 });
    assert.equal(series.age, 'delayed');
  });

  it('calls an open market stale once more than three bars are late beyond its delay', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '01:00', '03:00', () => 4000);
    const delay = market('KS11').delayMinutes;
    const fresh = seriesOf(chartInput(timeline, { now: at('03:00') + (delay + 2) * MINUTE_MS }), 'KS11');
    assert.equal(fresh.age, 'delayed');
    const stale = seriesOf(chartInput(timeline, { now: at('03:00') + (delay + 4) * MINUTE_MS }), 'KS11');
    assert.equal(stale.age, 'stale');
    assert.equal(stale.tail?.y, 0);
  });

  it('goes on to a quote younger than the last bar, as the table does, unless bars are missing between', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '01:00', '03:00', () => 4000);
    timeline.quotes.set(id('KS11'), [makeQuote(at('03:00') + 40_000, 4040)]);
    const fresh = seriesOf(chartInput(timeline, { now: '03:01' }), 'KS11');
    assert.deepEqual(fresh.head, { time: at('03:00') + 40_000, value: fresh.end?.value, joined: true });
    assert.equal(fresh.end?.value.toFixed(6), '1.000000');
    timeline.quotes.set(id('KS11'), [makeQuote(at('03:20'), 4040)]);
    assert.equal(seriesOf(chartInput(timeline, { now: '03:21' }), 'KS11').head?.joined, false);
  });

  it('shows nothing and a hatch from where the server was last heard', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '01:00', '02:53', () => 4000);
    const input = chartInput(timeline, { now: '03:30', lost: '02:53' });
    assert.equal(seriesOf(input, 'KS11').tail, null);
    assert.deepEqual(buildScene(input).outages, [{ from: at('02:53'), to: at('03:30') }]);
  });
});

describe('chart scene: lines that grow', () => {
  /** The line as a chart that has seen `cache` grow shows it, and as one that sees it for the first time. */
  function sameAsNew(input: ChartInput, cache: SeriesCache): void {
    const grown = seriesIn(buildScene(input, cache), 'KS11');
    const fresh = seriesOf(input, 'KS11');
    assert.deepEqual(grown.path, fresh.path);
    assert.deepEqual(grown.extent, fresh.extent);
  }
  const shown = (timeline: Timeline, now: string): ChartInput =>
    chartInput(timeline, { now, kind: 'replay', from: '00:00', to: '06:30' });

  it('adds bars to what was traced, forward and back, over lunch and outage', () => {
    const timeline = new Timeline();
    const cache = new SeriesCache();
    feed(timeline, 'KS11', '00:00', '03:00', (i) => 4000 + 30 * Math.sin(i));
    feed(timeline, 'KS11', '03:30', '06:30', (i) => 4010 + 30 * Math.sin(i));
    for (const now of ['02:10', '02:11', '02:59', '03:40', '06:30', '02:20', '06:00']) {
      sameAsNew(shown(timeline, now), cache);
    }
  });

  it('traces anew when an old bar is corrected or comes late', () => {
    const timeline = new Timeline();
    const cache = new SeriesCache();
    feed(timeline, 'KS11', '00:00', '02:20', () => 4000);
    feed(timeline, 'KS11', '02:40', '03:00', () => 4020);
    sameAsNew(shown(timeline, '03:00'), cache);
    const bars = timeline.seriesFor(id('KS11'), '1m');
    bars.upsert(makeBar(at('02:10'), 4100, { seq: asSeq(9_000_001) }));
    sameAsNew(shown(timeline, '03:00'), cache);
    assert.ok(seriesIn(buildScene(shown(timeline, '03:00'), cache), 'KS11').extent.high > 2);
    feed(timeline, 'KS11', '02:20', '02:40', () => 3900);
    sameAsNew(shown(timeline, '03:00'), cache);
    assert.ok(seriesIn(buildScene(shown(timeline, '03:00'), cache), 'KS11').extent.low < -2);
  });
});

describe('chart scene: waiting and published', () => {
  it('lets a market that cannot answer yet wait on 0 until its next open', () => {
    const timeline = new Timeline();
    timeline.seriesFor(id('NSEI'), '1d').upsert(
      makeBar(parseInstant('2025-10-29T03:45:00Z'), 26_053.9, {
        instrument: id('NSEI'),
        interval: '1d',
        closeTime: parseInstant('2025-10-29T10:00:00Z'),
      }),
    );
    const series = seriesOf(chartInput(timeline, { now: '02:48', markets: ['NSEI'] }), 'NSEI');
    assert.equal(series.state, 'waiting');
    assert.deepEqual(series.waiting, { from: T0, until: at('03:45') });
    assert.equal(series.end, null, 'no flat line');
  });

  it('draws single published prices as marks and never joins them', () => {
    const timeline = new Timeline();
    const daily = (open: string, close: string, price: number): void => {
      const openTime = parseInstant(open);
      const closeTime = parseInstant(close);
      timeline.seriesFor(id('KS11'), '1d').upsert(makeBar(openTime, price, { interval: '1d', closeTime }));
    };
    daily('2025-10-29T00:00:00Z', '2025-10-29T06:30:00Z', 4081.15);
    daily('2025-10-30T00:00:00Z', '2025-10-30T06:30:00Z', 4086.89);
    timeline.quotes.set(id('KS11'), [
      makeQuote(at('00:05'), 4130.97, { provenance: 'published' }),
      makeQuote(at('02:21'), 4123.51, { provenance: 'published' }),
    ]);
    const series = seriesOf(
      chartInput(timeline, { now: '14:00', kind: 'archive', base: 'prev', to: '08:00' }),
      'KS11',
    );
    assert.equal(series.state, 'marks');
    assert.equal(series.path.x.length, 0);
    assert.deepEqual(
      series.marks.map((m) => [m.kind, m.value.toFixed(2)]),
      [
        ['quote', '1.22'],
        ['quote', '1.04'],
        ['close', '0.14'],
      ],
    );
    assert.equal(series.end?.time, at('06:30'));
  });

  it('leaves a market without any figure out instead of inventing one', () => {
    assert.equal(seriesOf(chartInput(new Timeline(), { now: '04:00' }), 'KS11').state, 'missing');
  });
});

describe('chart scene: the whole', () => {
  it('takes its range from what is seen, with 0 in it, and knows nothing of later bars', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '00:00', '06:30', (minute) => (minute < 200 ? 4000 : 4400));
    const early = buildScene(chartInput(timeline, { now: '03:00', kind: 'replay', to: '07:00' }));
    assert.ok(early.range.max < 1);
    const late = buildScene(chartInput(timeline, { now: '05:00', kind: 'replay', to: '07:00' }));
    assert.ok(late.range.max > 10);
    assert.ok(late.range.min < 0);
  });

  it('shades the lunches of coloured markets once', () => {
    const timeline = new Timeline();
    const input = chartInput(timeline, {
      now: '05:42',
      markets: ['N225', 'TOPIX', 'SSEC', 'HSI'],
      emphasised: ['N225', 'SSEC', 'HSI'],
    });
    assert.deepEqual(
      buildScene(input).lunches.map((l) => [l.name, l.from, l.to]),
      [
        ['Tokyo lunch', at('02:30'), at('03:30')],
        ['Shanghai lunch', at('03:30'), at('05:00')],
      ],
      'the lunch of Hong Kong lies inside that of Shanghai',
    );
  });

  it('draws grey first, coloured above, the selected one last', () => {
    const input = chartInput(new Timeline(), {
      now: '04:00',
      markets: ['KS11', 'TOPIX', 'N225', 'HSI'],
      emphasised: ['KS11', 'N225'],
      selected: 'N225',
    });
    const order = buildScene(input).series.map((s) => s.id as string);
    assert.deepEqual(order, ['HSI', 'TOPIX', 'KS11', 'N225']);
  });

  it('shows prices only for one market, which then stands alone', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '01:00', '04:00', () => 4000);
    feed(timeline, 'N225', '01:00', '02:30', () => 50_000);
    const two = chartInput(timeline, { now: '04:00', base: 'price', markets: ['KS11', 'N225'] });
    assert.equal(buildScene(two).unit, 'percent');
    const one = buildScene({ ...two, selected: INSTRUMENT.KS11 });
    assert.equal(one.unit, 'price');
    assert.deepEqual(
      one.series.map((s) => [s.id as string, s.end?.value]),
      [['KS11', 4000]],
    );
  });
});

describe('session rows', () => {
  const input = chartInput(new Timeline(), {
    now: '04:22',
    markets: ['KS11', 'SSEC', 'SZCOMP', 'HSI', 'N225', 'TOPIX', 'AXJO', 'TWII', 'NSEI', 'BSESN'],
  });

  it('has one row per city or set of hours, ordered by opening', () => {
    assert.deepEqual(
      exchangesOf(input).map((e) => e.city),
      ['Sydney', 'Seoul', 'Tokyo', 'Taipei', 'Shanghai', 'Hong Kong', 'Mumbai'],
    );
  });

  it('says each city its own time and state in words', () => {
    const rows = new Map(sessionRows(input).map((r) => [r.city, r]));
    const words = (city: string): (string | boolean | undefined)[] => {
      const row = rows.get(city);
      return [row?.clock, row?.open, row?.words];
    };
    assert.deepEqual(words('Sydney'), ['15:22', true, 'open, 38 min left']);
    assert.deepEqual(words('Seoul'), ['13:22', true, 'open']);
    assert.deepEqual(words('Shanghai'), ['12:22', false, 'lunch, 38 min left']);
    assert.deepEqual(words('Mumbai'), ['09:52', true, 'open']);
  });

  it('says when a market that slept at T0 first could answer', () => {
    const mumbai = (now: string) =>
      sessionRows(chartInput(new Timeline(), { now, markets: ['NSEI'] }))[0]?.answer ?? null;
    assert.deepEqual(mumbai('02:48'), { time: at('03:45'), given: false, text: 'answers from 12:45' });
    assert.deepEqual(mumbai('04:22'), { time: at('03:45'), given: true, text: 'first answer 12:45' });
  });

  it('gives the hours of the day instead of a clock where now lies elsewhere', () => {
    const rows = sessionRows(
      chartInput(new Timeline(), { now: '14:00', kind: 'archive', markets: ['KS11'] }),
    );
    assert.deepEqual([rows[0]?.clock, rows[0]?.words], ['', '09:00–15:30 local']);
  });
});
