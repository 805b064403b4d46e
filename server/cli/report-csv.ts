import { instant, json, number, type Table, text, truth, whole } from '../../shared/table/column.ts';
import type { ReportEvent, ReportRow } from './report-rows.ts';

/** A row with what is said of its whole event. */
export interface ReportLine extends ReportRow {
  readonly title: string;
  readonly publishers: number;
  readonly claims: readonly { readonly claim: string; readonly verdict: string }[];
}

export const reportLines = (events: readonly ReportEvent[]): ReportLine[] =>
  events.flatMap(({ title, publishers, claims, rows }) => {
    const said = claims.map(({ claim, verdict }) => ({ claim: claim.words, verdict }));
    return rows.map((row) => ({ ...row, title, publishers: publishers.length, claims: said }));
  });

/** The report as CSV. Moves are simple, usual move and abnormal returns log. */
export const reportTable: Table<ReportLine> = {
  what: 'report-events',
  meaning: 'All events of the catalogue on the markets with a history, one line an event and market.',
  columns: [
    text('event', 'Slug of the event', (r) => r.event),
    text('title', 'Its title', (r) => r.title),
    text('anchor', 'Anchor that is T0', (r) => r.anchor),
    instant('t0_utc', 'T0', (r) => r.t0),
    text('instrument', 'Id of the instrument', (r) => r.instrument),
    text('day0', "Day 0, the exchange's own date", (r) => r.dayZero),
    instant('base_time_utc', 'When the base price stood', (r) => r.baseTime),
    number('base_price', 'price', 'What moves are measured from', (r) => r.basePrice),
    number('close_0d', 'price', 'Official close of day 0', (r) => r.close),
    number('move_0d', 'fraction', 'close_0d / base_price - 1', (r) => r.moves['0d']),
    number('usual_0d', 'log', 'Usual move of that horizon', (r) => r.usual),
    number('z_0d', 'usual moves', 'As in reactions', (r) => r.z),
    number('percentile_0d', '0-100', 'As in reactions', (r) => r.percentile),
    number('p_0d', '', 'As in reactions', (r) => r.p),
    whole('samples_0d', 'days', 'Ordinary days it was compared with', (r) => r.samples),
    number('move_1d', 'fraction', 'Move to the close of the next session', (r) => r.moves['1d']),
    number('move_5d', 'fraction', 'Of the fifth session after day 0', (r) => r.moves['5d']),
    number('move_20d', 'fraction', 'Of the twentieth', (r) => r.moves['20d']),
    whole('observations', 'days', 'Pairs of the estimation window', (r) => r.observations),
    number('alpha', 'log', 'Of the market model', (r) => r.alpha),
    number('beta', '', 'Of the market model', (r) => r.beta),
    number('ar', 'log', 'Abnormal return of day 0', (r) => r.ar),
    number('ar_t', '', 'Its t', (r) => r.arT),
    number('ar_p', '', 'Its two-sided p', (r) => r.arP),
    truth(
      'benchmark_holds_event',
      "Whether the benchmark's close of day 0 lies after T0, as far as T0 is known",
      (r) => r.benchmarkHoldsEvent,
    ),
    number(
      'ar_mean_adjusted',
      'log',
      'There: abnormal return of day 0 by the mean model',
      (r) => r.arMeanAdjusted,
    ),
    number('car', 'log', 'Cumulative abnormal return of days 0 to 5', (r) => r.car),
    number('car_t', '', 'Its t', (r) => r.carT),
    number('car_p', '', 'Its two-sided p', (r) => r.carP),
    number('placebo_percentile', '0-100', 'Place of car_t among pseudo-events', (r) => r.placeboPercentile),
    whole('placebos', '', 'Number of pseudo-events', (r) => r.placebos),
    truth('mixed', 'Whether other events fell into the window of day 0', (r) => r.mixedWith.length > 0),
    json('mixed_with', 'List of their slugs', (r) => r.mixedWith),
    json('warnings', 'List of warnings of the study', (r) => r.warnings),
    json('missing', 'Column to the reason for which it is empty', (r) => r.missing),
    json('claims', 'List of the market claims of the event with their verdicts', (r) => r.claims),
    whole('publishers', '', 'Different publishers among the sources of the event', (r) => r.publishers),
    truth('simulated', 'Whether one of the two prices is simulated', (r) => r.simulated),
  ],
};
