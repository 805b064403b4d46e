import iconv from 'iconv-lite';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { json, notFound, type Reply } from './reply.ts';
import type { SeriesView } from './series.ts';
import type { UpstreamNames } from './symbols.ts';
import type { Asked, World } from './world.ts';
import { wallTime } from './zones.ts';

const MARKET: Readonly<Record<string, string>> = { sh: '1', sz: '51', hk: '100', us: '200' };
const CHINA = 'Asia/Shanghai';
/** Fields of a Hong Kong index line, the shortest of them. */
const INDEX_FIELDS = 47;

/** US quotes carry New York time, all others UTC+8, each market in its own form. */
function quoteTime(market: string, time: number): string {
  if (market === 'us') return wallTime(time, 'America/New_York', 'yyyy-MM-dd HH:mm:ss');
  return wallTime(time, CHINA, market === 'hk' ? 'yyyy/MM/dd HH:mm:ss' : 'yyyyMMddHHmmss');
}

function quoteLine(code: string, names: UpstreamNames, view: SeriesView): string | null {
  const market = code.slice(0, 2);
  const day = view.day();
  const last = view.last();
  if (day === null || last === null) return null;
  const decimals = market === 'hk' ? 3 : 2;
  const price = (value: number): string => value.toFixed(decimals);
  const fields = Array.from({ length: INDEX_FIELDS }, () => '0');
  const previous = day.previousClose ?? day.bar.open;
  fields[0] = MARKET[market] ?? '0';
  fields[1] = names.localName ?? names.name;
  fields[2] = code.slice(2);
  fields[3] = price(last.price);
  fields[4] = price(previous);
  fields[5] = price(day.bar.open);
  fields[6] = String(day.bar.volume ?? 0);
  fields[9] = price(last.price);
  fields[30] = quoteTime(market, last.time);
  fields[31] = price(last.price - previous);
  fields[32] = ((last.price / previous - 1) * 100).toFixed(2);
  fields[33] = price(day.bar.high);
  fields[34] = price(day.bar.low);
  fields[35] = market === 'hk' ? price(last.price) : `${price(last.price)}/${day.bar.volume ?? 0}/0`;
  fields[36] = String(day.bar.volume ?? 0);
  fields[37] = '0';
  fields[46] = names.name;
  // The reply key is normalised: the dot of a US index stays in the symbol, not in the variable's name.
  return `v_${code.replace('.', '')}="${fields.join('~')}";`;
}

function quotes(list: string, world: World): Reply {
  const lines = list
    .split(',')
    .map((code) => {
      const found = world.view(code);
      return found === undefined ? null : quoteLine(code, found.names, found.view);
    })
    .filter((line): line is string => line !== null);
  const body = lines.length === 0 ? 'v_pv_none_match="1";\n' : `${lines.join('\n')}\n`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=GBK' },
    body: iconv.encode(body, 'gbk'),
  };
}

/** `minute/query`: "HHmm price volume amount", one price a minute, no open, high or low. */
function minutes(code: string, world: World): Reply {
  const found = world.view(code);
  const session = found?.view.session();
  if (found === undefined || session === undefined || session === null) {
    return json({ code: 0, msg: '', data: { [code]: { data: { data: [], date: '' }, qt: {} } } });
  }
  const { view } = found;
  const zone = code.startsWith('us') ? 'America/New_York' : CHINA;
  const row = (time: number, price: number, volume: number): string =>
    `${wallTime(time, zone, 'HHmm')} ${price.toFixed(2)} ${volume} 0.00`;
  // A row is stamped by the end of its minute; each half of the day begins with the print at its open. Volume adds up.
  let volume = 0;
  const rows: string[] = [];
  for (const b of view.bars(MINUTE_MS, session.open, session.close)) {
    if (session.segments.some((s) => s.open === b.openTime)) rows.push(row(b.openTime, b.open, volume));
    volume += b.volume ?? 0;
    rows.push(row(b.closeTime, b.close, volume));
  }
  const data = { data: rows, date: wallTime(session.open, zone, 'yyyyMMdd') };
  return json({ code: 0, msg: '', data: { [code]: { data, qt: {} } } });
}

/** `kline`: rows [date, open, close, high, low, amount]: close is third. */
function days(param: string, world: World): Reply {
  const [code = '', , from = '', to = '', count = '320'] = param.split(',');
  const found = world.view(code);
  if (found === undefined) return json({ code: 1, msg: 'bad params', data: {} });
  const { view } = found;
  const zone = view.series.calendar.timeZone;
  const rows = view
    .days(0, view.at + 1)
    .map((b) => [
      wallTime(b.openTime, zone, 'yyyy-MM-dd'),
      ...[b.open, b.close, b.high, b.low].map((p) => p.toFixed(2)),
      (b.volume ?? 0).toFixed(2),
    ])
    .filter(([date = '']) => (from === '' || date >= from) && (to === '' || date <= to))
    .slice(-Number(count));
  return json({ code: 0, msg: '', data: { [code]: { day: rows, qt: {}, version: '16' } } });
}

/** qt.gtimg.cn (`/q=a,b`) and web.ifzq.gtimg.cn. */
export function tencent({ path, query }: Asked, world: World): Reply {
  const list = /\/q=(.+)$/.exec(path)?.[1] ?? (path === '/' ? query.get('q') : null);
  if (list !== null && list !== undefined) return quotes(decodeURIComponent(list), world);
  if (path.endsWith('/appstock/app/minute/query')) return minutes(query.get('code') ?? '', world);
  if (path.endsWith('/appstock/app/kline/kline')) return days(query.get('param') ?? '', world);
  return notFound();
}
