import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { clockText, dateText, durationText, longDate } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame, loaded, visibleAnchors } from '../state/frame.ts';
import { layout } from '../state/layout.ts';
import { leaveReplay, mode, startReplay } from '../state/playhead.ts';
import { openSheet } from '../state/sheet.ts';
import { day, running, subject, zone } from '../state/subject.ts';
import { changeView } from '../state/view.ts';
import { anchorKey } from '../state/view-url.ts';
import { zoneShort } from '../state/zones.ts';
import { approx } from './approx.ts';
import { Icon } from './icons.tsx';
import { Pills } from './pills.tsx';
import { Segmented } from './segmented.tsx';
import { Skeleton } from './skeleton.tsx';

const copied = signal(false);

async function copy(): Promise<void> {
  const { copyLink } = await import('../share/links.ts');
  copied.value = await copyLink();
}

function T0Line(): JSX.Element | null {
  const about = subject.value;
  if (about === null) return null;
  const h = words.value.header;
  const { playhead } = frame.value;
  const time = about.t0;
  const wide = layout.value === 'wide';
  const date = wide ? longDate(time, zone.value) : dateText(time, zone.value);
  const clock =
    about.precision === 'day'
      ? ''
      : `, ${approx(about.precision)}${clockText(time, zone.value)} ${zoneShort(time, zone.value)}`;
  const ahead = time > playhead;
  const name =
    about.t0Name === null
      ? about.slug === null
        ? h.dayOpen
        : h.byHand
      : ahead
        ? null
        : about.t0Name.toLowerCase();
  const since =
    mode.value === 'archive'
      ? h.complete
      : mode.value === 'replay'
        ? null
        : ahead
          ? h.ahead(durationText(Math.ceil((time - playhead) / MINUTE_MS) * MINUTE_MS))
          : h.ago(durationText(Math.floor((playhead - time) / MINUTE_MS) * MINUTE_MS));
  return (
    <p class="t0-line">
      {h.t0}{' '}
      <b>
        {date}
        {clock}
      </b>
      {layout.value === 'phone' ? null : (
        <>
          {wide && name !== null ? `, ${name}` : ''}, {h.precision[about.precision]}
        </>
      )}
      {since === null ? null : (
        <>
          {layout.value === 'phone' ? ' · ' : '. '}
          <b>{since}</b>
        </>
      )}
    </p>
  );
}

/** At most this many anchors stand in the header; the picker has all. */
const MAX_ANCHORS = 3;

function Anchors(): JSX.Element | null {
  const anchors = visibleAnchors.value;
  const about = subject.value;
  if (layout.value !== 'wide' || about === null || anchors.length < 2) return null;
  const key = about.t0Name === null ? '' : anchorKey(about.t0Name);
  const options = anchors.slice(0, MAX_ANCHORS).map((a) => ({
    value: anchorKey(a.name),
    text: `${shortName(a.name)} ${approx(a.precision)}${clockText(a.time, zone.value)}`,
  }));
  return (
    <Segmented
      label={words.value.header.anchors}
      value={key}
      options={options}
      onChange={(anchor) => changeView({ anchor, t0: null, t: null })}
    />
  );
}

/** An anchor's name up to its first comma or bracket: the rest is said elsewhere. */
const shortName = (name: string): string => {
  const cut = name.split(/[,(]/)[0]?.trim() ?? name;
  return cut.length > 22 ? `${cut.slice(0, 21).trimEnd()}…` : cut;
};

function ReplayButton(): JSX.Element {
  const h = words.value.header;
  if (mode.value === 'replay') {
    return (
      <button type="button" class="button" onClick={leaveReplay}>
        {running.value ? h.backToLive : h.backToDay}
      </button>
    );
  }
  return (
    <button type="button" class="button" onClick={() => startReplay(day.value.from, false)}>
      <Icon name="play" size={12} /> {mode.value === 'archive' ? h.replayDay : h.replay}
    </button>
  );
}

export function Header(): JSX.Element {
  const h = words.value.header;
  const phone = layout.value === 'phone';
  const copyText =
    mode.value === 'replay' ? h.copyLinkTo(clockText(frame.value.playhead, zone.value)) : h.copyLink;
  return (
    <header class="header">
      <div class="header-title">
        <span class="mark">
          <Icon name="mark" size={18} />
        </span>
        <div class="header-event">
          <h1>
            <button
              type="button"
              class="title-button"
              aria-haspopup="dialog"
              title={subject.value?.title}
              onClick={() => openSheet('picker')}
            >
              <span>
                {loaded.value ? (subject.value?.title ?? words.value.product) : <Skeleton width={260} />}
              </span>{' '}
              <Icon name="chevron" />
            </button>
          </h1>
          <T0Line />
        </div>
        {phone ? (
          <button
            type="button"
            class="button-plain"
            aria-label={h.exportCsv}
            onClick={() => openSheet('export')}
          >
            <Icon name="download" />
          </button>
        ) : null}
      </div>
      <Anchors />
      <span class="header-space" />
      <Pills />
      {phone ? null : (
        <div class="header-actions">
          <button
            type="button"
            class={
              mode.value === 'replay' && layout.value === 'wide' ? 'button-plain button-text' : 'button-plain'
            }
            aria-label={copied.value ? h.copied : copyText}
            title={copied.value ? h.copied : copyText}
            onClick={() => void copy()}
            onBlur={() => {
              copied.value = false;
            }}
          >
            <Icon name="link" />
            {mode.value === 'replay' && layout.value === 'wide' ? (copied.value ? h.copied : copyText) : null}
          </button>
          <button
            type="button"
            class="button-plain"
            aria-label={h.settings}
            title={h.settings}
            onClick={() => openSheet('settings')}
          >
            <Icon name="settings" />
          </button>
          <ReplayButton />
          <button type="button" class="button button-filled" onClick={() => openSheet('export')}>
            <Icon name="download" /> {h.exportCsv}
          </button>
        </div>
      )}
    </header>
  );
}
