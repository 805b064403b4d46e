import type { JSX } from 'preact';

const PATHS = {
  mark: 'M1 9h4l2-6 3 12 2.4-8 1.6 2h3',
  chevron: 'M4 6.5l4 4 4-4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5l3.2 3.2',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  settings: 'M2 5h7M13 5h1M2 11h1M7 11h7M11 3.2v3.6M5 9.2v3.6',
  download: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M2.5 13.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  rings: 'M6 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM10 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z',
  warn: 'M8 2.6l5.8 10.6H2.2zM8 6.6v3.2M8 11.4v.6',
  chart: 'M2 12l3.5-4.5 3 2.5L14 4',
  list: 'M2 4h12M2 8h12M2 12h12',
  news: 'M3 3h10v10H3zM5.5 6h5M5.5 8.5h5',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  first: 'M4 3.5v9M12.5 3.5L6 8l6.5 4.5z',
  last: 'M12 3.5v9M3.5 3.5L10 8l-6.5 4.5z',
  back: 'M10 3.5L5.5 8l4.5 4.5',
  forward: 'M6 3.5L10.5 8 6 12.5',
  waiting: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
} as const;

export type IconName = keyof typeof PATHS | 'play' | 'pause';

interface IconProps {
  readonly name: IconName;
  readonly size?: number;
}

/** A line icon; never the only thing that says something. */
export function Icon({ name, size = 16 }: IconProps): JSX.Element {
  return (
    <svg
      class={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox={name === 'mark' ? '0 0 18 18' : '0 0 16 16'}
      aria-hidden="true"
      focusable="false"
    >
      {name === 'play' ? (
        <path class="icon-filled" d="M4.5 2.8v10.4L13 8z" />
      ) : name === 'pause' ? (
        <path class="icon-filled" d="M4 3h2.8v10H4zM9.2 3H12v10H9.2z" />
      ) : (
        <path d={PATHS[name]} />
      )}
    </svg>
  );
}
