// Pictures of the running product: `node scripts/screenshots.ts [folder [part of a name [seconds]]]` starts the
// simulated day and the archive and photographs them wide, on a laptop and on a phone, dark and light, after letting the
// day run for some seconds. The README's pictures come from here, after 215 s: 12:55 in Seoul.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { launchBrowser, openPage } from '../test/support/browser.ts';
import { dataFolder, startServer } from '../test/support/start-server.ts';

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '.build', 'screens');
const only = process.argv[3];
const runFor = Number(process.argv[4] ?? 0);
mkdirSync(folder, { recursive: true });

const SIZES = {
  wide: { width: 1600, height: 1000 },
  laptop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

interface Shot {
  readonly name: string;
  readonly command: 'demo' | 'serve';
  readonly path: string;
  readonly size: keyof typeof SIZES;
  readonly theme: 'dark' | 'light';
  /** Hovers over the middle of the plot. */
  readonly hover?: true;
}

const REPLAY = '?event=busan-2025&t=6600&speed=60&theme=';
const SHOTS: readonly Shot[] = [
  ...(['wide', 'laptop', 'phone'] as const).flatMap((size) =>
    (['dark', 'light'] as const).flatMap((theme): Shot[] => [
      { name: `live-${size}-${theme}`, command: 'demo', path: `?theme=${theme}`, size, theme },
      { name: `replay-${size}-${theme}`, command: 'demo', path: `${REPLAY}${theme}`, size, theme },
      { name: `archive-${size}-${theme}`, command: 'serve', path: `?theme=${theme}`, size, theme },
    ]),
  ),
  {
    name: 'hover-laptop-dark',
    command: 'demo',
    path: '?theme=dark',
    size: 'laptop',
    theme: 'dark',
    hover: true,
  },
];

const browser = await launchBrowser();
for (const command of ['demo', 'serve'] as const) {
  const shots = SHOTS.filter(
    (shot) => shot.command === command && (only === undefined || shot.name.includes(only)),
  );
  if (shots.length === 0) continue;
  const data = dataFolder();
  const server = await startServer(command, { DATA_DIR: data.path });
  await setTimeout(runFor * 1000);
  for (const shot of shots) {
    const { page, errors } = await openPage(browser, {
      viewport: SIZES[shot.size],
      colorScheme: shot.theme,
      deviceScaleFactor: shot.size === 'phone' ? 2 : 1,
      hasTouch: shot.size === 'phone',
    });
    await page.goto(new URL(shot.path, server.url).href);
    await page.waitForTimeout(3500);
    if (shot.hover) await page.mouse.move(520, 260);
    if (shot.hover) await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${shot.name}.png`) });
    for (const error of errors) process.stderr.write(`${shot.name}: ${error}\n`);
    await page.context().close();
  }
  await server.stop();
  data.remove();
}
await browser.close();
