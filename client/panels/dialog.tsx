import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { closeSheet, type SheetName, sheet } from '../state/sheet.ts';
import { Icon } from './icons.tsx';

interface DialogProps {
  readonly name: SheetName;
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** A sheet over the page: the browser keeps the focus inside and gives it back; Esc and a click beside it close. */
export function Dialog(props: DialogProps): JSX.Element | null {
  return sheet.value === props.name ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ name, title, wide, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  // Before any part of it looks for its own place: what is not shown cannot be scrolled to.
  useLayoutEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const beside = (event: MouseEvent): void => {
    if (event.target === element.current) closeSheet();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a modal dialog already.
    <dialog
      ref={element}
      class={`sheet sheet-${name}${wide ? ' sheet-wide' : ''}`}
      aria-labelledby={`sheet-${name}-title`}
      onClose={closeSheet}
      onClick={beside}
    >
      <div class="sheet-body">
        <header class="sheet-head">
          <h2 id={`sheet-${name}-title`}>{title}</h2>
          <button type="button" class="button-plain" aria-label={words.value.close} onClick={closeSheet}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
