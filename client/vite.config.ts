import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Server a development page talks to. */
const SERVER = 'http://127.0.0.1:8080';

export default defineConfig({
  root: at('.'),
  base: '/',
  publicDir: at('public'),
  build: {
    outDir: at('../dist/client'),
    emptyOutDir: true,
    target: 'es2023',
    // Nothing is inlined: the policy of the page allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': SERVER, '/socket.io': { target: SERVER, ws: true } },
  },
});
