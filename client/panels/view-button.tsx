import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { Icon } from './icons.tsx';

const open = signal(false);
const menu = signal<ComponentType | null>(null);

/** Opens the chart's view menu, whose chunk comes with the first press; Esc or a press elsewhere closes it. */
export function ViewButton(): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const shown = open.value;
  const Menu = menu.value;
  useEffect(() => {
    if (!shown) return;
    if (menu.peek() === null) {
      void import('./view-menu.tsx').then((m) => {
        menu.value = m.ViewMenu;
      });
    }
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
      {shown && Menu !== null ? <Menu /> : null}
    </div>
  );
}
