import { RequestError } from '../connection/windows.ts';

/** Why an edit was not taken. */
export type EditFault = 'changed-meanwhile' | 'no-right' | { readonly said: string };

/** What a request that was refused means for whoever edited. */
export function editFault(error: unknown): EditFault {
  if (!(error instanceof RequestError))
    return { said: error instanceof Error ? error.message : String(error) };
  if (error.status === 409) return 'changed-meanwhile';
  return error.status === 401 || error.status === 403 ? 'no-right' : { said: error.message };
}
