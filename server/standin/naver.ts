import { MINUTE_MS } from '../../shared/time/instant.ts';
import { json, notFound, type Reply } from './reply.ts';
import type { SeriesBar, SeriesView } from './series.ts';
import type { UpstreamNames } from './symbols.ts';
import type { Asked, World } from './world.ts';
import { wallTime } from './zones.ts';

const SEOUL = 'Asia/Seoul';

/** Strings with thousands commas, two decimals. */
function grouped(value: number): string {
  const [whole = '', rest = '00'] = Math.abs(value).toFixed(2).split('.');
  return `${value < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

function direction(change: number): { code: string; text: string; name: string } {
  if (change > 0) return { code: '2', text: '상승', name: 'RISING' };
  if (change < 0) return { code: '5', text: '하락', name: 'FALLING' };
  return { code: '3', text: '보합', name: 'UNCHANGED' };
}

function realtime(symbol: string, names: UpstreamNames, view: SeriesView): Record<string, unknown> | null {
  const day = view.day();
  const last = view.last();
  if (day === null || last === null) return null;
  const previous = day.previousClose ?? day.bar.open;
  const change = last.price - previous;
  const ratio = (last.price / previous - 1) * 100;
  return {
    itemCode: symbol,
    stockName: names.localName ?? names.name,
    symbolCode: symbol,
    closePrice: grouped(last.price),
    closePriceRaw: last.price.toFixed(2),
    // The plain change carries no sign: the code tells it.
    compareToPreviousClosePrice: grouped(Math.abs(change)),
    compareToPreviousClosePriceRaw: change.toFixed(2),
    compareToPreviousPrice: direction(change),
    fluctuationsRatio: ratio.toFixed(2),
    fluctuationsRatioRaw: ratio.toFixed(2),
    openPrice: grouped(day.bar.open),
    highPrice: grouped(day.bar.high),
    lowPrice: grouped(day.bar.low),
    marketStatus: view.series.calendar.stateAt(view.at).state === 'open' ? 'OPEN' : 'CLOSE',
    localTradedAt: `${wallTime(last.time, SEOUL, 'yyyy-MM-ddTHH:mm:ss')}+09:00`,
  };
}

function polling(list: string, world: World): Reply {
  const datas = list
    .split(',')
    .map((symbol) => {
      const found = world.view(symbol);
      return found === undefined ? null : realtime(symbol, found.names, found.view);
    })
    .filter((row) => row !== null);
  return json({ pollingInterval: 7000, datas, time: wallTime(world.now, SEOUL, 'yyyyMMddHHmmss') });
}

/** Reads `yyyyMMddHHmm` in Seoul, UTC ms; null where it is missing. */
function readMinute(text: string | null): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?/.exec(text ?? '');
  if (match === null) return null;
  const [, year, month, day, hour = '00', minute = '00'] = match;
  return Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}`).toZonedDateTime(SEOUL)
    .epochMilliseconds;
}

function chart(symbol: string, kind: string, query: URLSearchParams, world: World): Reply {
  const found = world.view(symbol);
  if (found === undefined) return json({ code: 'StockConflict', message: 'not found' }, {}, 409);
  const { view } = found;
  const from = readMinute(query.get('startDateTime')) ?? view.session()?.open ?? 0;
  const end = readMinute(query.get('endDateTime'));
  const to = end === null ? view.at + 1 : Math.min(view.at + 1, end + MINUTE_MS);
  const prices = (b: SeriesBar) => ({ openPrice: b.open, highPrice: b.high, lowPrice: b.low });
  if (kind === 'day') {
    return json(
      view.days(from, to).map((b) => ({
        localDate: wallTime(b.openTime, SEOUL, 'yyyyMMdd'),
        closePrice: b.close,
        ...prices(b),
        accumulatedTradingVolume: b.volume ?? 0,
        foreignRetentionRate: 0,
      })),
    );
  }
  // Volume is cumulative within the day.
  let volume = 0;
  let date = '';
  return json(
    view.bars(MINUTE_MS, from, to).map((b) => {
      const today = wallTime(b.openTime, SEOUL, 'yyyyMMdd');
      volume = (today === date ? volume : 0) + (b.volume ?? 0);
      date = today;
      return {
        localDateTime: wallTime(b.openTime, SEOUL, 'yyyyMMddHHmmss'),
        currentPrice: b.close,
        ...prices(b),
        accumulatedTradingVolume: volume,
      };
    }),
  );
}

/** polling.finance.naver.com and api.stock.naver.com. */
export function naver({ path, query }: Asked, world: World): Reply {
  const list = /\/api\/realtime\/domestic\/index\/([^/]+)$/.exec(path)?.[1];
  if (list !== undefined) return polling(decodeURIComponent(list), world);
  const match = /\/chart\/domestic\/index\/([^/]+)\/(minute|day)$/.exec(path);
  if (match === null) return notFound();
  return chart(match[1] as string, match[2] as string, query, world);
}
