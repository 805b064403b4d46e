import type { PullAnswer } from '../../shared/protocol/messages.ts';
import { type WindowResource, windowResource } from '../../shared/protocol/resources.ts';

type Reset = Extract<PullAnswer, { type: 'reset' }>;

/** The snapshot of a reset: an object, or the JSON text of one (a server caches it as text). Throws where it is neither. */
export function readReset(reset: Reset): WindowResource {
  const snapshot: unknown = reset.snapshot;
  return windowResource.parse(typeof snapshot === 'string' ? JSON.parse(snapshot) : snapshot);
}
