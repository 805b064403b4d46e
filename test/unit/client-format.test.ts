import assert from 'node:assert/strict';
import {
  clockText,
  dateText,
  durationText,
  listed,
  longDate,
  offsetSecondsText,
  offsetText,
  priceText,
  secondsText,
  signed,
} from '../../client/i18n/format.ts';
import { cityOfZone, offsetLabel, zoneOfPlace, zoneShort } from '../../client/state/zones.ts';
import { parseInstant } from '../../shared/time/instant.ts';

const T0 = parseInstant('2025-10-30T02:05:09Z');

describe('numbers and times as shown', () => {
  it('signs a move with a true minus and leaves zero without a sign', () => {
    assert.deepEqual(
      [signed(0.344), signed(-0.69), signed(-0.004), signed(0)],
      ['+0.34', '−0.69', '0.00', '0.00'],
    );
  });
  it('shows a price at the decimals of its tick', () => {
    assert.deepEqual(
      [priceText(4093.2, 0.01), priceText(26308, 1), priceText(7.12345, 0.0001)],
      ['4,093.20', '26,308', '7.1235'],
    );
  });
  it('tells a time in a named zone', () => {
    assert.equal(clockText(T0, 'Asia/Seoul'), '11:05');
    assert.equal(secondsText(T0, 'UTC'), '02:05:09');
    assert.equal(clockText(parseInstant('2025-10-29T15:00:00Z'), 'Asia/Seoul'), '00:00');
    assert.equal(longDate(T0, 'Asia/Seoul'), 'Thu 30 Oct 2025');
    assert.equal(dateText(parseInstant('2025-10-30T02:05:00Z'), 'America/New_York'), '29 Oct 2025');
  });
  it('writes the distance from T0', () => {
    assert.deepEqual(
      [offsetText(0), offsetText(6_300_000), offsetText(-1_800_000)],
      ['+0:00', '+1:45', '−0:30'],
    );
    assert.equal(offsetSecondsText(6_609_000), 'T+1:50:09');
    assert.equal(offsetSecondsText(-61_000), 'T−0:01:01');
  });
  it('writes a duration in its two largest units', () => {
    assert.deepEqual([45_000, 720_000, 3_600_000, 13_020_000, 187_200_000].map(durationText), [
      '45 s',
      '12 min',
      '1 h',
      '3 h 37 min',
      '2 d 4 h',
    ]);
  });
  it('joins names', () => {
    assert.deepEqual(
      [listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])],
      ['', 'a', 'a and b', 'a, b and c'],
    );
  });
  it('names zones by city and offset', () => {
    assert.equal(offsetLabel(T0, 'Asia/Seoul'), 'UTC+9');
    assert.equal(offsetLabel(T0, 'Asia/Kolkata'), 'UTC+5:30');
    assert.equal(offsetLabel(T0, 'America/New_York'), 'UTC−4');
    assert.equal(zoneShort(T0, 'Asia/Seoul'), 'KST');
    assert.equal(zoneShort(T0, 'Asia/Shanghai'), 'UTC+8');
    assert.equal(cityOfZone('Asia/Ho_Chi_Minh'), 'HCM City');
  });
  it('finds the zone of a place by its country', () => {
    assert.equal(zoneOfPlace('Gimhae air base (Naraemaru hall), Busan, South Korea'), 'Asia/Seoul');
    assert.equal(zoneOfPlace('Washington, US and Beijing, China'), 'America/New_York');
    assert.equal(zoneOfPlace('Beijing, China'), 'Asia/Shanghai');
    assert.equal(zoneOfPlace('London, UK'), 'Europe/London');
    assert.equal(zoneOfPlace('Phone'), 'Asia/Hong_Kong');
  });
});
