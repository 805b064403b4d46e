import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/instant.ts';
import { clockText, offsetSecondsText, secondsText } from '../i18n/format.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { words } from '../i18n/words.ts';
import { Icon } from '../panels/icons.tsx';
import { frame } from '../state/frame.ts';
import { layout } from '../state/layout.ts';
import { mode, playhead, playing, replayClock, seek, setSpeed, togglePlay } from '../state/playhead.ts';
import { changeSettings, settings } from '../state/settings.ts';
import { openSheet } from '../state/sheet.ts';
import { day, shown, subject, t0, zone } from '../state/subject.ts';
import { SPEEDS } from '../state/view-url.ts';
import { offsetMinutes, zoneShort } from '../state/zones.ts';
import { jumpTo, nextSpeed, stepBars } from './replay-state.ts';
import { areaPath, hourTicks, liveliness, stripTicks } from './strip.ts';

const STRIP_WIDTH = 1000;
const STRIP_HEIGHT = 30;

/** Once a minute of event time is enough for the area. */
const minute = computed(() => Math.floor(playhead.value / MINUTE_MS));
const area = computed(() => {
  minute.value;
  const { from, to } = day.value;
  const values = liveliness(
    frame.peek(),
    shown.value.map((i) => i.id),
    from,
    to,
  );
  return areaPath(values, from, to, playhead.peek(), STRIP_WIDTH, STRIP_HEIGHT);
});

const share = (time: number): string => {
  const { from, to } = day.value;
  return `${(((time - from) / (to - from)) * 100).toFixed(3)}%`;
};

function Strip(): JSX.Element {
  const t = sheetWords.value.transport;
  const { from, to } = day.value;
  const now = playhead.value;
  const shift = offsetMinutes(from, zone.value) * MINUTE_MS;
  const events = frame.value.events.flatMap((e) =>
    e.anchors
      .filter((a) => a.time >= from && a.time <= to && a.time !== t0.value)
      .map((a) => ({ key: `${e.slug}|${a.name}`, time: a.time, own: e.slug === subject.value?.slug })),
  );
  return (
    <div class="strip">
      <svg
        viewBox={`0 0 ${STRIP_WIDTH} ${STRIP_HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        class="strip-area"
      >
        <path d={area.value} />
      </svg>
      {stripTicks(frame.value, from, to).map((tick) => (
        <i
          key={tick.id}
          class={`strip-tick side-${tick.side}`}
          style={{ left: share(tick.time), height: `${Math.min(24, 9 + 3 * tick.outlets)}px` }}
        />
      ))}
      {t0.value >= from && t0.value <= to ? (
        <i class="strip-t0" style={{ left: share(t0.value) }}>
          <b>{words.value.header.t0}</b>
        </i>
      ) : null}
      {events.map((e) => (
        <i key={e.key} class={`strip-event${e.own ? ' strip-own' : ''}`} style={{ left: share(e.time) }} />
      ))}
      <i class="strip-playhead" style={{ left: share(now) }} />
      <div class="strip-hours" aria-hidden="true">
        {hourTicks(from, to, shift, layout.value === 'phone' ? 2 : 1).map((time) => (
          <span key={time} style={{ left: share(time) }}>
            {clockText(time, zone.value)}
          </span>
        ))}
      </div>
      <input
        type="range"
        class="strip-input"
        min={from}
        max={to}
        step={SECOND_MS}
        value={now}
        aria-label={t.position}
        aria-valuetext={`${secondsText(now, zone.value)} ${zoneShort(now, zone.value)}, ${offsetSecondsText(now - t0.value)}`}
        onInput={(e) => seek(Number(e.currentTarget.value))}
        onKeyDown={(e) => {
          const bars = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[
            e.key
          ];
          if (bars === undefined) return;
          e.preventDefault();
          stepBars(e.shiftKey ? bars * 10 : bars);
        }}
      />
    </div>
  );
}

function Control(props: {
  readonly icon: 'first' | 'last' | 'back' | 'forward';
  readonly label: string;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="button-plain"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}

function Speeds(): JSX.Element {
  const speed = replayClock.value?.speed ?? 60;
  return (
    // biome-ignore lint/a11y/useSemanticElements: one row of five.
    <div class="segmented speeds" role="group" aria-label={sheetWords.value.transport.speed}>
      {SPEEDS.map((s) => (
        <button type="button" key={s} aria-pressed={s === speed} onClick={() => setSpeed(s)}>
          {s.toLocaleString('en')}×
        </button>
      ))}
    </div>
  );
}

/** The phone's speeds: one button that goes through the list. */
function SpeedButton(): JSX.Element {
  const speed = replayClock.value?.speed ?? 60;
  const next = nextSpeed(speed, true);
  return (
    <button
      type="button"
      class="button speed-button"
      aria-label={`${sheetWords.value.transport.speed}: ${speed.toLocaleString('en')}×`}
      onClick={() => setSpeed(next === speed ? SPEEDS[0] : next)}
    >
      {speed.toLocaleString('en')}×
    </button>
  );
}

function Hints(): JSX.Element {
  const t = sheetWords.value.transport;
  const skip = settings.value.skipClosed;
  return (
    <p class="transport-hints">
      <button
        type="button"
        class="button-link"
        aria-pressed={skip}
        onClick={() => changeSettings({ skipClosed: !skip })}
      >
        {t.skipClosed} <b>{skip ? t.on : t.off}</b>
      </button>
      {layout.value === 'wide' ? (
        <>
          <span>
            <kbd>space</kbd> {playing.value ? t.spacePause : t.spacePlay}
          </span>
          <span>
            <kbd>n</kbd> {t.headlineKey}
          </span>
        </>
      ) : null}
      <button
        type="button"
        class="button-plain key-button"
        aria-label={words.value.header.help}
        onClick={() => openSheet('help')}
      >
        <kbd>?</kbd>
      </button>
    </p>
  );
}

/** The replay's controls: steps, play, the clock of the playhead, the strip of the day and the speeds. */
export function TransportBar(): JSX.Element | null {
  const t = sheetWords.value.transport;
  const now = playhead.value;
  if (mode.value !== 'replay') return null;
  return (
    <section class="transport" aria-label={t.label}>
      <div class="transport-controls">
        <Control icon="first" label={t.previousEvent} onClick={() => jumpTo('event', false)} />
        <Control icon="back" label={t.back} onClick={() => stepBars(-1)} />
        <button type="button" class="play" aria-label={playing.value ? t.pause : t.play} onClick={togglePlay}>
          <Icon name={playing.value ? 'pause' : 'play'} size={18} />
        </button>
        <Control icon="forward" label={t.forward} onClick={() => stepBars(1)} />
        <Control icon="last" label={t.nextEvent} onClick={() => jumpTo('event', true)} />
      </div>
      <div class="transport-clock">
        <p class="transport-time">
          {secondsText(now, zone.value)} <small>{zoneShort(now, zone.value)}</small>
        </p>
        <p class="transport-offset">
          {offsetSecondsText(now - t0.value)} · {clockText(now, 'UTC')} UTC
        </p>
      </div>
      <Strip />
      {layout.value === 'phone' ? (
        <SpeedButton />
      ) : (
        <div class="transport-right">
          <Speeds />
          <Hints />
        </div>
      )}
    </section>
  );
}
