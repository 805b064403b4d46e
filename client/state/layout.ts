import { computed, signal } from '@preact/signals';
import { settings } from './settings.ts';
import { view } from './view.ts';

export type Layout = 'wide' | 'laptop' | 'tablet' | 'phone';

/** Width of the window in CSS pixels. */
export const windowWidth = signal(1280);
/** What the system prefers. */
export const systemDark = signal(true);

export const layout = computed<Layout>(() => {
  const width = windowWidth.value;
  if (width >= 1440) return 'wide';
  if (width >= 1024) return 'laptop';
  return width >= 640 ? 'tablet' : 'phone';
});

export const theme = computed<'dark' | 'light'>(() => {
  const asked = view.value.theme ?? settings.value.theme;
  return asked === 'system' ? (systemDark.value ? 'dark' : 'light') : asked;
});
