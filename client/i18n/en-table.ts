/** Words of the table that the first view does not show: heads of groups and the menu that arranges it. */
export const enTable = {
  show: 'Show',
  group: 'Group by',
  groupings: { none: 'Nothing', region: 'Region', set: 'Set' },
  columns: 'Columns',
  peakTime: 'Time of the peak',
  byWidth: 'As many as the width holds.',
  byHand: 'Chosen by you, kept in this browser.',
  forget: 'By the width again',
  sets: 'Sets of markets',
  /** Regions, and the watchlist itself; context sets have names of their own. */
  groups: {
    'north-asia': 'North Asia',
    'greater-china': 'Greater China',
    'south-asia': 'South Asia',
    'southeast-asia': 'Southeast Asia',
    oceania: 'Oceania',
    americas: 'Americas',
    global: 'Global',
    core: 'Watchlist',
  } as Readonly<Record<string, string>>,
  breadth: (up: number, of: number, median: string) => `${up} of ${of} up, median ${median} %`,
  noneYet: 'none has answered yet',
};

export type TableWords = typeof enTable;
