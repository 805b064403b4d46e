import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { clockText, offsetText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame } from '../state/frame.ts';
import { leaveReplay, mode, startReplay } from '../state/playhead.ts';
import { openSheet } from '../state/sheet.ts';
import { day, subject, t0, zone } from '../state/subject.ts';
import { Icon, type IconName } from './icons.tsx';
import { Pills } from './pills.tsx';

type Section = 'chart' | 'markets' | 'headlines';
const SECTIONS: readonly { readonly id: Section; readonly icon: IconName }[] = [
  { id: 'chart', icon: 'chart' },
  { id: 'markets', icon: 'list' },
  { id: 'headlines', icon: 'news' },
];
const current = signal<Section>('chart');
/** True once the head of the page has scrolled away. */
const scrolled = signal(false);
/** Height of the head, px. */
const HEAD_PX = 110;

/** Follows which section stands under the head of the screen. */
function followScroll(): () => void {
  const update = (): void => {
    const line = innerHeight * 0.4;
    const passed = SECTIONS.filter(
      ({ id }) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) <= line,
    );
    current.value = passed.at(-1)?.id ?? 'chart';
    scrolled.value = scrollY > HEAD_PX;
  };
  addEventListener('scroll', update, { passive: true });
  update();
  return () => removeEventListener('scroll', update);
}

const toSection = (id: Section): void => {
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.getElementById(id)?.scrollIntoView({ behavior: smooth ? 'smooth' : 'auto', block: 'start' });
};

/** What the page is about, in one line, once its head has scrolled away. */
export function CompactHead(): JSX.Element | null {
  if (!scrolled.value) return null;
  const { playhead } = frame.value;
  return (
    <div class="compact-head" aria-hidden="true">
      <b>{subject.value?.title ?? words.value.product}</b>
      <span>
        {offsetText(playhead - t0.value)} · {clockText(playhead, zone.value)}
      </span>
      <Pills />
    </div>
  );
}

/** Five places of the phone page, always in reach of the thumb. */
export function TabBar(): JSX.Element {
  const t = words.value.tabs;
  useEffect(followScroll, []);
  const replaying = mode.value === 'replay';
  return (
    <nav class="tabs" aria-label={t.label}>
      {SECTIONS.map(({ id, icon }) => (
        <button
          type="button"
          key={id}
          aria-current={current.value === id ? 'true' : undefined}
          onClick={() => toSection(id)}
        >
          <Icon name={icon} size={18} />
          {t[id]}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={replaying}
        onClick={() => (replaying ? leaveReplay() : startReplay(day.value.from, false))}
      >
        <Icon name="play" size={18} />
        {t.replay}
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => openSheet('more')}>
        <Icon name="more" size={18} />
        {t.more}
      </button>
    </nav>
  );
}
