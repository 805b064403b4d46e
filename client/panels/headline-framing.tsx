import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { type Framing as Frames, framing, type Voices } from '../../shared/news/framing.ts';
import { type Side, side as sides } from '../../shared/news/headline.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { clockText, durationText, signed } from '../i18n/format.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { range } from '../state/frame.ts';
import { frameOfMinute } from '../state/headline-moves.ts';
import { heldHeadlines } from '../state/headlines.ts';
import { openGlossary } from '../state/sheet.ts';
import { t0, zone } from '../state/subject.ts';

const SIDES = sides.options;
/** Height of a lane in units of its drawing; a bar stands on its foot. */
const LANE = 10;

/** Up to the minute, or to the newest headline where that came in it. */
const seen = computed<Frames>(() => {
  const headlines = heldHeadlines.value;
  const playhead = asUtcMs(Math.max(frameOfMinute().minute, headlines.at(-1)?.time ?? 0));
  return framing(headlines, { ...range.value, t0: t0.value, playhead });
});

/** Since T0 where something was said since, else of the whole window. */
const shownVoices = (frames: Frames): { readonly voices: Voices; readonly since: boolean } => {
  const { sinceT0, total } = frames;
  return sinceT0 !== null && SIDES.some((side) => sinceT0[side].items > 0)
    ? { voices: sinceT0, since: true }
    : { voices: total, since: false };
};

function sentence(frames: Frames): string {
  const { framing: w, voice } = headlineWords.value;
  const { voices, since } = shownVoices(frames);
  const said = SIDES.filter((side) => side !== 'other' || voices.other.items > 0);
  const parts = said
    .map((side, n) => (n === 0 ? w.items : w.more)(voice[side], voices[side].items))
    .join(', ');
  const text = w.until(parts, `${clockText(frames.until, zone.value)} ${zoneMark(frames.until, zone.value)}`);
  return since ? w.sinceT0(text) : text;
}

function Bars({ frames, side, most }: { frames: Frames; side: Side; most: number }): JSX.Element {
  const { from, to } = range.value;
  const span = Math.max(1, to - from);
  const x = (time: number): number => (100 * (time - from)) / span;
  return (
    <svg class="framing-bars" viewBox={`0 0 100 ${LANE}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="framing-foot" d={`M0 ${LANE}H100`} />
      {t0.value >= from && t0.value <= frames.until ? (
        <path class="framing-t0" d={`M${x(t0.value)} 0V${LANE}`} />
      ) : null}
      {frames.bins.map((bin) => {
        const { items } = bin.voices[side];
        if (items === 0) return null;
        const height = LANE * Math.max(0.15, items / most);
        const width = Math.max(0.8, (100 * frames.binMs) / span - 0.4);
        return (
          <rect
            key={bin.from}
            class={`framing-${side}`}
            x={x(bin.from)}
            y={LANE - height}
            width={width}
            height={height}
          />
        );
      })}
    </svg>
  );
}

/** A bar about a middle; nothing where nothing is rated. */
function ToneBar({ tone }: { readonly tone: number | null }): JSX.Element {
  const size = Math.min(1, Math.abs(tone ?? 0)) * 50;
  return (
    <svg class="framing-tone" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <path class="framing-foot" d="M50 0V10" />
      {tone === null ? null : (
        <rect class="framing-score" x={tone < 0 ? 50 - size : 50} y="2.5" width={size} height="5" />
      )}
    </svg>
  );
}

/** How much each side said over time around the event, and how it sounded where that is rated. */
export function Framing(): JSX.Element {
  const { framing: w, voice } = headlineWords.value;
  const frames = seen.value;
  const { voices } = shownVoices(frames);
  const most = Math.max(1, ...frames.bins.flatMap((bin) => SIDES.map((side) => bin.voices[side].items)));
  const items = SIDES.reduce((sum, side) => sum + voices[side].items, 0);
  const rated = SIDES.reduce((sum, side) => sum + voices[side].rated, 0);
  const spoken = SIDES.map((side) => {
    const { tone, rated: n, items: of } = voices[side];
    return tone === null ? w.notRated(voice[side], of) : w.tone(voice[side], signed(tone), n, of);
  });
  return (
    <figure class="framing-figure" aria-label={w.title}>
      <figcaption class="framing-words">
        <span>{frames.until <= frames.from ? w.none : sentence(frames)}</span>
        <span class="visually-hidden">{` ${w.chart(durationText(frames.binMs))}. ${spoken.join('; ')}.`}</span>
      </figcaption>
      {SIDES.map((side) => {
        const { tone, items: of, rated: n } = voices[side];
        const hint = tone === null ? w.notRated(voice[side], of) : w.tone(voice[side], signed(tone), n, of);
        return (
          <div class="framing-row" key={side} title={hint} aria-hidden="true">
            <span class={`framing-voice framing-voice-${side}`}>{voice[side]}</span>
            <Bars frames={frames} side={side} most={most} />
            <ToneBar tone={tone} />
            <span class="framing-value">{tone === null ? '–' : signed(tone)}</span>
          </div>
        );
      })}
      <p class="framing-note">
        <button type="button" class="button-link" onClick={() => openGlossary('tone')}>
          {w.rated(rated, items)}
        </button>
        {frames.unplaced === 0 ? null : <span>{w.unplaced(frames.unplaced)}</span>}
      </p>
    </figure>
  );
}
