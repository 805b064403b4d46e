import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Server a development page talks to. */
const SERVER = 'http://127.0.0.1:8080';

/** A transport that this server does not offer; the name stays, for the client lists it. */
const WEB_TRANSPORT = /\/engine\.io-client\/build\/esm\/transports\/webtransport\.js$/;
/** Waits for what a lazy chunk needs besides: nothing here, for its styles and its static imports are in already. */
const PRELOAD = /vite\/preload-helper\.js$/;

/** Leaves modules out that do nothing for this page and cost 1.5 kB of its first view. */
function withoutUnused(): Plugin {
  return {
    name: 'without-unused',
    apply: 'build',
    enforce: 'post',
    transform(_, id) {
      if (WEB_TRANSPORT.test(id)) return { code: 'export class WT {}', map: null };
      if (PRELOAD.test(id)) return { code: 'export const __vitePreload = (load) => load();', map: null };
      return null;
    },
  };
}

const CALENDAR_DATA = /\/shared\/calendar\/exchanges\/\w+\.ts$/;
const ADDRESS = /'https?:\/\/[^']*'/g;

/** Where a closure was announced is for readers of the data; the page shows none of these addresses. */
function withoutCalendarSources(): Plugin {
  return {
    name: 'without-calendar-sources',
    apply: 'build',
    enforce: 'pre',
    transform: (code, id) =>
      CALENDAR_DATA.test(id) ? { code: code.replace(ADDRESS, "''"), map: null } : null,
  };
}

const CHART_ROOM = at('charts/chartjs');
const CHART = 'chart.js';
const USED = '\0chart-as-used';
/** What Chart.js mixes colours with, for animation and hover alone; we use neither, and it costs 3.6 kB. */
const COLOUR = '@kurkle/color';
const NO_COLOUR = '\0no-colour';
const NO_COLOUR_CODE =
  'export class Color { constructor() { throw new Error("Chart.js mixes no colours here"); } }';

/** The values the only importer of Chart.js takes from it. */
function usedOfChart(): string[] {
  const sources = readdirSync(CHART_ROOM).map((file) => readFileSync(join(CHART_ROOM, file), 'utf8'));
  const lists = sources.flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from 'chart\.js'/g)]);
  return lists
    .flatMap(([, names]) => (names as string).split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

/**
 * Chart.js, bundled alone with the promise that reading a property does nothing: true there, and worth 6 kB, but not
 * true of signals, whose reads subscribe. Hence not for the whole page.
 */
function chartAsUsed(): Plugin {
  const entry: Plugin = {
    name: 'chart-entry',
    enforce: 'pre',
    resolveId: (id) => (id === USED ? USED : id === COLOUR ? NO_COLOUR : null),
    load(id) {
      if (id === NO_COLOUR) return NO_COLOUR_CODE;
      return id === USED ? `export { ${usedOfChart().join(', ')} } from '${CHART}';` : null;
    },
  };
  return {
    name: 'chart-as-used',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === CHART ? USED : null),
    async load(id) {
      if (id !== USED) return null;
      const result = await build({
        configFile: false,
        root: at('.'),
        logLevel: 'error',
        plugins: [entry],
        build: {
          write: false,
          minify: false,
          rolldownOptions: {
            input: USED,
            preserveEntrySignatures: 'strict',
            treeshake: { propertyReadSideEffects: false },
          },
        },
      });
      const [bundle] = [result].flat();
      if (bundle === undefined || !('output' in bundle)) throw new Error('Chart.js gave no bundle');
      return { code: bundle.output[0].code, map: null };
    },
  };
}

export default defineConfig({
  root: at('.'),
  base: '/',
  publicDir: at('public'),
  plugins: [withoutUnused(), withoutCalendarSources(), chartAsUsed()],
  build: {
    outDir: at('../dist/client'),
    emptyOutDir: true,
    target: 'es2024',
    // Nothing is inlined: the policy of the page allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first view imports statically is one file: cut by what later parts share with it, it packs worse.
          groups: [{ name: 'first-view', tags: ['$initial'] }],
        },
      },
    },
  },
  server: {
    proxy: { '/api': SERVER, '/socket.io': { target: SERVER, ws: true } },
  },
});
