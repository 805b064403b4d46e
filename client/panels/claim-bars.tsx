import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ClaimEvidence } from '../../shared/reaction/claim.ts';
import type { PricePoint } from '../../shared/reaction/reaction.ts';
import { claimWords } from '../i18n/claim-words.ts';
import { enNumber } from '../i18n/en-number.ts';
import { priceText, signed } from '../i18n/format.ts';
import { numberWords } from '../i18n/number-words.ts';
import { instruments } from '../state/subject.ts';
import { type BarScale, barScale, insideUsual, sortedEvidence } from './claim-model.ts';
import { momentText } from './time-text.ts';

/** The market whose evidence is open, with the card it stands on; one at a time. */
const opened = signal('');

/** Words of prices and reasons, which the cards of numbers use too. */
const numbersInWords = () => numberWords.value ?? enNumber;

const marketOf = (id: ClaimEvidence['instrument']) => instruments.value.find((i) => i.id === id);

function pointText(point: PricePoint, tick: number): string {
  const { price, time, from } = point;
  return claimWords.value.evidence.point(
    priceText(price, tick),
    momentText(time),
    numbersInWords().bar[from],
  );
}

/** What a bar is made of: base, price, horizon and how unusual it was, or why it is not there. */
function Evidence({ of, id }: { readonly of: ClaimEvidence; readonly id: string }): JSX.Element {
  const w = claimWords.value;
  const tick = marketOf(of.instrument)?.priceTick ?? 0.01;
  const facts: (readonly [string, string])[] = [
    [w.evidence.horizon, w.at[of.horizon]],
    ...(of.base === null ? [] : [[w.evidence.base, pointText(of.base, tick)] as const]),
    ...(of.price === null ? [] : [[w.evidence.price, pointText(of.price, tick)] as const]),
  ];
  if (of.moveSimple !== null) {
    facts.push(
      [w.evidence.z, of.z === null ? w.evidence.noZ : signed(of.z, 1)],
      ...(of.usual === null ? [] : [[w.evidence.usual, `${(of.usual * 100).toFixed(2)} %`] as const]),
      [w.evidence.supports, of.supports ? w.evidence.yes : w.evidence.no],
    );
  }
  if (of.price !== null)
    facts.push([w.evidence.provenance, numbersInWords().provenance[of.price.provenance]]);
  if (of.reason !== null) facts.push([w.evidence.reason, numbersInWords().why(of.reason)]);
  return (
    <dl class="claim-evidence" id={id}>
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Bar({ of, scale }: { readonly of: ClaimEvidence; readonly scale: BarScale }): JSX.Element {
  const { moveSimple } = of;
  const w = claimWords.value;
  if (moveSimple === null) {
    return (
      <span class="claim-missing">
        {of.state === 'waiting' ? w.waiting : w.missing(numbersInWords().why(of.reason ?? ''))}
      </span>
    );
  }
  const end = scale.at(moveSimple);
  const pale = insideUsual(of) === true ? ' bar-pale' : '';
  return (
    <>
      <svg class="claim-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect
          class={`${moveSimple < 0 ? 'bar-down' : 'bar-up'}${pale}`}
          x={Math.min(end, scale.zero)}
          y="1"
          width={Math.abs(end - scale.zero)}
          height="10"
        />
        <path d={`M${scale.zero} 0V12`} vector-effect="non-scaling-stroke" />
      </svg>
      <span class="claim-value">{signed(moveSimple * 100)}</span>
    </>
  );
}

/** The moves as bars by value; each opens what it is made of. `card` tells the cards of a sheet apart. */
export function ClaimBars(props: {
  readonly evidence: readonly ClaimEvidence[];
  readonly card: string;
}): JSX.Element {
  const { evidence, card } = props;
  const scale = barScale(evidence);
  return (
    <ul class="claim-bars" aria-label={claimWords.value.bars}>
      {sortedEvidence(evidence).map((of) => {
        const key = `${card}-${of.instrument}`;
        const open = opened.value === key;
        return (
          <li key={of.instrument}>
            <button
              type="button"
              aria-expanded={open}
              aria-controls={open ? `evidence-${key}` : undefined}
              onClick={() => {
                opened.value = open ? '' : key;
              }}
            >
              <span class="claim-market">{marketOf(of.instrument)?.name ?? of.instrument}</span>
              <Bar of={of} scale={scale} />
            </button>
            {open ? <Evidence of={of} id={`evidence-${key}`} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
