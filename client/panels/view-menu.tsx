import type { JSX } from 'preact';
import { dollarPair, inDollarsAlready } from '../../shared/reaction/dollar.ts';
import { viewMenuWords } from '../i18n/view-menu-words.ts';
import { words } from '../i18n/words.ts';
import { layout } from '../state/layout.ts';
import { nowAsT0 } from '../state/own-t0.ts';
import { mode } from '../state/playhead.ts';
import { RANGES, rangeName, showRange } from '../state/range-presets.ts';
import { shown } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import { AXES, CURRENCIES } from '../state/view-url.ts';
import { BasisSwitch } from './basis-switch.tsx';
import { Segmented } from './segmented.tsx';

/** Which pairs turn the shown markets into dollars, and which markets stay as they are. */
function currencyNote(): string {
  const w = viewMenuWords.value;
  const foreign = shown.value.filter((i) => !inDollarsAlready(i.currency));
  const pairs = [...new Set(foreign.flatMap((i) => dollarPair(i.currency) ?? []))];
  const local = [...new Set(foreign.filter((i) => dollarPair(i.currency) === null).map((i) => i.currency))];
  return [
    pairs.length > 0 ? w.pairs(pairs.join(', ')) : '',
    local.length > 0 ? w.stayLocal(local.join(', ')) : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Range, axis and currency of the chart, and what a hand can do to it. */
export function ViewMenu(): JSX.Element {
  const w = viewMenuWords.value;
  const { axes } = words.value.hero;
  const { axis, currency } = view.value;
  return (
    <div class="view-menu" role="dialog" aria-label={w.title}>
      {mode.value === 'live' && layout.value === 'phone' ? (
        <div class="view-menu-row">
          <span class="view-menu-name">{w.t0}</span>
          <button type="button" class="button" onClick={nowAsT0}>
            {words.value.hero.nowAsT0}
          </button>
        </div>
      ) : null}
      {mode.value === 'replay' && layout.value !== 'wide' ? (
        <div class="view-menu-row">
          <span class="view-menu-name">{words.value.chart.basis}</span>
          <BasisSwitch />
        </div>
      ) : null}
      <div class="view-menu-row">
        <span class="view-menu-name">{w.range}</span>
        <Segmented
          label={w.range}
          value={rangeName.value ?? ''}
          options={RANGES.map((value) => ({ value, text: w.ranges[value] }))}
          onChange={(name) => {
            if (name !== '') showRange(name);
          }}
        />
      </div>
      <div class="view-menu-row">
        <span class="view-menu-name">{w.axis}</span>
        <Segmented
          label={w.axis}
          value={axis}
          options={AXES.map((value) => ({ value, text: axes[value] }))}
          onChange={(next) => changeView({ axis: next })}
        />
        <p class="view-menu-note">{w.axisNotes[axis]}</p>
      </div>
      <div class="view-menu-row">
        <span class="view-menu-name">{w.currency}</span>
        <Segmented
          label={w.currency}
          value={currency}
          options={CURRENCIES.map((value) => ({ value, text: w.currencies[value] }))}
          onChange={(next) => changeView({ currency: next })}
        />
        <p class="view-menu-note">{currencyNote()}</p>
      </div>
      <p class="view-menu-note">{layout.value === 'phone' ? w.hintTouch : w.hint}</p>
    </div>
  );
}
