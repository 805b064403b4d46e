import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { leaveReplay, mode, startReplay } from '../state/playhead.ts';
import { openSheet } from '../state/sheet.ts';
import { day } from '../state/subject.ts';
import { Icon, type IconName } from './icons.tsx';

type Section = 'chart' | 'markets' | 'headlines';
const SECTIONS: readonly { readonly id: Section; readonly icon: IconName }[] = [
  { id: 'chart', icon: 'chart' },
  { id: 'markets', icon: 'list' },
  { id: 'headlines', icon: 'news' },
];
const current = signal<Section>('chart');

/** Follows which section stands under the head of the screen. */
function followScroll(): () => void {
  const update = (): void => {
    const line = innerHeight * 0.4;
    const passed = SECTIONS.filter(
      ({ id }) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) <= line,
    );
    current.value = passed.at(-1)?.id ?? 'chart';
  };
  addEventListener('scroll', update, { passive: true });
  update();
  return () => removeEventListener('scroll', update);
}

const toSection = (id: Section): void => {
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.getElementById(id)?.scrollIntoView({ behavior: smooth ? 'smooth' : 'auto', block: 'start' });
};

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
        <Icon name="play" size={16} />
        {t.replay}
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => openSheet('more')}>
        <Icon name="more" size={18} />
        {t.more}
      </button>
    </nav>
  );
}
