import assert from 'node:assert/strict';
import { parseInstant } from '../../shared/time/instant.ts';
import { type ApiUnderTest, busan, startApi, T0 } from '../support/api-world.ts';

/** `NAME;PARAM=VALUE:value` (RFC 5545 §3.1). */
const CONTENT_LINE = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^;:,"]+)*):(.*)$/;

interface Line {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/** Reads a stream by the grammar: CRLF, at most 75 octets a line, components that close. */
function read(text: string): { readonly head: Line[]; readonly events: Line[][] } {
  assert.ok(text.endsWith('\r\n'));
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/, 'every break is CRLF');
  for (const physical of text.split('\r\n')) assert.ok(Buffer.byteLength(physical) <= 75, physical);
  const lines = text
    .replaceAll('\r\n ', '')
    .slice(0, -2)
    .split('\r\n')
    .map((line): Line => {
      const [, name, parameters, value] = CONTENT_LINE.exec(line) ?? assert.fail(`no content line: ${line}`);
      return { name: name as string, parameters: parameters as string, value: value as string };
    });
  assert.deepEqual(lines[0], { name: 'BEGIN', parameters: '', value: 'VCALENDAR' });
  assert.deepEqual(lines.at(-1), { name: 'END', parameters: '', value: 'VCALENDAR' });
  const head: Line[] = [];
  const events: Line[][] = [];
  let inside = false;
  for (const line of lines.slice(1, -1)) {
    const edge = line.value === 'VEVENT' ? line.name : '';
    if (edge === 'BEGIN') {
      assert.equal(inside, false);
      inside = true;
      events.push([]);
    } else if (edge === 'END') {
      assert.equal(inside, true);
      inside = false;
    } else (inside ? (events.at(-1) as Line[]) : head).push(line);
  }
  assert.equal(inside, false);
  return { head, events };
}

const value = (event: readonly Line[], name: string): string => {
  const all = event.filter((line) => line.name === name);
  assert.equal(all.length, 1, `${name} once`);
  return (all[0] as Line).value;
};

const window = (time: string) => ({ earliest: parseInstant(time), latest: parseInstant(time) });
const dated = (slug: string, time: string, precision: string, rest: Record<string, unknown> = {}) =>
  busan({
    slug,
    title: `${slug}; a, b \\ 釜山 ${'long '.repeat(30)}`,
    anchors: [{ name: 'Start', time: parseInstant(time), window: window(time), precision }],
    ...rest,
  });

describe('the calendar of events', () => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await startApi();
    await api.world.ingest.accept({
      events: [
        busan({ end: parseInstant('2025-10-30T03:50:00Z') }),
        dated('by-day', '2025-10-06T21:10:00Z', 'day', {
          place: 'Palm Beach, Florida, US',
          end: parseInstant('2025-10-07T18:00:00Z'),
        }),
        dated('late-evening', '2025-10-12T16:30:00Z', 'day', { place: 'Beijing, China' }),
        dated('coming', '2026-04-01T02:00:00Z', 'hour'),
      ],
    });
  });
  afterEach(() => api.close());
  const get = async (query = '') => {
    const answer = await api.ask(`/api/v1/events.ics${query}`);
    assert.equal(answer.status, 200, answer.text);
    assert.match(String(answer.headers['content-type']), /^text\/calendar; charset=utf-8/);
    return { text: answer.text, ...read(answer.text) };
  };
  const find = (events: readonly Line[][], slug: string) =>
    events.find((e) => value(e, 'UID') === `${slug}@market-reaction`) ?? assert.fail(`no ${slug}`);

  it('follows the grammar of RFC 5545 and has what it requires', async () => {
    const { head, events } = await get();
    assert.equal(value(head, 'VERSION'), '2.0');
    assert.match(value(head, 'PRODID'), /Market Reaction/);
    assert.equal(events.length, 4);
    for (const event of events) {
      for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'SEQUENCE', 'URL']) value(event, name);
      assert.ok(!event.some((line) => line.value.includes('VALARM')));
    }
    const busanEvent = find(events, 'busan');
    assert.equal(value(busanEvent, 'DTSTART'), '20251030T020500Z');
    assert.equal(value(busanEvent, 'DTEND'), '20251030T035000Z');
    assert.equal(value(busanEvent, 'DTSTAMP'), '20251030T060000Z', 'when the revision was stored');
    assert.equal(value(busanEvent, 'SEQUENCE'), '0');
    assert.equal(value(busanEvent, 'URL'), `http://127.0.0.1:${api.port}/?event=busan`);
    assert.match(
      value(busanEvent, 'DESCRIPTION'),
      /Handshake: 2025-10-30T02:05:00\S*Z\\, known to the minute\\n/,
    );
    assert.match(value(find(events, 'by-day'), 'SUMMARY'), /^by-day\\; a\\, b \\\\ 釜山/);
    assert.equal(value(find(events, 'coming'), 'DTSTART'), '20260401T020000Z');
  });

  it('gives an event known by its day as whole days where it happened', async () => {
    const { events } = await get();
    const day = (slug: string) =>
      find(events, slug)
        .filter((line) => line.name.startsWith('DT') && line.name !== 'DTSTAMP')
        .map((line) => `${line.name}${line.parameters}:${line.value}`);
    assert.deepEqual(day('by-day'), ['DTSTART;VALUE=DATE:20251006', 'DTEND;VALUE=DATE:20251008']);
    assert.deepEqual(day('late-evening'), ['DTSTART;VALUE=DATE:20251013', 'DTEND;VALUE=DATE:20251014']);
    assert.match(
      value(find(events, 'late-evening'), 'DESCRIPTION'),
      /^(?:.*\\n)?Start: 2025-10-13\\, known to the day\\n/,
      'the same day in words',
    );
  });

  it('is the same bytes while nothing changes, and counts revisions when something does', async () => {
    const before = (await get()).text;
    await api.world.clock.advanceTo('2025-10-30T07:00:00Z');
    assert.equal((await get()).text, before);
    const patched = await api.ask('/api/v1/events/busan', {
      method: 'PATCH',
      body: { revision: 1, title: 'They met' },
    });
    assert.equal(patched.status, 200, patched.text);
    const event = find((await get()).events, 'busan');
    assert.deepEqual(
      ['SEQUENCE', 'SUMMARY', 'DTSTAMP'].map((name) => value(event, name)),
      ['1', 'They met', '20251030T070000Z'],
    );
  });

  it('holds nothing that was still to come at asOf, and no summary of a day that still ran', async () => {
    const early = await get('?asOf=2025-10-20');
    assert.deepEqual(
      early.events.map((e) => value(e, 'UID')),
      ['by-day@market-reaction', 'late-evening@market-reaction'],
    );
    const during = find((await get(`?asOf=${T0}`)).events, 'busan');
    assert.doesNotMatch(value(during, 'DESCRIPTION'), /a truce was agreed|China's list/);
    assert.equal(
      during.some((line) => line.name === 'DTEND'),
      false,
    );
    const bad = await api.ask('/api/v1/events.ics?asOf=whenever');
    assert.equal(bad.json().code, 'bad-parameter');
  });
});
