import { json, notFound, type Reply } from './reply.ts';
import type { Asked, World } from './world.ts';
import { wallTime } from './zones.ts';

/** The fixing of the European Central Bank is out at about 16:00 in Frankfurt. */
const FIXING = 'Europe/Berlin';
const FIXING_HOUR = 16;

/** `/v1/latest?base=USD&symbols=`: the newest daily rate; only USD is carried as a base. */
export function frankfurter({ path, query }: Asked, world: World): Reply {
  if (!path.endsWith('/v1/latest')) return notFound();
  const base = query.get('base') ?? 'EUR';
  if (base !== 'USD') return json({ message: 'not found' }, {}, 404);
  const hour = Number(wallTime(world.now, FIXING, 'HH'));
  const day = Temporal.PlainDate.from(wallTime(world.now, FIXING, 'yyyy-MM-dd'));
  let date = hour < FIXING_HOUR ? day.subtract({ days: 1 }) : day;
  while (date.dayOfWeek > 5) date = date.subtract({ days: 1 });
  const fixing = date.toZonedDateTime({ timeZone: FIXING, plainTime: `${FIXING_HOUR}:00` }).epochMilliseconds;
  const rates: Record<string, number> = {};
  for (const symbol of (query.get('symbols') ?? '').split(',')) {
    const found = world.view(symbol);
    const before = found?.view
      .days(0, fixing)
      .filter((b) => b.closeTime <= fixing)
      .at(-1);
    if (before !== undefined) rates[symbol] = before.close;
  }
  return json({ amount: 1, base, date: date.toString(), rates }, { 'cache-control': 'public, max-age=900' });
}
