import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A number whose ground lights up softly, once, when it changes; not more than once a second. */
export function Flash({ text, quiet }: { readonly text: string; readonly quiet: boolean }): JSX.Element {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(text);
  useEffect(() => {
    if (before.current === text) return;
    before.current = text;
    const span = element.current;
    if (span === null || quiet || span.getAnimations().length > 0) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const colour = getComputedStyle(span).getPropertyValue('--t1');
    // 600 ms of light in an animation of a second: a change in the rest of it starts no second one.
    span.animate(
      [
        { backgroundColor: `color-mix(in srgb, ${colour} 12%, transparent)`, offset: 0 },
        { backgroundColor: 'transparent', offset: 0.6 },
        { backgroundColor: 'transparent', offset: 1 },
      ],
      { duration: 1000, easing: 'ease-out' },
    );
  }, [text, quiet]);
  return (
    <span ref={element} class="flash">
      {text}
    </span>
  );
}
