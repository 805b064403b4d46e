import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/** Paths at which the page lives; everything else that is no file is not found. */
const APP_ROUTES = ['/', '/embed'];
const NO_PAGE = 'The page is not built yet: run "npm run build", or "npm start", which does it.\n';

/** Serves the built page of `clientDir`. Files under `assets/` have their hash in the name and never change. */
export function pageRouter(clientDir: string): Router {
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
  router.get(APP_ROUTES, (_req, res) => {
    if (!existsSync(index)) {
      res.status(503).set('Cache-Control', 'no-store').type('text/plain').send(NO_PAGE);
      return;
    }
    res.set('Cache-Control', 'no-cache').sendFile(index);
  });
  return router;
}
