import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { MarketClaim } from '../../shared/event/event.ts';
import { claimWords } from '../i18n/claim-words.ts';
import {
  claimedSlug,
  claims,
  claimsAhead,
  hasClaims,
  removeClaim,
  undoable,
  undoClaims,
} from '../state/claims.ts';
import type { EditFault } from '../state/edit-fault.ts';
import { mode } from '../state/playhead.ts';
import { ClaimCard } from './claim-card.tsx';
import { beginClaim, ClaimForm, writing } from './claim-form.tsx';
import { Dialog } from './dialog.tsx';
import { Skeleton } from './skeleton.tsx';
import { momentText } from './time-text.ts';

/** What became of the last edit, until the next one. */
const outcome = signal<{ readonly done: 'saved' | 'removed' } | { readonly fault: EditFault } | null>(null);

const said =
  (done: 'saved' | 'removed') =>
  (fault: EditFault | null): void => {
    outcome.value = fault === null ? { done } : { fault };
  };

async function remove(slug: string, claim: MarketClaim): Promise<void> {
  said('removed')(await removeClaim(slug, claim));
}

async function undo(): Promise<void> {
  const fault = await undoClaims();
  outcome.value = fault === null ? null : { fault };
}

function faultText(fault: EditFault): string {
  const { fault: words } = claimWords.value;
  return typeof fault === 'string' ? words[fault] : words.said(fault.said);
}

function Outcome(): JSX.Element {
  const w = claimWords.value;
  const last = outcome.value;
  return (
    <p class="claim-outcome" role="status">
      {last === null ? null : 'done' in last ? w[last.done] : faultText(last.fault)}{' '}
      {last !== null && 'done' in last && undoable.value?.slug === claimedSlug.value ? (
        <button type="button" class="button-link" onClick={() => void undo()}>
          {w.undo}
        </button>
      ) : null}
    </p>
  );
}

function Cards({ slug }: { readonly slug: string }): JSX.Element {
  const w = claimWords.value;
  const answer = claims.answer.value;
  if (!hasClaims.value) return <p class="sheet-note">{w.empty}</p>;
  if (answer === null) {
    return claims.failed.value ? (
      <p class="sheet-note" role="status">
        {w.failed}{' '}
        <button type="button" class="button-link" onClick={claims.retry}>
          {w.tryNow}
        </button>
      </p>
    ) : (
      <div class="claim-waiting">
        <Skeleton width={420} />
      </div>
    );
  }
  return (
    <>
      <p class="sheet-note">
        {w.rule} {w.known(momentText(answer.playhead))}
      </p>
      {answer.checks.length === 0 ? <p class="sheet-note">{w.empty}</p> : null}
      {answer.checks.map((check, nth) => (
        <ClaimCard
          key={`${check.claim.words}|${check.claim.source.url}`}
          check={check}
          nth={nth}
          // A replay shows what was; it is not the place to change it.
          onRemove={mode.value === 'replay' ? null : () => void remove(slug, check.claim)}
        />
      ))}
    </>
  );
}

/** All claims of the event beside what its markets did; a claim can be added, taken out and the edit undone. */
export function ClaimsSheet(): JSX.Element {
  const w = claimWords.value;
  const slug = claimedSlug.value;
  return (
    <Dialog name="claims" title={w.title} wide>
      {slug === null ? <p class="sheet-note">{w.empty}</p> : <Cards slug={slug} />}
      {claimsAhead.value ? <p class="sheet-note">{w.ahead}</p> : null}
      <Outcome />
      {slug === null || mode.value === 'replay' ? null : writing.value ? (
        <ClaimForm slug={slug} said={said('saved')} />
      ) : (
        <button type="button" class="button claim-add" onClick={beginClaim}>
          {w.add}
        </button>
      )}
    </Dialog>
  );
}
