import type { PullAnswer } from '../../shared/protocol/messages.ts';
import { type WindowResource, windowResource } from '../../shared/protocol/resources.ts';

type Reset = Extract<PullAnswer, { type: 'reset' }>;

/** The snapshot of a reset, sent as the UTF-8 bytes of its JSON. Throws on bytes that are none, or do not fit. */
export function readReset(reset: Reset): WindowResource {
  return windowResource.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(reset.snapshot)));
}
