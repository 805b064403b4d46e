import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Headline } from '../../shared/news/headline.ts';
import { MINUTE_MS, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { annotationWords } from '../i18n/annotation-words.ts';
import { clockText, dayText, priceText, signed } from '../i18n/format.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { layout } from '../state/layout.ts';
import { type MarkContent, markContent } from '../state/mark-content.ts';
import { closeMark, type OpenMark, openMark } from '../state/marks.ts';
import { shown, zone } from '../state/subject.ts';
import { approxSeconds } from './approx.ts';
import { cardPlace } from './card-place.ts';
import { EventMarks } from './event-marks.tsx';
import { HeadlineTitle } from './headline-title.tsx';
import { Icon } from './icons.tsx';

const clock = (time: UtcMs): string => clockText(time, zone.value);
const dated = (time: UtcMs): string =>
  `${dayText(time, zone.value)} ${clock(time)} ${zoneMark(time, zone.value)}`;

function HeadlineList({ items }: { readonly items: readonly Headline[] }): JSX.Element {
  const w = annotationWords.value.headlines;
  return (
    <ul>
      {items.map((h) => (
        <li key={h.id}>
          <HeadlineTitle headline={h} />
          <p>
            {approxSeconds(h.precisionSeconds)}
            {clock(h.time)} {zoneMark(h.time, zone.value)},{' '}
            <span class={`side side-${h.side}`}>{w.sides[h.side]}</span> {h.source}
            {h.dateDoubtful ? `, ${w.doubtful}` : ''}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Jump({ content }: { readonly content: Extract<MarkContent, { kind: 'jump' }> }): JSX.Element {
  const w = annotationWords.value.jump;
  const { jump, said } = content;
  const move = signed(Math.expm1(jump.moveLog) * 100);
  const minutes = Math.round((jump.widthSeconds * SECOND_MS) / MINUTE_MS);
  const p = jump.p < 0.001 ? '< 0.001' : `= ${jump.p.toFixed(3)}`;
  return (
    <>
      <p>
        {w.move(move, minutes, `${clock(jump.time)} ${zoneMark(jump.time, zone.value)}`)}. {w.chance(p)}
      </p>
      <p>
        <b>{said.length === 0 ? w.nothing : w.said}</b> {said.length === 0 ? '' : w.order}
      </p>
      {said.length === 0 ? null : <HeadlineList items={said} />}
    </>
  );
}

function Corrected({
  content,
}: {
  readonly content: Extract<MarkContent, { kind: 'corrected' }>;
}): JSX.Element {
  const w = annotationWords.value.corrected;
  const tick = shown.value.find((i) => i.id === content.instrument)?.priceTick ?? 0.01;
  return (
    <>
      {content.bars.toReversed().map(({ interval, openTime, closeTime, closes }) => (
        <table key={`${interval}|${openTime}`}>
          <caption>{w.bar(w.interval[interval], dated(closeTime))}</caption>
          <tbody>
            {closes.map(({ close, receivedAt, revision }, at) => (
              <tr key={revision}>
                <td>
                  {at === closes.length - 1 ? (
                    <b>{priceText(close, tick)}</b>
                  ) : (
                    <s>{priceText(close, tick)}</s>
                  )}
                </td>
                <td>{at === 0 ? w.first(dated(receivedAt)) : w.changed(dated(receivedAt))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}

function Edited({ content }: { readonly content: Extract<MarkContent, { kind: 'edited' }> }): JSX.Element {
  const w = annotationWords.value.edited;
  const { headline, earlier } = content;
  const lang = headline.language === 'und' ? undefined : headline.language;
  return (
    <ul>
      <li>
        <b lang={lang} dir="auto">
          {headline.title}
        </b>
        <p>{w.now(dated(headline.receivedAt))}</p>
      </li>
      {earlier.toReversed().map((h) => (
        <li key={h.seq}>
          <s lang={lang} dir="auto">
            {h.title}
          </s>
          <p>{w.before(dated(h.receivedAt))}</p>
        </li>
      ))}
    </ul>
  );
}

/** Title and body of a card. */
function parts(content: MarkContent): readonly [title: string, body: ComponentChildren] {
  const w = annotationWords.value;
  const nameOf = (id: string): string => shown.value.find((i) => i.id === id)?.name ?? id;
  switch (content.kind) {
    case 'events':
      return [w.events.title(content.items.length), <EventMarks items={content.items} />];
    case 'headlines':
      return [w.headlines.title(content.items.length), <HeadlineList items={content.items} />];
    case 'jump':
      return [w.jump.title(nameOf(content.instrument)), <Jump content={content} />];
    case 'corrected':
      return [w.corrected.title(nameOf(content.instrument)), <Corrected content={content} />];
    case 'edited':
      return [w.edited.title, <Edited content={content} />];
  }
}

function stand(element: HTMLElement, { at }: OpenMark): void {
  if (layout.peek() === 'phone') {
    element.style.removeProperty('left');
    element.style.removeProperty('top');
    return;
  }
  const size = { width: element.offsetWidth, height: element.offsetHeight };
  const { left, top } = cardPlace(at, size, { width: innerWidth, height: innerHeight });
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

function OpenCard({
  open,
  content,
}: {
  readonly open: OpenMark;
  readonly content: MarkContent;
}): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    if (!current.matches(':popover-open')) current.showPopover();
    const observer = new ResizeObserver(() => stand(current, open));
    observer.observe(current);
    stand(current, open);
    current.focus({ preventScroll: true });
    return () => observer.disconnect();
  }, [open]);
  useEffect(() => {
    const { current } = element;
    // The browser closes it on Esc and on a press beside it.
    const onToggle = (event: Event): void => {
      if ((event as ToggleEvent).newState === 'closed' && openMark.peek() === open) closeMark();
    };
    current?.addEventListener('toggle', onToggle);
    return () => current?.removeEventListener('toggle', onToggle);
  }, [open]);
  useEffect(
    () => () => {
      const lost = document.activeElement === document.body || document.activeElement === null;
      if (lost && open.opener?.isConnected) open.opener.focus({ preventScroll: true });
    },
    [open],
  );
  const [title, body] = parts(content);
  return (
    <div
      ref={element}
      popover="auto"
      role="dialog"
      aria-labelledby="mark-card-title"
      tabIndex={-1}
      class="floating-card mark-card"
      onPointerDown={(event) => event.stopPropagation()}
      onDblClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        element.current?.hidePopover();
      }}
    >
      <div class="mark-card-head">
        <h2 id="mark-card-title">{title}</h2>
        <button
          type="button"
          class="button-plain"
          aria-label={annotationWords.value.close}
          onClick={() => element.current?.hidePopover()}
        >
          <Icon name="close" />
        </button>
      </div>
      {body}
    </div>
  );
}

/** The card of the mark that was pressed. */
export function MarkCard(): JSX.Element | null {
  const open = openMark.value;
  const content = markContent.value;
  return open === null || content === null ? null : <OpenCard open={open} content={content} />;
}
