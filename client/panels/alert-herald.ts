import type { Firing } from '../../shared/alert/firing.ts';
import { alertWords } from '../i18n/alert-words.ts';
import { alertSettings } from '../state/alert-settings.ts';
import { zone } from '../state/subject.ts';
import { firingSentence } from './alert-words-of.ts';

/** Two short tones, a fifth apart; seconds and Hz. */
const TONES = [
  { at: 0, hz: 660 },
  { at: 0.16, hz: 990 },
] as const;
const TONE_SECONDS = 0.14;
const LOUDNESS = 0.12;

let audio: AudioContext | null = null;

/** A browser plays nothing before a gesture; call it in one. */
export function openSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

export function playSound(): void {
  if (audio === null || audio.state !== 'running') return;
  for (const { at, hz } of TONES) {
    const start = audio.currentTime + at;
    const tone = new OscillatorNode(audio, { frequency: hz });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
    loudness.gain.linearRampToValueAtTime(0, start + TONE_SECONDS);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + TONE_SECONDS);
  }
}

function notify(firing: Firing): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const words = alertWords.value;
  const simulated = firing.simulated ? `${words.fired.simulated} · ` : '';
  // Two pages of one browser show one notification: the tag is the firing's.
  new Notification(`${simulated}${firing.name}`, {
    body: firingSentence(firing, words, zone.value),
    tag: firing.id,
  });
}

/** Tells a firing outside the page, as far as its rule and this browser want it. */
export function herald(firing: Firing): void {
  const { notifications, sound } = alertSettings.value;
  if (notifications && firing.channels.notification) notify(firing);
  if (sound && firing.channels.sound) playSound();
}

export type Leave = 'granted' | 'denied' | 'unsupported';

/** Asks for the leave to show notifications; only in a click. */
export async function askLeave(): Promise<Leave> {
  if (!('Notification' in globalThis)) return 'unsupported';
  return (await Notification.requestPermission()) === 'granted' ? 'granted' : 'denied';
}
