import { type ReadonlySignal, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Figure } from '../charts/figure.ts';
import { xOf } from '../charts/scale.ts';
import { annotationWords } from '../i18n/annotation-words.ts';
import { clockText } from '../i18n/format.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { correctionsOf } from '../state/corrections.ts';
import { editEvent } from '../state/event-editor.ts';
import { hover } from '../state/hover.ts';
import { jumps } from '../state/jumps.ts';
import { type Mark, openMark, showMark } from '../state/marks.ts';
import { shown } from '../state/subject.ts';
import { draftAt, flagButtons, jumpButtons, laneButtons, type MarkButton, marksAt } from './mark-buttons.ts';

/** What a pointer rests on, or null. */
const peeked = signal<MarkButton | null>(null);

/** The chart below is not to see what is meant for a button over it. */
const keep = (event: Event): void => event.stopPropagation();
const keepKeys = (event: KeyboardEvent): void => {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
};

function press(mark: Mark, opener: HTMLElement): void {
  peeked.value = null;
  showMark(mark, opener);
}

function MarkSpot({ button }: { readonly button: MarkButton }): JSX.Element {
  const { mark, name, left, top, width, height } = button;
  return (
    <button
      type="button"
      class="mark-spot"
      tabIndex={-1}
      aria-label={name}
      style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
      onPointerDown={keep}
      onDblClick={keep}
      onKeyDown={keepKeys}
      onPointerEnter={(event) => {
        if (event.pointerType === 'mouse' && button.lines.length > 0) peeked.value = button;
      }}
      onPointerLeave={() => {
        peeked.value = null;
      }}
      onClick={(event) => press(mark, event.currentTarget)}
    />
  );
}

/** What the pointer rests on, in a few lines; beside the plot where there is room, so that no line is covered. */
function Peek({ figure }: { readonly figure: Figure }): JSX.Element | null {
  const button = peeked.value;
  if (button === null || openMark.value !== null) return null;
  const { width, plot } = figure.geometry;
  const below = button.top < plot.bottom;
  const left = Math.max(4, Math.min(width - 284, button.left));
  const style = below
    ? { left: `${left}px`, top: `${button.top + button.height + 2}px` }
    : { left: `${left}px`, bottom: `calc(100% - ${button.top - 2}px)` };
  return (
    <div class="mark-peek" style={style} aria-hidden="true">
      {button.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

/** What can be done at a locked crosshair: open what is marked there, or pin something. Reached with Tab. */
function Actions(props: {
  readonly figure: Figure;
  readonly buttons: readonly MarkButton[];
}): JSX.Element | null {
  const { figure, buttons } = props;
  const { time, locked } = hover.value;
  if (!locked || time === null) return null;
  const w = annotationWords.value;
  const { input, scale, geometry } = figure;
  if (time < input.from || time > input.to) return null;
  const x = xOf(scale, time);
  const corrected = shown.value.filter((i) => {
    const drawn = figure.scene.series.find((s) => s.id === i.id);
    return drawn?.mark != null && correctionsOf(i.id).some((c) => c.closeTime === time);
  });
  const rightHalf = x > geometry.width / 2;
  const phone = input.layout === 'phone';
  const style = {
    ...(phone ? { left: '4px' } : rightHalf ? { right: `${geometry.width - x}px` } : { left: `${x}px` }),
    // On a phone the values stand in a strip over the flags.
    top: `${phone ? geometry.axis.top + 4 : 2}px`,
  };
  return (
    <div class={`mark-actions${phone ? ' mark-actions-phone' : ''}`} style={style}>
      {marksAt(buttons, x).map((b) => (
        <button
          key={b.key}
          type="button"
          aria-label={b.name.includes(b.short) ? b.name : `${b.short}: ${b.name}`}
          onPointerDown={keep}
          onKeyDown={keepKeys}
          onClick={(event) => press(b.mark, event.currentTarget)}
        >
          {b.short}
        </button>
      ))}
      {corrected.map((i) => (
        <button
          key={i.id}
          type="button"
          onPointerDown={keep}
          onKeyDown={keepKeys}
          onClick={(event) => press({ kind: 'corrected', instrument: i.id }, event.currentTarget)}
        >
          {w.open.corrected(i.shortName)}
        </button>
      ))}
      <button
        type="button"
        title={w.pinHint}
        onPointerDown={keep}
        onKeyDown={keepKeys}
        onClick={() => editEvent({ kind: 'new', draft: draftAt(time) })}
      >
        {w.pin(`${clockText(time, input.timeZone)} ${zoneMark(time, input.timeZone)}`)}
      </button>
    </div>
  );
}

/** Everything of the chart that opens: what is painted as a mark gets a button of its own over it. */
export function ChartMarks({
  figure,
}: {
  readonly figure: ReadonlySignal<Figure | null>;
}): JSX.Element | null {
  const now = figure.value;
  const w = annotationWords.value;
  const found = jumps.value;
  const flags = useMemo(() => (now === null ? [] : flagButtons(now, w)), [now?.flags, w]);
  const lane = useMemo(
    () => (now === null ? [] : laneButtons(now.lane, now.geometry.lane, w)),
    [now?.lane, now?.geometry.lane.top, now?.geometry.lane.row, w],
  );
  const jumpSpots = useMemo(
    () => (now === null ? [] : jumpButtons(now, found, w)),
    [now?.scene, now?.range, now?.scale, found, w],
  );
  const spots = useMemo(
    () => [...lane, ...flags, ...jumpSpots].map((button) => <MarkSpot key={button.key} button={button} />),
    [lane, flags, jumpSpots],
  );
  if (now === null) return null;
  return (
    <>
      {spots}
      <Peek figure={now} />
      <Actions figure={now} buttons={[...flags, ...jumpSpots, ...lane]} />
    </>
  );
}
