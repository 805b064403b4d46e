import { type PullAnswer, pullRequest } from '../../shared/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Snapshots } from './snapshots.ts';
import type { World } from './world.ts';

/** Journal entries in one answer. */
export const MAX_PULLED_ENTRIES = 5000;

/** Paging through more than this costs a client more than a snapshot does. */
export const MAX_BEHIND = 20_000;

type Refused = Extract<PullAnswer, { type: 'refused' }>;
type ResetReason = Extract<PullAnswer, { type: 'reset' }>['reason'];

const refused = (code: string, message: string): Refused => ({ type: 'refused', code, message });

async function reset(world: World, snapshots: Snapshots, reason: ResetReason): Promise<PullAnswer> {
  const { seq, encoding, bytes } = await snapshots.of(world);
  return { type: 'reset', reason, storeId: world.store.storeId, to: seq, encoding, snapshot: bytes };
}

/**
 * Answers a client's only question. `request` is whatever came over the wire. Never rejects: what goes wrong in the
 * store is refused and told to `onError`.
 */
export async function answerPull(
  request: unknown,
  world: World | null,
  snapshots: Snapshots,
  onError: (error: unknown) => void,
): Promise<PullAnswer> {
  const parsed = pullRequest.safeParse(request);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused(
      'bad-body',
      `pull: ${issue?.path.join('.') || 'request'}: ${issue?.message ?? 'not readable'}`,
    );
  }
  const { protocol, storeId, since } = parsed.data;
  if (protocol !== PROTOCOL_VERSION) {
    return refused(
      'old-protocol',
      `the server speaks protocol ${PROTOCOL_VERSION}, the page ${protocol}; reload it`,
    );
  }
  if (world === null) return refused('store-unavailable', 'the server is starting');
  const { store } = world;
  try {
    if (storeId === null) return await reset(world, snapshots, 'first-load');
    if (storeId !== store.storeId) return await reset(world, snapshots, 'other-store');
    if ((await store.head()) - since > MAX_BEHIND) {
      return await reset(world, snapshots, since < (await store.floor()) ? 'below-floor' : 'far-behind');
    }
    const answer = await store.changesSince(since, MAX_PULLED_ENTRIES);
    if (answer.type !== 'changes') return await reset(world, snapshots, answer.type);
    return { ...answer, storeId: store.storeId, changes: [...answer.changes] };
  } catch (error) {
    onError(error);
    return refused('store-unavailable', 'the store cannot be read at the moment');
  }
}
