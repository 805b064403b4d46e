import type { PathAxis } from '../../shared/comparable/comparable.ts';
import { type ComparableAnswer, comparableAnswer } from '../../shared/comparable/comparable-answer.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { type ClaimAnswer, claimAnswer } from '../../shared/reaction/claim-answer.ts';
import { formatInstant } from '../../shared/time/instant.ts';
import { readJson } from './windows.ts';

/** Events laid over one another in one market. */
export interface ComparableQuery {
  readonly event: string;
  /** Name of the anchor that is T0, or null for the first. */
  readonly anchor: string | null;
  readonly instrument: InstrumentId;
  readonly axis: PathAxis;
  /** Events to compare with, at least one. */
  readonly slugs: readonly string[];
}

const gated = (query: URLSearchParams, { asOf, basis }: Gate): string => {
  query.set('asOf', formatInstant(asOf));
  query.set('basis', basis);
  return query.toString();
};

/** Rejects with RequestError, or ZodError on a body that does not fit. */
export function fetchComparable(
  { event, anchor, instrument, axis, slugs }: ComparableQuery,
  gate: Gate,
): Promise<ComparableAnswer> {
  const query = new URLSearchParams({ instruments: instrument, axis, slugs: slugs.join(',') });
  if (anchor !== null) query.set('anchor', anchor);
  return readJson(`/api/v1/events/${event}/comparable?${gated(query, gate)}`, comparableAnswer);
}

/** Rejects with RequestError, or ZodError on a body that does not fit. */
export const fetchClaims = (event: string, gate: Gate): Promise<ClaimAnswer> =>
  readJson(`/api/v1/events/${event}/claims?${gated(new URLSearchParams(), gate)}`, claimAnswer);
