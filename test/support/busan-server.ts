import { type RunningServer, startServer } from '../../server/main.ts';
import { createLog } from '../../server/runtime/log.ts';
import { systemClock } from '../../server/runtime/system-clock.ts';
import { busanHeadlines, busanSeries } from '../../server/standin/busan.ts';
import { createStandin, standinEnvironment } from '../../server/standin/standin.ts';
import { readSettings } from '../../server/world/settings.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';

/** A clock that runs with the wall and can be put forward, as a machine that slept. */
export class ShiftedClock implements Clock {
  #shift: number;

  constructor(start: string) {
    this.#shift = parseInstant(start) - systemClock.now();
  }

  now() {
    return asUtcMs(systemClock.now() + this.#shift);
  }

  after(delayMs: number, run: () => void) {
    return systemClock.after(delayMs, run);
  }

  forward(ms: number): void {
    this.#shift += ms;
  }
}

export interface BusanServer {
  readonly clock: ShiftedClock;
  url(): string;
  /** Stops the server; the stand-in and the stored data stay. */
  down(): Promise<void>;
  /** Starts it again on the same address and data. */
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** The real server on the live path, its upstreams played by the stand-in with the simulated Busan day. */
export async function startBusanServer(dataDir: string, start: string): Promise<BusanServer> {
  const clock = new ShiftedClock(start);
  const standin = createStandin({
    clock,
    series: busanSeries(createCalendars(), INSTRUMENTS, 1031),
    headlines: busanHeadlines(),
    delayMinutes: () => 0,
  });
  const { baseUrl } = await standin.start();
  const open = (port: number): Promise<RunningServer> =>
    startServer({
      settings: readSettings(
        {
          ...standinEnvironment(baseUrl),
          DATA_DIR: dataDir,
          PORT: String(port),
          ALLOW_PRIVATE_ADDRESSES: 'true',
          POLL_OPEN_SECONDS: '15',
          POLL_HEADLINES_SECONDS: '60',
        },
        {},
      ),
      wall: clock,
      log: createLog({ level: 'silent' }),
      simulated: false,
    });
  let server: RunningServer | null = await open(0);
  const { port } = server;
  const down = async (): Promise<void> => {
    await server?.stop();
    server = null;
  };
  return {
    clock,
    url: () => `http://127.0.0.1:${port}/`,
    down,
    async up() {
      server = await open(port);
    },
    async stop() {
      await down();
      await standin.stop();
    },
  };
}
