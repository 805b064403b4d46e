import { SeriesView } from '../../server/standin/series.ts';
import { UPSTREAM_NAMES } from '../../server/standin/symbols.ts';
import { yahoo } from '../../server/standin/yahoo.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { DAY_BEGINS, MINUTES_A_DAY } from '../made-up/markets.ts';
import { standinSeries } from '../made-up/standin.ts';

/** Just after the close of a day of 390 minutes. */
export const AFTER_CLOSE: UtcMs = asUtcMs(DAY_BEGINS + (MINUTES_A_DAY + 1) * MINUTE_MS);

/** A day of minutes in Yahoo's own form, as the stand-in sends it. */
export function yahooDay(instrument: Instrument): Uint8Array {
  const symbol = instrument.symbols.yahoo ?? '';
  const names = UPSTREAM_NAMES.find((n) => n.id === instrument.id);
  if (names === undefined) throw new RangeError(`${instrument.id} is unknown to the stand-in`);
  const view = new SeriesView(standinSeries(instrument, 1), AFTER_CLOSE);
  const reply = yahoo(
    {
      path: `/v8/finance/chart/${encodeURIComponent(symbol)}`,
      query: new URLSearchParams({ interval: '1m', range: '1d' }),
    },
    { now: AFTER_CLOSE, headlines: [], widened: true, view: () => ({ names, view }) },
  );
  return Buffer.from(reply.body);
}

const TEXT =
  'Officials on both sides described the talks as constructive &amp; said that working groups would meet again within weeks; ' +
  'analysts said markets had priced in an extension of the truce and looked for details on tariffs, rare earths &lt;and chips&gt;. ';

/** An RSS 2.0 body as newsrooms send it: `count` items with descriptions, categories and their own dates. */
export function rssBody(count: number, newest: UtcMs): Uint8Array {
  const items = Array.from({ length: count }, (_, at) => {
    const date = new Date(newest - at * 7 * MINUTE_MS).toUTCString();
    return (
      `<item><title><![CDATA[Markets watch the meeting in Busan, story ${at}]]></title>` +
      `<link>https://news.example.org/2025/10/30/story-${at}.html?utm_source=rss</link>` +
      `<description><![CDATA[<p>${TEXT.repeat(2)}</p>]]></description><dc:creator>Desk ${at % 7}</dc:creator>` +
      `<category>Economy</category><guid isPermaLink="false">example-${at}</guid><pubDate>${date}</pubDate></item>`
    );
  });
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
      '<channel><title>Example</title><link>https://news.example.org/</link><description>News</description>' +
      `<language>en-us</language><ttl>5</ttl>${items.join('')}</channel></rss>`,
  );
}
