import type { Instrument } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { encodeProfiles, type ProfileOnWire } from '../../shared/reaction/usual-wire.ts';
import type { MeasureSource } from './frame-for.ts';
import { type ProfileAnchor, profilesFor } from './profile-book.ts';

/** Usual moves of these markets for a T0, as they travel to the page. Rejects with StoreError. */
export async function usualOf(
  source: MeasureSource,
  anchor: ProfileAnchor,
  instruments: readonly Instrument[],
  gate: Gate,
): Promise<{ readonly profiles: readonly ProfileOnWire[] }> {
  const profiles = await profilesFor(source, instruments, anchor, gate);
  return { profiles: encodeProfiles([...profiles.values()]) };
}
