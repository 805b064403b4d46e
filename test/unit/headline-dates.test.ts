import assert from 'node:assert/strict';
import { readDate } from '../../server/feeds/rss/dates.ts';
import { formatInstant } from '../../shared/time/instant.ts';

type Row = readonly [
  text: string,
  zone: string | null,
  instant: string | null,
  precision?: number,
  doubtful?: boolean,
];

const ROWS: readonly Row[] = [
  ['Thu, 30 Oct 2025 02:05:00 GMT', null, '2025-10-30T02:05:00Z'],
  ['Fri, 31 Oct 2025 23:59:60 GMT', null, '2025-10-31T23:59:59Z'],
  ['Thu, 3 Oct 2025 02:05:00 +0900', null, '2025-10-02T17:05:00Z'],
  ['Sun, 08 Mar 2026 22:16 GMT', null, '2026-03-08T22:16:00Z'],
  ['03 Apr 02 1500 GMT', null, '2002-04-03T15:00:00Z'],
  ['Thursday, 30-Oct-25 02:05:00 GMT', null, '2025-10-30T02:05:00Z'],
  ['Thu, 30 Oct 2025 24:00:00 GMT', null, '2025-10-31T00:00:00Z'],
  ['Thu, 30 Oct 2025 11:05:00 KST', null, '2025-10-30T02:05:00Z'],
  ['Thu, 30 Oct 2025 11:05:00 JST', null, '2025-10-30T02:05:00Z'],
  ['Wed, 29 Oct 2025 22:05:00 EDT', null, '2025-10-30T02:05:00Z'],
  ['Mon, 24 Nov 2025 18:01:00 EST', null, '2025-11-24T23:01:00Z'],
  ['Thu, 30 Oct 2025 10:05:00 CST', null, '2025-10-30T16:05:00Z', 60, true],
  ['Thu, 30 Oct 2025 10:05:00 CST', 'Asia/Shanghai', '2025-10-30T02:05:00Z'],
  ['Thu, 30 Oct 2025 10:05:00', null, '2025-10-30T10:05:00Z', 60, true],
  ['2025-10-30 10:05:00', 'Asia/Shanghai', '2025-10-30T02:05:00Z'],
  ['2025-10-30T11:05:00+09:00', null, '2025-10-30T02:05:00Z'],
  ['2025-10-30T02:05:00.123Z', null, '2025-10-30T02:05:00Z'],
  ['2025-10-30T02:05Z', null, '2025-10-30T02:05:00Z'],
  ['20251030T020500Z', null, '2025-10-30T02:05:00Z'],
  ['2025-10-30', null, '2025-10-30T00:00:00Z', 86_400],
  ['2025-10-30', 'Asia/Tokyo', '2025-10-29T15:00:00Z', 86_400],
  ['30 Oct 2025', null, '2025-10-30T00:00:00Z', 86_400],
  ['Oct. 30, 2025', null, '2025-10-30T00:00:00Z', 86_400],
  ['October 29, 2025 at 10:05 PM EDT', null, '2025-10-30T02:05:00Z'],
  ['Thu Oct 30 11:05:00 KST 2025', null, '2025-10-30T02:05:00Z'],
  ['2025년 10월 30일 11:05:15', null, '2025-10-30T02:05:15Z'],
  ['2025-10-30 오후 11:23:17', null, '2025-10-30T14:23:17Z'],
  ['2025年10月30日 10:05', 'Asia/Shanghai', '2025-10-30T02:05:00Z'],
  ['2025年10月30日 10:05', null, '2025-10-30T10:05:00Z', 60, true],
  ['Κυρ, 11 Ιούλ 2004 12:00:00 EET', null, '2004-07-11T10:00:00Z'],
  ['Τετ, 29 Ιούν 2004 12:53:00 GMT', null, '2004-06-29T12:53:00Z'],
  ['Seg, 24 Set 2018 19:42:40 -0300', null, '2018-09-24T22:42:40Z'],
  ['Чт, 30 окт 2025 05:05:00 +0300', null, '2025-10-30T02:05:00Z'],
  ['10/30/2025 14:00:00 GMT', null, '2025-10-30T14:00:00Z'],
  ['05/06/2025 14:00:00 GMT', null, '2025-05-06T14:00:00Z', 60, true],
  ['<time datetime="2025-10-30T02:05:00Z">Thursday</time>', null, '2025-10-30T02:05:00Z'],
  ['1761789900', null, '2025-10-30T02:05:00Z'],
  ['2025-10', null, null],
  ['2025', null, null],
  ['31 Feb 2025 10:00:00 GMT', null, null],
  ['Thu, 30 Oct 2025 25:00:00 GMT', null, null],
  ['Thu, 30 Foo 2025 10:00:00 GMT', null, null],
  ['Thu, 30 Oct 1925 10:00:00 GMT', null, null],
  ['yesterday', null, null],
  ['', null, null],
];

describe('dates of feeds', () => {
  for (const [text, zone, instant, precision = 60, doubtful = false] of ROWS) {
    it(`${text === '' ? '(empty)' : text}${zone === null ? '' : ` in ${zone}`}`, () => {
      const read = readDate(text, zone);
      if (instant === null) assert.equal(read, null);
      else {
        assert.ok(read !== null);
        assert.deepEqual(
          [formatInstant(read.time), read.precisionSeconds, read.doubtful],
          [instant, precision, doubtful],
        );
      }
    });
  }
});
