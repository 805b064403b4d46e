import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * A part that is fetched when it is first wanted, so that the first view does not wait for it. Until it is in, `meanwhile`
 * stands in its place.
 */
export function lazily<P extends object = object>(
  wanted: () => boolean,
  load: () => Promise<ComponentType<P>>,
  meanwhile: JSX.Element | null = null,
): ComponentType<P> {
  const part = signal<ComponentType<P> | null>(null);
  return function Lazy(props: P): JSX.Element | null {
    const now = wanted();
    const Part = part.value;
    useEffect(() => {
      if (!now || part.value !== null) return;
      void load().then((component) => {
        part.value = component;
      });
    }, [now]);
    return Part === null ? now ? meanwhile : null : <Part {...props} />;
  };
}
