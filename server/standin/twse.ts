import { json, notFound, type Reply } from './reply.ts';
import type { SeriesView } from './series.ts';
import type { UpstreamNames } from './symbols.ts';
import type { Asked, World } from './world.ts';
import { wallTime } from './zones.ts';

const TAIPEI = 'Asia/Taipei';

function message(symbol: string, names: UpstreamNames, view: SeriesView): Record<string, string> | null {
  const day = view.day();
  const last = view.last();
  if (day === null || last === null) return null;
  const [exchange = 'tse', channel = ''] = symbol.split('_');
  const price = (value: number): string => value.toFixed(2);
  return {
    tv: '0',
    c: channel.replace('.tw', ''),
    d: wallTime(last.time, TAIPEI, 'yyyyMMdd'),
    ch: channel,
    tlong: String(last.time),
    ip: '0',
    h: price(day.bar.high),
    i: 'tidx.tw',
    it: 't',
    l: price(day.bar.low),
    n: names.localName ?? names.name,
    o: price(day.bar.open),
    ex: exchange,
    t: wallTime(last.time, TAIPEI, 'HH:mm:ss'),
    v: String(day.bar.volume ?? 0),
    ...(day.previousClose === null ? {} : { y: price(day.previousClose) }),
    z: price(last.price),
  };
}

/** MIS `getStockInfo.jsp?ex_ch=`. */
export function twse({ path, query }: Asked, world: World): Reply {
  if (!path.endsWith('/stock/api/getStockInfo.jsp')) return notFound();
  const msgArray = (query.get('ex_ch') ?? '')
    .split('|')
    .map((symbol) => {
      const found = world.view(symbol);
      return found === undefined ? null : message(symbol, found.names, found.view);
    })
    .filter((row) => row !== null);
  return json({
    msgArray,
    referer: '',
    userDelay: 5000,
    rtcode: '0000',
    queryTime: {
      sysDate: wallTime(world.now, TAIPEI, 'yyyyMMdd'),
      stockInfoItem: 2252,
      stockInfo: 82917,
      sessionStr: 'UserSession',
      sysTime: wallTime(world.now, TAIPEI, 'HH:mm:ss'),
      showChart: false,
      sessionFromTime: -1,
      sessionLatestTime: -1,
    },
    rtmessage: 'OK',
    exKey: 'if_tse_t00.tw_zh-tw.null',
    cachedAlive: 1057,
  });
}
