import { type Choice, chooseEvents } from '../../shared/comparable/choose-events.ts';
import type { PathAxis } from '../../shared/comparable/comparable.ts';
import { type ComparableAnswer, makeComparableAnswer } from '../../shared/comparable/comparable-answer.ts';
import { comparableOutcome } from '../../shared/comparable/comparable-outcome.ts';
import { comparablePath } from '../../shared/comparable/comparable-path.ts';
import { compare } from '../../shared/comparable/compare.ts';
import { barsFor, frameFor, type MeasureSource } from './frame-for.ts';
import { type MeasureRequest, partsAbout } from './reactions.ts';

export interface ComparableRequest extends MeasureRequest {
  readonly axis: PathAxis;
  /** Which events; those that share a theme with this one where nothing is chosen. */
  readonly choice: Pick<Choice, 'slugs' | 'themes' | 'actors'>;
}

/**
 * An event on top of earlier comparable ones, market by market, as far as the gate shows them (DESIGN §6). Rejects with
 * StoreError.
 */
export async function comparableOf(
  source: MeasureSource,
  request: ComparableRequest,
): Promise<ComparableAnswer> {
  const { event, anchor, instruments, gate, axis, choice } = request;
  const own = { ...event, anchors: [anchor] };
  const open = choice.slugs === undefined && choice.themes === undefined && choice.actors === undefined;
  const { events } = await frameFor(source, [], gate);
  const chosen = chooseEvents(events, {
    ...(open ? { themes: event.themes } : choice),
    before: anchor.time,
    not: event.slug,
  });
  const parts = [own, ...chosen].flatMap(({ anchors }) =>
    partsAbout({ anchors: anchors.slice(0, 1) }, instruments),
  );
  const frame = await barsFor(source, parts, gate);
  const markets = instruments.map(({ id, mic }) => {
    const calendar = source.calendars.get(mic);
    return compare({
      instrument: id,
      axis,
      own: comparablePath(frame, own, id, calendar, axis),
      others: chosen.map((e) => comparablePath(frame, e, id, calendar, axis)),
      outcomes: chosen.map((e) => comparableOutcome(frame, e, id, calendar)),
    });
  });
  return makeComparableAnswer(frame, own, axis, chosen, markets);
}
