/** What heads the chart in the first view, in English. Numbers, times and names come in ready to be shown. */
export const hero = {
  axis: 'Time axis',
  axes: { clock: 'Clock', trading: 'Trading', t: 'T+' },
  view: 'View',
  nowAsT0: 'T0 = now',
  nowAsT0Title: 'Measure from this minute on',
  backToAnchor: (name: string) => `Back to ${name}`,
  dayOpen: 'the open',
  eventT0: 'the event’s T0',
  backToLive: 'Back to live',
  backToRange: 'Back to the day',
  up: (up: number, of: number, median: string) => `${up} of ${of} up, median ${median} %`,
  since: {
    t0: (breadth: string) => `Since T0 ${breadth}.`,
    prev: (breadth: string) => `Since previous close ${breadth}.`,
    open: (breadth: string) => `Since the open ${breadth}.`,
  },
  today: (breadth: string) => `Today ${breadth}.`,
  dollars: 'In US dollars; a market marked with its currency stays in it.',
};
