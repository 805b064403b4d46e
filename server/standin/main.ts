import { parseArgs } from 'node:util';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { SIMULATION_SEED } from '../../shared/simulation/marks.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { EventClock } from '../runtime/event-clock.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { busanHeadlines, busanSeries } from './busan.ts';
import { createStandin } from './standin.ts';

const USAGE = `Serves the simulated Busan day in the upstreams' own formats, on loopback.
  node server/standin/main.ts [--port 0] [--start 2025-10-30T02:00:00Z] [--speed 1] [--late]
  --speed  event seconds to a second of the wall
  --late   serve with the usual delays of free prices
Prints "listening <url>" when it is ready. Faults are set by POST <url>/__faults.`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    start: { type: 'string', default: '2025-10-30T02:00:00Z' },
    speed: { type: 'string', default: '1' },
    late: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
} else {
  const clock = new EventClock({
    wall: systemClock,
    clock: {
      anchorEventTime: parseInstant(values.start),
      anchorWallTime: systemClock.now(),
      speed: Number(values.speed),
      paused: false,
      rev: 0,
    },
  });
  const standin = createStandin({
    clock,
    series: busanSeries(createCalendars(), INSTRUMENTS, SIMULATION_SEED),
    headlines: busanHeadlines(),
    port: Number(values.port),
    ...(values.late ? {} : { delayMinutes: () => 0 }),
  });
  const { baseUrl } = await standin.start();
  process.stdout.write(`listening ${baseUrl}\n`);
  const stop = (): void => {
    clock.stop();
    void standin.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
