/** Words of the chart's view menu in English; its chunk comes when it is first opened. */
export const enViewMenu = {
  title: 'View of the chart',
  range: 'Range',
  ranges: { hour: '1 h', day: 'Day', week: '5 days', month: '1 month', all: '2 years' },
  axis: 'Time axis',
  axisNotes: {
    clock: 'By the clock: closed time is shaded.',
    trading: 'Trading time: what is closed everywhere is folded, with a tick and its length.',
    t: 'Time since T0.',
  },
  currency: 'Currency',
  currencies: { local: 'Local', usd: 'US dollar' },
  pairs: (pairs: string) => `Moves with the currency’s own since T0, by ${pairs}.`,
  stayLocal: (names: string) => `No pair is kept for ${names}: they stay in their own currency.`,
  t0: 'T0',
  hintTouch: 'Press long on the chart, then “Set T0 here”. Pinch to zoom, drag to move.',
  hint: 'Shift and click a minute to measure from it. Wheel or pinch to zoom, drag to move, Shift+0 for the whole range.',
};
