import type { ThemeName } from './palette.ts';

const TOKENS = [
  ...(['bg', 's1', 's2', 's3', 'ln', 'ln2', 't1', 't2', 't3', 'inv', 'grid', 'zero', 'grey'] as const),
  ...(['live', 'rep', 'warn', 'us', 'cn', 'ot', 'focus', 'up', 'down', 'shade'] as const),
];
type Token = (typeof TOKENS)[number];

/** The page's tokens as the canvas needs them, with the font the CSS uses. */
export interface ChartTheme extends Readonly<Record<Token, string>> {
  readonly name: ThemeName;
  readonly family: string;
}

/** Reads the tokens that hold at an element. */
export function readTheme(element: HTMLElement): ChartTheme {
  const style = getComputedStyle(element);
  const colours = Object.fromEntries(
    TOKENS.map((token) => [token, style.getPropertyValue(`--${token}`).trim() || 'gray']),
  ) as Record<Token, string>;
  const named = element.closest<HTMLElement>('[data-theme]')?.dataset.theme;
  return { ...colours, name: named === 'light' ? 'light' : 'dark', family: style.fontFamily };
}

/** Calls back when the tokens or the font may have changed, until stopped. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-direction', 'lang', 'class'],
  });
  const contrast = matchMedia('(prefers-color-scheme: dark)');
  contrast.addEventListener('change', changed);
  document.fonts.addEventListener('loadingdone', changed);
  void document.fonts.ready.then(changed);
  return () => {
    observer.disconnect();
    contrast.removeEventListener('change', changed);
    document.fonts.removeEventListener('loadingdone', changed);
  };
}
