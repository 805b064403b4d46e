/** Marks of the chart and their cards: events, headlines, jumps, corrections. */
export const enAnnotations = {
  close: 'Close',
  pin: (time: string) => `Pin at ${time}`,
  pinHint: 'Writes a note or an event at this minute',
  open: {
    fold: (n: number) => `${n} events`,
    headlines: (n: number) => `${n} ${n === 1 ? 'headline' : 'headlines'}`,
    jump: (name: string, move: string, time: string) => `Jump of ${name}, ${move} percent at ${time}`,
    jumpShort: (move: string) => `Jump ${move} %`,
    corrected: (name: string) => `${name} corrected`,
  },
  events: {
    title: (n: number) => (n === 1 ? 'Event' : `${n} events`),
    precision: {
      minute: 'to the minute',
      hour: 'to the hour',
      day: 'only the day is known',
    },
    window: (from: string, to: string) => `between ${from} and ${to}`,
    origin: {
      catalogue: 'From the catalogue that ships',
      user: 'Added here',
      headline: 'Pinned from a headline',
    },
    revision: (n: number) => (n === 1 ? 'first version' : `version ${n}`),
    show: 'Show this event',
    asT0: 'Measure from here',
    edit: 'Edit',
    read: 'Details',
  },
  headlines: {
    title: (n: number) => `${n} ${n === 1 ? 'headline' : 'headlines'}`,
    sides: { us: 'US', china: 'China', other: 'Other' },
    doubtful: 'date doubtful',
  },
  jump: {
    title: (name: string) => `Jump of ${name}`,
    move: (move: string, minutes: number, time: string) => `${move} % in ${minutes} min, until ${time}`,
    chance: (p: string) =>
      `No ordinary bar of such a day: p = ${p} for the day as a whole (Lee and Mykland).`,
    said: 'Said in the 10 minutes before it and during it',
    order: 'Order in time, not cause.',
    nothing: 'No headline of ours in the 10 minutes before it.',
  },
  corrected: {
    title: (name: string) => `${name}, corrected`,
    interval: { '1m': 'minute', '5m': 'five minutes', '1h': 'hour', '1d': 'day' },
    bar: (interval: string, until: string) => `Close of the ${interval} until ${until}`,
    first: (time: string) => `received ${time}`,
    changed: (time: string) => `corrected ${time}`,
    mark: (name: string, n: number) =>
      `${name}: ${n === 1 ? 'one close was' : `${n} closes were`} corrected. Show what stood before`,
    short: 'corrected',
  },
  edited: {
    title: 'Headline edited',
    now: (time: string) => `since ${time}`,
    before: (time: string) => `received ${time}`,
    mark: 'edited',
    hint: 'This title was edited by the outlet. Show what it was',
  },
};

export type AnnotationWords = typeof enAnnotations;
