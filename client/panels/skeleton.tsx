import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';

/** A still bar where words will stand, `width` px or as wide as there is room. */
export function Skeleton({ width }: { readonly width: number }): JSX.Element {
  return (
    <span class="skeleton" style={{ width: `min(${width}px, 100%)` }}>
      <span class="visually-hidden">{words.value.states.loading}</span>
    </span>
  );
}

/** Bars in the shape of the list of headlines. */
export function SkeletonList({ rows }: { readonly rows: number }): JSX.Element {
  return (
    <div class="skeleton-list" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}
