import { z } from 'zod';
import type { Anchor } from '../../shared/event/event.ts';
import { gateAt } from '../measures/frame-for.ts';
import type { MeasureRequest } from '../measures/reactions.ts';
import { exportClaims } from '../transfer/export-claims.ts';
import { exportComparable } from '../transfer/export-comparable.ts';
import { exportReactions } from '../transfer/export-reactions.ts';
import { exportStudy } from '../transfer/export-study.ts';
import { type CsvFile, csvRoute, utcOnly } from './csv-route.ts';
import {
  comparableRequest,
  comparableShape,
  measureRequest,
  measureShape,
  orBadParameter,
  studyRequest,
  studyShape,
} from './measure-query.ts';
import { EVERYTHING, eventKey, gateOf, gateShape, instrumentsOf } from './parameters.ts';
import { ApiError } from './problem.ts';
import { subjectShape } from './subject.ts';
import type { World } from './world.ts';

const measured = z.strictObject({ ...measureShape, event: subjectShape.event, ...utcOnly });
type Measured = z.infer<typeof measured>;

/** The event asked for, or all that had begun by the gate and, by `known`, were here then; each from its first anchor. */
async function requestsOf(world: World, query: Measured): Promise<readonly MeasureRequest[]> {
  if (query.event !== undefined)
    return [await measureRequest(world, { slug: query.event, parameter: 'event' }, query)];
  if (query.anchor !== undefined) {
    throw new ApiError('bad-parameter', {
      detail: 'An anchor is one of an event.',
      parameter: 'anchor',
      received: query.anchor,
      expected: 'event as well',
    });
  }
  const now = world.clock.now();
  const gate = gateAt(now, gateOf(query, { now, t0: null }));
  const instruments = instrumentsOf(world, query.instruments);
  return (await world.store.events())
    .map((event) => ({ event, anchor: event.anchors[0] as Anchor, instruments, gate }))
    .filter(({ anchor }) => anchor.time <= gate.asOf)
    .filter(({ event }) => gate.basis === 'published' || event.receivedAt <= gate.asOf);
}

/** What the file's name tells: the event from T0 to the playhead, or all there is. */
function fileAbout(query: Measured, [first]: readonly MeasureRequest[]): Omit<CsvFile, 'table'> {
  if (query.event === undefined || first === undefined)
    return { event: null, range: EVERYTHING, zone: 'UTC' };
  return { event: first.event, range: { from: first.anchor.time, to: first.gate.asOf }, zone: 'UTC' };
}

const reactionsCsv = csvRoute({
  path: '/export/reactions.csv',
  summary: 'Reactions as CSV, one line a market and horizon; of every event if none is chosen',
  query: measured,
  errors: ['unknown-event', 'unknown-instrument'],
  read: async ({ world, query }) => {
    const requests = await requestsOf(world, query);
    return { table: await exportReactions(world, requests), ...fileAbout(query, requests) };
  },
});

const studyCsv = csvRoute({
  path: '/export/study.csv',
  summary: 'Event studies as CSV, one line a market and day; of every event if none is chosen',
  query: measured.extend(studyShape),
  errors: ['unknown-event', 'unknown-instrument'],
  read: async ({ world, query }) => {
    const requests = (await requestsOf(world, query)).map((r) => studyRequest(world, r, query, false));
    const table = await orBadParameter(query, () => exportStudy(world, requests));
    return { table, ...fileAbout(query, requests) };
  },
});

const claimsCsv = csvRoute({
  path: '/export/claims.csv',
  summary: 'Market claims and what the markets did as CSV; of every event if none is chosen',
  query: z.strictObject({ event: subjectShape.event, ...gateShape, ...utcOnly }),
  errors: ['unknown-event'],
  read: async ({ world, query }) => {
    const requests = await requestsOf(world, query);
    return { table: await exportClaims(world, requests), ...fileAbout(query, requests) };
  },
});

const comparableCsv = csvRoute({
  path: '/export/comparable.csv',
  summary: 'The paths of an event and of comparable ones as CSV, one line a step',
  query: measured.extend({ event: eventKey, ...comparableShape }),
  errors: ['unknown-event', 'unknown-instrument'],
  read: async ({ world, query }) => {
    const [asked] = await requestsOf(world, query);
    const request = await comparableRequest(world, asked as MeasureRequest, query);
    return { table: await exportComparable(world, request), ...fileAbout(query, [request]) };
  },
});

export const measureExportRoutes = [reactionsCsv, studyCsv, claimsCsv, comparableCsv];
