import { computed, effect, signal } from '@preact/signals';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { SECOND_MS } from '../../shared/time/instant.ts';
import { type Connection, connect } from '../connection/socket.ts';
import { fetchInstruments, fetchWindow, startSimulation } from '../connection/windows.ts';
import { mode, playing } from './playhead.ts';
import { takeRecordChanges, takeRecordReset } from './records.ts';
import { createReread, type Reread } from './reread.ts';
import { clockOffset, connection, status, unreadableMessages, wallNow } from './status.ts';
import { day, instruments, subject, t0, takeClosures } from './subject.ts';
import {
  heldStore,
  isBehindHistory,
  stretchesToRead,
  takeChanges,
  takeReset,
  takeWindow,
  timelineLoaded,
} from './timeline.ts';

/** What the page needs of its surroundings. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly everyFrame: (paint: () => void) => Cancel;
  readonly visible: () => boolean;
  readonly onVisible: (run: () => void) => Cancel;
}

/** Difference of clocks that a slow message may explain, ms. */
const CLOCK_TOLERANCE_MS = 5_000;

export const windowFailed = signal(false);
export const simulation = signal<'idle' | 'starting' | { readonly failed: string }>('idle');

let line: Connection | null = null;
let reread: Reread | null = null;
const asked = new Set<string>();

export const tryConnection = (): void => line?.tryNow();

/** Fetches the stretch of history the view is about, once per store and event. */
export async function loadWindow(): Promise<void> {
  const about = subject.value;
  if (about === null || !timelineLoaded.value) return;
  const what = about.slug === null ? { from: day.value.from, to: day.value.to } : { event: about.slug };
  const key = `${heldStore()}|${about.slug ?? t0.value}`;
  if (asked.has(key)) return;
  asked.add(key);
  try {
    const window = await fetchWindow(what);
    if (takeWindow(window) && isBehindHistory(window)) reread?.add([{ from: window.from, to: window.to }]);
    windowFailed.value = false;
  } catch {
    asked.delete(key);
    windowFailed.value = true;
  }
}

/** Asks for the simulated day; the server's reset brings it. */
export async function startSimulatedDay(): Promise<void> {
  simulation.value = 'starting';
  try {
    await startSimulation();
    simulation.value = 'idle';
  } catch (error) {
    simulation.value = { failed: error instanceof Error ? error.message : String(error) };
  }
}

function keepTime({ clock, everyFrame }: Surroundings): void {
  const tick = (): void => {
    wallNow.value = clock.now();
    clock.after(SECOND_MS, tick);
  };
  tick();
  let stop: Cancel | null = null;
  effect(() => {
    if (playing.value && stop === null) {
      stop = everyFrame(() => {
        wallNow.value = clock.now();
      });
    } else if (!playing.value && stop !== null) {
      stop();
      stop = null;
    }
  });
}

/** Days the user of this server added as closed, read when the server says that there are some, or other ones. */
function keepClosures(): void {
  /** When those in force changed; null where there are none, as in the simulated day. */
  const changedAt = computed(() => {
    const user = status.value?.userCalendars;
    return user === undefined || user.closures === 0 ? null : user.changedAt;
  });
  effect(() => {
    const wanted = changedAt.value;
    if (wanted === null) {
      takeClosures([]);
      return;
    }
    void import('../connection/closures.ts').then(async ({ fetchClosures }) => {
      // Where they cannot be read the shipped calendars stand in, and the next change asks again.
      const closures = await fetchClosures().catch(() => null);
      if (closures !== null && changedAt.peek() === wanted) takeClosures(closures);
    });
  });
}

/** Connects the page: line, clock and windows. Called once, by main. */
export function wire(surroundings: Surroundings): void {
  keepTime(surroundings);
  keepClosures();
  const again = createReread(surroundings.clock, async (stretch) => {
    takeWindow(await fetchWindow(stretch));
  });
  reread = again;
  line = connect(surroundings, {
    apply: (changes, to) => {
      if (mode.peek() === 'live') wallNow.value = surroundings.clock.now();
      takeRecordChanges(changes);
      takeChanges(changes, to);
      again.add(stretchesToRead(changes));
    },
    reset: (snapshot, to) => {
      takeRecordReset(snapshot.records ?? []);
      takeReset(snapshot, to);
      again.forget();
      asked.clear();
      void loadWindow();
    },
    status: (message) => {
      status.value = message;
      // A clock that was set meanwhile, here or there, is noticed before the next measurement.
      const offset = message.serverTime - surroundings.clock.now();
      if (Math.abs(offset - clockOffset.peek()) > CLOCK_TOLERANCE_MS) clockOffset.value = offset;
    },
    state: (state) => {
      connection.value = state;
    },
    offset: (ms) => {
      clockOffset.value = ms;
    },
    unreadable: (count) => {
      unreadableMessages.value = count;
    },
  });
  effect(() => {
    subject.value?.slug;
    if (timelineLoaded.value) void loadWindow();
  });
  fetchInstruments().then(
    (list) => {
      instruments.value = list;
    },
    // The list that ships stands in; the line says when the server cannot be reached.
    () => {},
  );
}
