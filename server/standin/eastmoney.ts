import { DAY_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { json, notFound, type Reply } from './reply.ts';
import type { SeriesBar, SeriesView } from './series.ts';
import type { UpstreamNames } from './symbols.ts';
import type { Asked, World } from './world.ts';
import { readDay, wallTime } from './zones.ts';

/** Beijing time for every market, Tokyo and Seoul too. */
const BEIJING = 'Asia/Shanghai';
const KLINE_MINUTES: Readonly<Record<string, number>> = { '1': 1, '5': 5, '15': 15, '30': 30, '60': 60 };

const envelope = (data: unknown): Reply =>
  json({ rc: data === null ? 100 : 0, rt: 11, svr: 177622162, lt: 1, full: 1, dlmkts: '', data });

const money = (price: number): string => price.toFixed(2);

/** One row of `data.diff`; `fltt=2` asks for decimals, else prices are whole numbers times 10^f1. */
function quoteRow(
  secid: string,
  names: UpstreamNames,
  view: SeriesView,
  decimals: boolean,
): Record<string, unknown> {
  const [market, code] = secid.split('.') as [string, string];
  const day = view.day();
  const last = view.last();
  const head = { f1: 2, f12: code, f13: Number(market), f14: names.localName ?? names.name };
  if (day === null || last === null) {
    const dash = Object.fromEntries(['f2', 'f3', 'f4', 'f15', 'f16', 'f17', 'f18'].map((f) => [f, '-']));
    return { ...head, ...dash, f124: '-' };
  }
  const scaled = (value: number): number => (decimals ? Number(value.toFixed(2)) : Math.round(value * 100));
  const previous = day.previousClose;
  return {
    ...head,
    f2: scaled(last.price),
    f3: previous === null ? '-' : scaled((last.price / previous - 1) * 100),
    f4: previous === null ? '-' : scaled(last.price - previous),
    f15: scaled(day.bar.high),
    f16: scaled(day.bar.low),
    f17: scaled(day.bar.open),
    f18: previous === null ? '-' : scaled(previous),
    f124: Math.floor(last.time / 1000),
  };
}

function batch({ query }: Asked, world: World): Reply {
  const wanted = new Set((query.get('fields') ?? '').split(',').filter((f) => f !== ''));
  const diff = (query.get('secids') ?? '')
    .split(',')
    .map((secid) => ({ secid, found: world.view(secid) }))
    .filter((x) => x.found !== undefined)
    .map(({ secid, found }) => {
      const { names, view } = found as NonNullable<typeof found>;
      const row = quoteRow(secid, names, view, query.get('fltt') === '2');
      return wanted.size === 0 ? row : Object.fromEntries(Object.entries(row).filter(([f]) => wanted.has(f)));
    });
  return envelope(diff.length === 0 ? null : { total: diff.length, diff });
}

/** Rows are labelled with the minute that ends the bar, as the site's own charts are. */
const label = (bar: SeriesBar): string => wallTime(bar.closeTime, BEIJING, 'yyyy-MM-dd HH:mm');

/** `trends2`: open, close, high, low: close stands before high. */
function trends({ query }: Asked, world: World): Reply {
  const found = world.view(query.get('secid') ?? '');
  if (found === undefined) return envelope(null);
  const { names, view } = found;
  const days = Math.min(5, Math.max(1, Number(query.get('ndays') ?? 1)));
  const from = view.lastSessions(days)[0]?.open ?? view.at;
  const previous = view.days(from - 20 * DAY_MS, from).at(-1);
  const rows = view.bars(MINUTE_MS, from, view.at + 1).map((b) => {
    const prices = [b.open, b.close, b.high, b.low].map(money);
    return [label(b), ...prices, Math.round(b.volume ?? 0), '0.00', money(b.close)].join(',');
  });
  return envelope({
    code: (query.get('secid') ?? '').split('.')[1],
    market: Number((query.get('secid') ?? '').split('.')[0]),
    type: 5,
    status: 0,
    name: names.localName ?? names.name,
    decimal: 2,
    preSettlement: 0,
    preClose: previous?.close ?? 0,
    beticks: '',
    trendsTotal: rows.length,
    time: Math.floor(view.at / 1000),
    kind: 1,
    prePrice: previous?.close ?? 0,
    trends: rows,
  });
}

function klineRows(
  view: SeriesView,
  klt: string,
  from: number,
  to: number,
): { label: string; bar: SeriesBar }[] {
  const minutes = KLINE_MINUTES[klt];
  if (minutes !== undefined) {
    return view.bars(minutes * MINUTE_MS, from, to).map((bar) => ({ label: label(bar), bar }));
  }
  const zone = view.series.calendar.timeZone;
  return view.days(from, to).map((bar) => ({ label: wallTime(bar.openTime, zone, 'yyyy-MM-dd'), bar }));
}

/** `kline`: klt 1, 5, 15, 30, 60 minutes or 101 days; amplitude in per cent of the close before. */
function kline({ query }: Asked, world: World): Reply {
  const secid = query.get('secid') ?? '';
  const found = world.view(secid);
  if (found === undefined) return envelope(null);
  const { names, view } = found;
  const begin = readDay(query.get('beg') ?? '');
  const end = readDay(query.get('end') ?? '');
  const at = (day: string): number =>
    Temporal.PlainDate.from(day).toZonedDateTime(view.series.calendar.timeZone).epochMilliseconds;
  const from = begin === null ? 0 : at(begin);
  const to = end === null ? view.at + 1 : Math.min(view.at + 1, at(end) + DAY_MS);
  const all = klineRows(view, query.get('klt') ?? '101', from, to);
  const limit = Number(query.get('lmt') ?? 0);
  const rows = limit > 0 ? all.slice(-limit) : all;
  return envelope({
    code: secid.split('.')[1],
    market: Number(secid.split('.')[0]),
    name: names.localName ?? names.name,
    decimal: 2,
    dktotal: all.length,
    preKPrice: all[0]?.bar.open ?? 0,
    klines: rows.map(({ label: when, bar: b }, i) => {
      const before = rows[i - 1]?.bar.close ?? b.open;
      const prices = [b.open, b.close, b.high, b.low].map(money);
      return [
        when,
        ...prices,
        Math.round(b.volume ?? 0),
        '0.00',
        (((b.high - b.low) / before) * 100).toFixed(2),
      ].join(',');
    }),
  });
}

/** push2 and push2his: `ulist.np`, `trends2`, `kline`. */
export function eastmoney(asked: Asked, world: World): Reply {
  if (asked.path.endsWith('/qt/ulist.np/get')) return batch(asked, world);
  if (asked.path.endsWith('/qt/stock/trends2/get')) return trends(asked, world);
  if (asked.path.endsWith('/qt/stock/kline/get')) return kline(asked, world);
  return notFound();
}
