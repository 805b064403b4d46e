import type { JSX } from 'preact';
import { claimWords } from '../i18n/claim-words.ts';
import { signed } from '../i18n/format.ts';
import { ClaimBars } from './claim-bars.tsx';
import { type ClaimCheckAnswer, claimSentence, horizonSentence, verdictText } from './claim-model.ts';
import { momentText } from './time-text.ts';

export function VerdictPill({ check }: { readonly check: ClaimCheckAnswer }): JSX.Element {
  return <span class={`pill verdict verdict-${check.verdict}`}>{verdictText(check, claimWords.value)}</span>;
}

function Horizons({ check }: { readonly check: ClaimCheckAnswer }): JSX.Element {
  const w = claimWords.value;
  return (
    <details class="claim-horizons">
      <summary>{w.horizons.title}</summary>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{w.horizons.horizon}</th>
            <th scope="col">{w.horizons.agree}</th>
            <th scope="col" class="number">
              {w.horizons.median}
            </th>
            <th scope="col">{w.horizons.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {check.byHorizon.map(({ horizon, agree, of, medianSimple, verdict }) => (
            <tr key={horizon}>
              <th scope="row">{w.short[horizon]}</th>
              <td>{of === 0 ? w.horizons.none : w.horizons.of(agree, of)}</td>
              <td class="number">{medianSimple === null ? w.horizons.none : signed(medianSimple * 100)}</td>
              <td>{w.verdict[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Limits({ check }: { readonly check: ClaimCheckAnswer }): JSX.Element | null {
  const w = claimWords.value;
  if (check.limits.length === 0) return null;
  return (
    <div class="claim-limits">
      <h4>{w.limitsTitle}</h4>
      <ul>
        {check.limits.map((limit) => (
          <li key={limit}>{w.limits[limit]}</li>
        ))}
      </ul>
    </div>
  );
}

/** One claim beside what its markets did: verdict, counts, bars and their evidence, other horizons, limits. */
export function ClaimCard(props: {
  readonly check: ClaimCheckAnswer;
  /** Number of the card on its sheet. */
  readonly nth: number;
  readonly onRemove: (() => void) | null;
}): JSX.Element {
  const { check, nth, onRemove } = props;
  const w = claimWords.value;
  const { claim, anchor, t0 } = check;
  const { publisher, title, date, url } = claim.source;
  return (
    <article class="claim-card" aria-labelledby={`claim-${nth}`}>
      <header>
        <h3 id={`claim-${nth}`}>{w.quoted(claim.words)}</h3>
        <VerdictPill check={check} />
      </header>
      <p class="claim-sentence">{claimSentence(check, w)}</p>
      <p class="claim-source">
        {w.claimedBy}{' '}
        <a href={url} target="_blank" rel="noopener noreferrer nofollow">
          {publisher}: {title}
        </a>
        , {date}
      </p>
      <ClaimBars evidence={check.evidence} card={String(nth)} />
      <p class="sheet-note">{w.measured(anchor, momentText(t0))}</p>
      <p class="claim-by-horizon">{horizonSentence(check, w)}</p>
      <Horizons check={check} />
      <Limits check={check} />
      {onRemove === null ? null : (
        <button type="button" class="button-link" aria-label={w.removeThis(claim.words)} onClick={onRemove}>
          {w.remove}
        </button>
      )}
    </article>
  );
}
