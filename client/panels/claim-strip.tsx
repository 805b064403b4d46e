import type { JSX } from 'preact';
import { claimWords } from '../i18n/claim-words.ts';
import { compareWords } from '../i18n/compare-words.ts';
import { claimedSlug, claims, hasClaims } from '../state/claims.ts';
import { openSheet } from '../state/sheet.ts';
import { VerdictPill } from './claim-card.tsx';
import { claimSentence } from './claim-model.ts';
import { Skeleton } from './skeleton.tsx';

function FirstClaim(): JSX.Element | null {
  const w = claimWords.value;
  if (!hasClaims.value) return null;
  const checks = claims.answer.value?.checks ?? null;
  const first = checks?.[0];
  const rest = (checks?.length ?? 1) - 1;
  return (
    <button
      type="button"
      class="claim-first"
      aria-haspopup="dialog"
      title={w.open}
      onClick={() => openSheet('claims')}
    >
      <span class="claim-first-head">
        <b>
          {w.strip}: {first === undefined ? <Skeleton width={150} /> : w.quoted(first.claim.words)}
        </b>
        {first === undefined ? null : <VerdictPill check={first} />}
      </span>
      <span class="claim-first-text">
        {first === undefined ? (
          claims.failed.value ? (
            w.failed
          ) : (
            <Skeleton width={220} />
          )
        ) : (
          `${claimSentence(first, w)}${rest > 0 ? ` ${w.more(rest)}.` : ''}`
        )}
      </span>
    </button>
  );
}

/** Below the headlines: the first claim with its verdict, and the way to claims and earlier events. */
export function ClaimStrip(): JSX.Element {
  const begun = claimedSlug.value !== null;
  return (
    <section class="card claim-strip" aria-label={claimWords.value.title}>
      <FirstClaim />
      <p class="claim-strip-more">
        <button
          type="button"
          class="button-link"
          aria-haspopup="dialog"
          disabled={!begun}
          onClick={() => openSheet('compare')}
        >
          {compareWords.value.open}
        </button>
        {hasClaims.value ? null : (
          <button
            type="button"
            class="button-link"
            aria-haspopup="dialog"
            disabled={!begun}
            onClick={() => openSheet('claims')}
          >
            {claimWords.value.title}
          </button>
        )}
      </p>
    </section>
  );
}
