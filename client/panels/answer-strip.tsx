import type { JSX } from 'preact';
import { marketReaction } from '../../shared/reaction/moves.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { durationText, signed } from '../i18n/format.ts';
import { stripWords } from '../i18n/strip-words.ts';
import { frame } from '../state/frame.ts';
import { measureOf } from '../state/strip-measures.ts';
import { calendars, shown, t0 } from '../state/subject.ts';
import { type Answer, answerOf, byFirstAnswer, reachOf } from './answer-of.ts';
import { whyText } from './held-faded.tsx';
import { Bar, StripRow, StripTable, Track } from './strip-row.tsx';
import { timeText } from './time-text.ts';

const number = (value: number | null): string => (value === null ? stripWords.value.none : signed(value));

function First({ answer }: { readonly answer: Answer }): JSX.Element {
  const w = stripWords.value.answer;
  const { first, atT0 } = answer;
  if (first === null) return <td>{w.unknown}</td>;
  if (atT0 === 'open') return <td>{w.atOnce}</td>;
  const wait = durationText(Math.ceil((first - t0.value) / MINUTE_MS) * MINUTE_MS);
  return (
    <td>
      {timeText(first)} <small>{w.after(wait)}</small>
    </td>
  );
}

function Row({ answer, reach }: { readonly answer: Answer; readonly reach: number }): JSX.Element {
  const w = stripWords.value.answer;
  const { instrument, atT0, gap, traded, total, share } = answer;
  const at = (percent: number): number => 0.5 + percent / (2 * reach);
  return (
    <StripRow instrument={instrument}>
      <td>
        <i class={`session-mark session-${atT0}`} />
        {w.states[atT0]}
      </td>
      <First answer={answer} />
      {total === null && gap === null ? (
        <td class="strip-why" colSpan={5}>
          {whyText(answer.why ?? 'no-history')}
        </td>
      ) : (
        <>
          <Track>
            <i class="strip-zero strip-middle" />
            {gap === null ? null : <Bar from={at(0)} to={at(gap)} kind="gap" />}
            {total === null ? null : <Bar from={at(gap ?? 0)} to={at(total)} kind="traded" />}
            {total === null ? null : <Bar from={at(total)} to={at(total)} kind="dot" />}
          </Track>
          <td class="number">{number(gap)}</td>
          <td class="number">{number(traded)}</td>
          <td class="number strip-strong">{number(total)}</td>
          <td class="number">{share === null ? stripWords.value.none : w.shareOf(share.toFixed(0))}</td>
        </>
      )}
    </StripRow>
  );
}

/** One row a market: its state at T0, when it could answer first, and the gap beside what was traded. */
export function AnswerStrip(): JSX.Element {
  const { answer: w, move } = stripWords.value;
  const f = frame.value;
  const answers = byFirstAnswer(
    shown.value.flatMap((i) => {
      const measured = measureOf(i.id);
      if (measured === null) return [];
      const own = marketReaction(f, i, 't0', t0.value, calendars.get(i.mic));
      return [answerOf(i, measured.since, own.since, f.playhead)];
    }),
  );
  const reach = reachOf(answers.flatMap((a) => [a.gap, a.total]));
  return (
    <StripTable
      title={w.title}
      heads={[
        { text: w.atT0 },
        { text: w.first },
        { text: w.bar },
        { text: w.gap, number: true },
        { text: w.traded, number: true },
        { text: move, number: true },
        { text: w.share, number: true },
      ]}
    >
      {answers.map((answer) => (
        <Row key={answer.instrument.id} answer={answer} reach={reach} />
      ))}
    </StripTable>
  );
}
