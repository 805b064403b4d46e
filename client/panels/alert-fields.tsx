import type { ComponentChildren, JSX } from 'preact';
import { T0_RESTS_AFTER_MS } from '../../shared/alert/alert-view.ts';
import { side } from '../../shared/news/headline.ts';
import { alertWords } from '../i18n/alert-words.ts';
import { frame } from '../state/frame.ts';
import { status } from '../state/status.ts';
import { instruments, shown } from '../state/subject.ts';
import { changeDraft } from './alert-actions.ts';
import { type Draft, usesMarkets } from './alert-draft.ts';

type Key = 'percent' | 'usualMoves' | 'minutes' | 'minutesBefore' | 'coolDown';

export function Field(props: {
  readonly text: string;
  /** Two of them share a line where there is room. */
  readonly half?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label class={props.half ? 'alert-field alert-half' : 'alert-field'}>
      <span>{props.text}</span>
      {props.children}
    </label>
  );
}

export function NumberField(props: {
  readonly text: string;
  readonly name: Key;
  readonly draft: Draft;
}): JSX.Element {
  return (
    <Field text={props.text} half>
      <input
        class="field"
        inputMode="decimal"
        autocomplete="off"
        name={props.name}
        value={props.draft[props.name]}
        onInput={(e) => changeDraft({ [props.name]: e.currentTarget.value })}
      />
    </Field>
  );
}

export function Choice<T extends string>(props: {
  readonly text: string;
  readonly name: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly half?: boolean;
  readonly onChange: (value: T) => void;
}): JSX.Element {
  return (
    <Field text={props.text} half={props.half === true}>
      <select
        class="field"
        name={props.name}
        value={props.value}
        onChange={(e) => props.onChange(e.currentTarget.value as T)}
      >
        {(Object.keys(props.options) as T[]).map((value) => (
          <option key={value} value={value}>
            {props.options[value]}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Several of a list; a long one scrolls. */
function Several(props: {
  readonly text: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}): JSX.Element {
  const { chosen } = props;
  return (
    <fieldset class="alert-several">
      <legend>{props.text}</legend>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <div class="alert-options" tabIndex={0}>
        {props.options.map(({ id, name }) => (
          <label class="check" key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(e) =>
                props.onChange(e.currentTarget.checked ? [...chosen, id] : chosen.filter((c) => c !== id))
              }
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function EventField({ draft }: { readonly draft: Draft }): JSX.Element {
  const w = alertWords.value.when;
  const { events, playhead } = frame.value;
  const named = events
    .filter(({ anchors: [first] }) => first && playhead - first.time < T0_RESTS_AFTER_MS)
    .map(({ slug, title }) => [slug, title] as const);
  const kept = draft.event !== '' && !named.some(([slug]) => slug === draft.event) ? [draft.event] : [];
  const options = {
    '': w.newest,
    ...Object.fromEntries(named),
    ...Object.fromEntries(kept.map((k) => [k, k])),
  };
  return (
    <Choice
      text={w.event}
      name="event"
      value={draft.event}
      options={options}
      onChange={(event) => changeDraft({ event })}
    />
  );
}

function Direction({ draft }: { readonly draft: Draft }): JSX.Element {
  const w = alertWords.value.when;
  return (
    <Choice
      text={w.direction}
      name="direction"
      value={draft.direction}
      options={w.directions}
      half
      onChange={(direction) => changeDraft({ direction })}
    />
  );
}

function MoveFields({ draft }: { readonly draft: Draft }): JSX.Element {
  const w = alertWords.value.when;
  return (
    <>
      <NumberField text={w.percent} name="percent" draft={draft} />
      <Direction draft={draft} />
      <Choice
        text={w.since}
        name="since"
        value={draft.since}
        options={w.sinces}
        half
        onChange={(since) => changeDraft({ since })}
      />
      {draft.since === 'minutes' ? <NumberField text={w.minutes} name="minutes" draft={draft} /> : null}
      {draft.since === 't0' ? <EventField draft={draft} /> : null}
    </>
  );
}

function HeadlineFields({ draft }: { readonly draft: Draft }): JSX.Element {
  const w = alertWords.value.when;
  const sides = side.options.map((id) => ({ id, name: w.sideNames[id] }));
  return (
    <>
      <Field text={w.words}>
        <textarea
          class="field alert-words"
          name="words"
          rows={3}
          value={draft.words}
          onInput={(e) => changeDraft({ words: e.currentTarget.value })}
        />
      </Field>
      <Choice
        text={w.match}
        name="match"
        value={draft.match}
        options={w.matches}
        onChange={(match) => changeDraft({ match })}
      />
      <Several
        text={w.sides}
        options={sides}
        chosen={draft.sides}
        onChange={(chosen) => changeDraft({ sides: chosen })}
      />
    </>
  );
}

function StaleFields({ draft }: { readonly draft: Draft }): JSX.Element | null {
  const feeds = (status.value?.feeds ?? []).map(({ feed, label }) => ({ id: feed, name: label }));
  if (feeds.length === 0) return null;
  return (
    <Several
      text={alertWords.value.when.feeds}
      options={feeds}
      chosen={draft.feeds}
      onChange={(chosen) => changeDraft({ feeds: chosen })}
    />
  );
}

function OwnFields({ draft }: { readonly draft: Draft }): JSX.Element | null {
  const w = alertWords.value.when;
  switch (draft.kind) {
    case 'move':
      return <MoveFields draft={draft} />;
    case 'unusual':
      return (
        <>
          <NumberField text={w.usualMoves} name="usualMoves" draft={draft} />
          <Direction draft={draft} />
          <EventField draft={draft} />
        </>
      );
    case 'answer':
      return <EventField draft={draft} />;
    case 'event':
      return <NumberField text={w.minutesBefore} name="minutesBefore" draft={draft} />;
    case 'headline':
      return <HeadlineFields draft={draft} />;
    case 'stale':
      return <StaleFields draft={draft} />;
    case 'open':
      return null;
  }
}

/** What a rule waits for: the kind, and what that kind asks. */
export function ConditionFields({ draft }: { readonly draft: Draft }): JSX.Element {
  const w = alertWords.value.when;
  const first = new Set(shown.value.map(({ id }) => id as string));
  const markets = instruments.value.toSorted((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)));
  return (
    <>
      <Choice
        text={w.lead}
        name="kind"
        value={draft.kind}
        options={w.kinds}
        onChange={(kind) => changeDraft({ kind, event: '' })}
      />
      <OwnFields draft={draft} />
      {usesMarkets(draft.kind) ? (
        <Several
          text={w.markets}
          options={markets}
          chosen={draft.markets}
          onChange={(chosen) => changeDraft({ markets: chosen })}
        />
      ) : null}
    </>
  );
}
