import type { Request } from 'express';
import type { Guard } from './guard.ts';

/** Address under which the server is reached: as configured, else as this request reached it, by a host that is allowed. */
export const originOf = (req: Request, { rootUrl }: Pick<Guard, 'rootUrl'>): string =>
  rootUrl ?? `${req.protocol}://${req.get('host')}`;
