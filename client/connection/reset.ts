import type { PullAnswer } from '../../shared/protocol/messages.ts';
import { type WindowResource, windowResource } from '../../shared/protocol/resources.ts';

type Reset = Extract<PullAnswer, { type: 'reset' }>;

/** The snapshot of a reset, read from the bytes of its JSON. Throws where it is something else. */
export function readReset(reset: Reset): WindowResource {
  return windowResource.parse(JSON.parse(new TextDecoder().decode(reset.snapshot)));
}
