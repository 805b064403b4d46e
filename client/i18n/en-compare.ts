/** Words of the comparison with earlier events, in English; they come with it. */
export const enCompare = {
  title: 'Compared with earlier events',
  market: 'Market',
  axis: 'Axis',
  axes: { k: 'Sessions', t: 'Minutes' },
  earlier: 'Earlier events',
  byTheme: 'With the theme',
  byActor: 'With',
  any: 'Any earlier event',
  /** Head of the chart: how many of the earlier ones rose at a step, their median, and this event. */
  rose: (market: string, step: string, up: number, of: number, median: string) =>
    `${market} was up ${step} after ${up} of ${of} earlier events, median ${median} %`,
  roseFew: (market: string, step: string, up: number, of: number) =>
    `${market} was up ${step} after ${up} of ${of} earlier events`,
  own: (title: string, move: string) => `${title}: ${move} %`,
  noneYet: (title: string) => `${title}: no move yet`,
  sub: {
    k: (market: string, n: number) =>
      `${market}, % from the last close before each event, by session. Day 0 is the first session that could answer. n = ${n}.`,
    t: (market: string, n: number) =>
      `${market}, % from the price at T0 of each event, by trading minute. n = ${n}.`,
  },
  known: (time: string) => `As known at ${time}`,
  simulated: { partly: 'Partly simulated', all: 'Simulated', none: '' },
  step: {
    k: (at: number) => (at < 0 ? `on day −${-at}` : at === 0 ? 'on day 0' : `on day +${at}`),
    t: (at: number) => `at ${at} min`,
  },
  tick: (at: number) => (at > 0 ? `+${at}` : String(at).replace('-', '−')),
  axisName: { k: 'Trading days from day 0', t: 'Trading minutes from T0' },
  read: 'Step that is read out',
  reading: (step: string, own: string, median: string, n: number, band: string) =>
    `${step}: this event ${own}, median of ${n} ${median}, middle half ${band}`,
  readingFew: (step: string, own: string, n: number) => `${step}: this event ${own}, ${n} earlier`,
  noValue: 'no value',
  range: (low: string, high: string) => `${low} to ${high} %`,
  percent: (move: string) => `${move} %`,
  median: (n: number) => `Median of ${n}`,
  base: 'base',
  t0: 'T0',
  note: 'Grey lines: earlier events. Band: middle half of them. Dashed: their median.',
  label: (text: string, n: number) => `Moves after this event and ${n} earlier ones. ${text}`,
  others: (n: number) => `+${n}`,
  table: {
    label: 'What became of the earlier events',
    event: 'Event',
    when: 'T0',
    horizons: { '0d': 'Day 0, %', '1d': 'Day +1, %', '5d': 'Day +5, %', '20d': 'Day +20, %' },
    outcome: 'What became of it',
    days: 'Days until undone',
    inMedian: 'In median',
    thisEvent: 'this event',
    tick: (title: string) => `${title} in the median`,
    atMost: (days: number) => `≤ ${days}`,
    noClose: 'no close stored',
    none: '–',
    notYet: 'still open',
    unknown: 'not told yet',
  },
  outcomes: { held: 'held', 'came-undone': 'came undone', open: 'open' },
  counts: (held: number, undone: number, open: number) => `${held} held, ${undone} came undone, ${open} open`,
  most: (n: number) => `At most ${n} are laid over one another; untick one to add another.`,
  few: 'Fewer than three have a path here: no median and no band is drawn.',
  ownT0: 'T0 was set by hand; paths begin at the first anchor of the event.',
  noEvent: {
    title: 'No event to compare',
    text: 'Choose an event first: a day without one has no T0 that others could be aligned with.',
    action: 'Choose an event',
  },
  ahead: { title: 'T0 is still ahead', text: 'There is nothing to lay over the earlier events yet.' },
  noEarlier: {
    title: 'No earlier event fits',
    text: 'None with this theme or person had happened before T0.',
    action: 'Offer any earlier event',
  },
  noPrices: (market: string) => `No stored prices for ${market} after any of these events`,
  noPricesText: 'Choose another market, or import a file with its closes.',
  noOwn: (market: string, why: string) => `This event has no line for ${market}: ${why}.`,
  failed: {
    title: 'The comparison could not be read',
    text: 'It is tried again by itself.',
    action: 'Try now',
  },
  open: 'Compare with earlier events',
};

export type CompareWords = typeof enCompare;
