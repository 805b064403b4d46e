import type { JSX } from 'preact';
import type { MarketEvent } from '../../shared/event/event.ts';
import { instrumentId } from '../../shared/market/instrument.ts';
import { compareWords } from '../i18n/compare-words.ts';
import { numberWords } from '../i18n/number-words.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import {
  type Comparison,
  chooseMarket,
  comparables,
  compareAxis,
  compareMarket,
  comparison,
  offerBy,
  offered,
  offeredBy,
} from '../state/compare.ts';
import { pageEvent } from '../state/page-gate.ts';
import { openSheet } from '../state/sheet.ts';
import { instruments, subject } from '../state/subject.ts';
import { CompareChart, changeAxis } from './compare-chart.tsx';
import { compareSentence } from './compare-head.ts';
import { CompareTable } from './compare-table.tsx';
import { Dialog } from './dialog.tsx';
import { Segmented } from './segmented.tsx';
import { Skeleton } from './skeleton.tsx';
import { momentText } from './time-text.ts';

const BY = { theme: 'theme:', actor: 'actor:', any: 'any' } as const;

function offerByKey(key: string): void {
  if (key.startsWith(BY.theme))
    offerBy({ kind: 'theme', theme: key.slice(BY.theme.length) as MarketEvent['themes'][number] });
  else if (key.startsWith(BY.actor)) offerBy({ kind: 'actor', actor: key.slice(BY.actor.length) });
  else offerBy({ kind: 'any' });
}

function Choices(): JSX.Element {
  const w = compareWords.value;
  const event = pageEvent.value;
  const by = offeredBy.value;
  const key =
    by === null || by.kind === 'any'
      ? BY.any
      : by.kind === 'theme'
        ? `${BY.theme}${by.theme}`
        : `${BY.actor}${by.actor}`;
  return (
    <div class="compare-choices">
      <label>
        <span>{w.market}</span>
        <select
          class="field"
          value={compareMarket.value?.id}
          onChange={(e) => chooseMarket(instrumentId.parse(e.currentTarget.value))}
        >
          {instruments.value.map((i) => (
            <option key={i.id} value={i.id}>
              {i.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{w.earlier}</span>
        <select class="field" value={key} onChange={(e) => offerByKey(e.currentTarget.value)}>
          <optgroup label={w.byTheme}>
            {event?.themes.map((theme) => (
              <option key={theme} value={`${BY.theme}${theme}`}>
                {sheetWords.value.picker.theme[theme]}
              </option>
            ))}
          </optgroup>
          {event?.detail == null || event.detail.actors.length === 0 ? null : (
            <optgroup label={w.byActor}>
              {event.detail.actors.map((actor) => (
                <option key={actor} value={`${BY.actor}${actor}`}>
                  {actor}
                </option>
              ))}
            </optgroup>
          )}
          <option value={BY.any}>{w.any}</option>
        </select>
      </label>
      <Segmented
        label={w.axis}
        value={compareAxis.value}
        options={(['k', 't'] as const).map((axis) => ({ value: axis, text: w.axes[axis] }))}
        onChange={changeAxis}
      />
    </div>
  );
}

function Notice(props: {
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly text: string; readonly run: () => void };
}): JSX.Element {
  const { title, text, action } = props;
  return (
    <div class="compare-notice" role="status">
      <h3>{title}</h3>
      <p>{text}</p>
      {action === undefined ? null : (
        <button type="button" class="button" onClick={action.run}>
          {action.text}
        </button>
      )}
    </div>
  );
}

/** Boxes of the final size, so that nothing moves when the answer is in. */
function Waiting(): JSX.Element {
  return (
    <div class="compare-waiting" aria-busy="true">
      <p class="compare-sentence">
        <Skeleton width={420} />
      </p>
      <div class="compare-waiting-fan" />
    </div>
  );
}

function Compared({ at }: { readonly at: Comparison }): JSX.Element {
  const w = compareWords.value;
  const { market, simulated, playhead } = at;
  const name = compareMarket.value?.name ?? market.instrument;
  const stored = market.others.filter((path) => path.state === 'ok');
  const n = Math.max(0, ...market.steps.map((step) => step.n));
  const none = stored.length === 0 && market.own.state !== 'ok';
  return (
    <>
      {none ? (
        <Notice title={w.noPrices(name)} text={w.noPricesText} />
      ) : (
        <>
          <p class="compare-sentence">{compareSentence(at, name)}</p>
          <p class="sheet-note">
            {w.sub[market.axis](name, n)} {w.known(momentText(playhead))}.{' '}
            {simulated === 'none' ? null : <span class="pill pill-simulated">{w.simulated[simulated]}</span>}
          </p>
          <CompareChart comparison={at} />
        </>
      )}
      {market.own.reason === null ? null : (
        <p class="sheet-note">
          {w.noOwn(name, numberWords.value?.why(market.own.reason) ?? market.own.reason)}
        </p>
      )}
      {!none && n < 3 ? <p class="sheet-note">{w.few}</p> : null}
      <CompareTable comparison={at} />
    </>
  );
}

function Content(): JSX.Element {
  const w = compareWords.value;
  const about = subject.value;
  if (about === null || about.slug === null)
    return <Notice {...w.noEvent} action={{ text: w.noEvent.action, run: () => openSheet('picker') }} />;
  if (pageEvent.value === null) return <Notice {...w.ahead} />;
  const now = comparison.value;
  return (
    <>
      <Choices />
      {about.t0Name === null ? <p class="sheet-note">{w.ownT0}</p> : null}
      {offered.value.length === 0 ? (
        <Notice {...w.noEarlier} action={{ text: w.noEarlier.action, run: () => offerBy({ kind: 'any' }) }} />
      ) : now !== null ? (
        <Compared at={now} />
      ) : comparables.failed.value ? (
        <Notice {...w.failed} action={{ text: w.failed.action, run: comparables.retry }} />
      ) : (
        <Waiting />
      )}
    </>
  );
}

/** This event's path on the band of its predecessors, and what became of them. */
export function CompareSheet(): JSX.Element {
  return (
    <Dialog name="compare" title={compareWords.value.title} wide>
      <Content />
    </Dialog>
  );
}
