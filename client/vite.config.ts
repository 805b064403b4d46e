import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Server a development page talks to. */
const SERVER = 'http://127.0.0.1:8080';

/**
 * zod hangs the making of JSON Schema on every schema; the page never makes any. Its two modules keep their names and
 * lose their bodies, which saves 6 kB of what has to arrive before the first picture.
 */
const JSON_SCHEMA = /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const EXPORTED = /^export (?:const|function) (\w+)/gm;

function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    apply: 'build',
    transform(code, id) {
      if (!JSON_SCHEMA.test(id)) return null;
      const names = [...code.matchAll(EXPORTED)].map(([, name]) => name);
      if (names.length === 0) throw new Error(`${id} exports nothing this plugin knows; look at it again`);
      const lines = names.map(
        (name) => `export const ${name} = () => () => { throw new Error("no JSON Schema in the page"); };`,
      );
      return { code: lines.join('\n'), map: null };
    },
  };
}

export default defineConfig({
  root: at('.'),
  base: '/',
  publicDir: at('public'),
  plugins: [withoutJsonSchema()],
  build: {
    outDir: at('../dist/client'),
    emptyOutDir: true,
    target: 'es2024',
    // Nothing is inlined: the policy of the page allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': SERVER, '/socket.io': { target: SERVER, ws: true } },
  },
});
