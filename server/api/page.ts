import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { Router } from 'express';
import type { Guard } from './guard.ts';
import { linkPreview, withPreview } from './link-preview.ts';
import type { World } from './world.ts';

/** Paths at which the page lives; everything else that is no file is not found. */
const APP_ROUTES = ['/', '/embed'];
const NO_PAGE = 'The page is not built yet: run "npm run build", or "npm start", which does it.\n';

export interface PageOptions {
  readonly clientDir: string;
  readonly world: () => World;
  readonly guard: Guard;
}

/**
 * Serves the built page of `clientDir`. Files under `assets/` have their hash in the name and never change. A link to an
 * event gets what other pages show of it into its head.
 */
export function pageRouter({ clientDir, world, guard }: PageOptions): Router {
  const router = Router();
  const index = join(clientDir, 'index.html');
  router.use(
    express.static(clientDir, {
      index: false,
      redirect: false,
      setHeaders(res, path) {
        const hashed = path.startsWith(join(clientDir, 'assets'));
        res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get(APP_ROUTES, async (req, res) => {
    if (!existsSync(index)) {
      res.status(503).set('Cache-Control', 'no-store').type('text/plain').send(NO_PAGE);
      return;
    }
    res.set('Cache-Control', 'no-cache');
    // A store that does not answer keeps nobody from the page, which says so itself.
    const preview = await linkPreview(world(), guard, req).catch(() => null);
    if (preview === null) res.sendFile(index);
    else res.type('html').send(withPreview(await readFile(index, 'utf8'), preview));
  });
  return router;
}
