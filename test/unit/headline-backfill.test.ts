import assert from 'node:assert/strict';
import { type HeadlineArchiveJob, NEVER_RAN, nextDue } from '../../server/poller/due.ts';
import {
  leastGapMs,
  missedWords,
  nextSlot,
  slotsAfterStart,
  slotsOf,
} from '../../server/poller/headline-backfill.ts';
import type { Headline } from '../../shared/news/headline.ts';
import {
  asUtcMs,
  formatInstant,
  HOUR_MS,
  MINUTE_MS,
  parseInstant,
  type UtcMs,
} from '../../shared/time/instant.ts';

const at = (time: string): UtcMs => parseInstant(`2025-10-30T${time}:00Z`);
const hours = (slots: readonly UtcMs[]): readonly string[] =>
  slots.map((slot) => formatInstant(slot).slice(11, 16));

type Stored = Pick<Headline, 'feed' | 'time' | 'receivedAt' | 'provenance'>;
const polled = (...times: readonly string[]): readonly Stored[] =>
  times.map((time) => ({ feed: 'scmp', time: at('00:00'), receivedAt: at(time), provenance: 'polled' }));
const filled = (receivedAt: string, ...times: readonly string[]): readonly Stored[] =>
  times.map((time) => ({
    feed: 'gdelt',
    time: at(time),
    receivedAt: at(receivedAt),
    provenance: 'backfilled',
  }));
const afterStart = (now: string, stored: readonly Stored[]): readonly string[] =>
  hours(slotsAfterStart({ stored, now: at(now), leastMs: 30 * MINUTE_MS }));

describe('planning of missed headlines', () => {
  it('covers a gap with the files stamped after its start and up to its end', () => {
    assert.deepEqual(hours(slotsOf({ from: at('10:15'), to: at('11:00') })), ['10:30', '10:45', '11:00']);
    assert.deepEqual(hours(slotsOf({ from: at('10:22'), to: at('10:59') })), ['10:30', '10:45']);
    assert.deepEqual(slotsOf({ from: at('10:16'), to: at('10:29') }), []);
  });

  it('takes the newest six hours of a longer gap', () => {
    const slots = slotsOf({ from: at('01:00'), to: at('23:00') });
    assert.equal(slots.length, 24);
    assert.deepEqual([hours(slots)[0], hours(slots)[23]], ['17:15', '23:00']);
  });

  it('calls half an hour of silence a gap, or two reads of a slower pace', () => {
    assert.equal(leastGapMs(2 * MINUTE_MS), 30 * MINUTE_MS);
    assert.equal(leastGapMs(HOUR_MS), 2 * HOUR_MS);
  });

  it('finds what was missed between the last polled headline and the first answer', () => {
    const heard = Array.from({ length: 13 }, (_, i) =>
      formatInstant(asUtcMs(at('04:15') + i * 30 * MINUTE_MS)),
    );
    const stored = polled(...heard.map((time) => time.slice(11, 16)));
    assert.deepEqual(afterStart('11:00', stored), ['10:30', '10:45', '11:00']);
    assert.deepEqual(afterStart('10:45', stored), []);
  });

  it('reaches back two hours where nothing was ever taken, six where the store is older', () => {
    assert.deepEqual(afterStart('11:00', []).length, 8);
    assert.deepEqual(afterStart('11:00', polled('01:00')).length, 24);
    const archive = { feed: 'archive', time: at('02:00'), receivedAt: at('03:00') };
    assert.deepEqual(afterStart('11:00', [{ ...archive, provenance: 'published' }]).length, 8);
    // An hour old: the two hours before its own first start, and no more.
    assert.deepEqual(hours([at('08:15')])[0], afterStart('11:00', polled('10:00', '10:30', '10:55'))[0]);
  });

  it('goes on where an earlier start was ended, and repeats nothing', () => {
    const before = polled('04:00', '10:15', '11:00', '11:05');
    const left = afterStart('11:20', [...before, ...filled('11:04', '11:00', '10:45')]);
    assert.equal(left.at(-1), '10:30');
    assert.equal(left.includes('10:45'), false);
    assert.deepEqual(
      afterStart('11:20', [
        ...polled('04:00', '10:15', '11:00', '11:05'),
        ...slotsOf({ from: at('05:00'), to: at('11:15') }).flatMap((slot) =>
          filled('11:10', formatInstant(slot).slice(11, 16)),
        ),
      ]),
      [],
    );
  });

  it('is not misled by a clock that was ahead', () => {
    assert.equal(afterStart('11:00', polled('04:00', '10:50', '23:00')).at(-1), '10:45');
  });

  it('reads the newest file that can be there already', () => {
    const slots = [at('10:30'), at('10:45'), at('11:00')];
    assert.equal(nextSlot(slots, at('11:00')), at('10:45'));
    assert.equal(nextSlot(slots, at('11:10')), at('11:00'));
    assert.equal(nextSlot(slots, at('10:31')), null);
  });

  it('says how much is filled, and since when', () => {
    assert.equal(
      missedWords(slotsOf({ from: at('10:15'), to: at('11:00') })),
      '45 min of headlines missed since 10:15 UTC',
    );
    assert.equal(
      missedWords(slotsOf({ from: at('01:00'), to: at('23:00') })),
      '6 h of headlines missed since 17:00 UTC',
    );
  });

  it('runs only while a file is missing, with its pause between', () => {
    const job = (readyAt: UtcMs | null): HeadlineArchiveJob => ({
      id: 'headline-archive',
      kind: 'headline-archive',
      everyMs: MINUTE_MS,
      feed: 'gdelt-bulk',
      readyAt,
    });
    const now = at('11:00');
    const ran = { ...NEVER_RAN, lastRun: now };
    assert.equal(nextDue(job(null), NEVER_RAN, now), null);
    assert.equal(nextDue(job(at('10:40')), NEVER_RAN, now), now);
    assert.equal(nextDue(job(at('10:40')), ran, now), at('11:01'));
    assert.equal(nextDue(job(at('11:10')), ran, now), at('11:10'));
    assert.equal(nextDue(job(at('10:40')), { ...ran, notBefore: at('11:12') }, now), at('11:12'));
  });
});
