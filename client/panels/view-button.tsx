import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import { lazily } from './lazily.tsx';

const open = signal(false);
const LazyMenu = lazily(
  () => open.value,
  async () => (await import('./view-menu.tsx')).ViewMenu,
);

/** Opens the chart's view menu, whose chunk comes with the first press; Esc or a press elsewhere closes it. */
export function ViewButton(): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const shown = open.value;
  useEffect(() => {
    if (!shown) return;
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener(
      'pointerdown',
      (event) => {
        if (!(event.target instanceof Node && root.current?.contains(event.target))) open.value = false;
      },
      { signal },
    );
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        open.value = false;
        button.current?.focus();
      },
      { signal, capture: true },
    );
    return () => stop.abort();
  }, [shown]);
  return (
    <div class="view-button" ref={root}>
      <button
        type="button"
        class="button"
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={shown}
        onClick={() => {
          open.value = !shown;
        }}
      >
        {words.value.hero.view} <Icon name="chevron" />
      </button>
      {shown ? <LazyMenu /> : null}
    </div>
  );
}
