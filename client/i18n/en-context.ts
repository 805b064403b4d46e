/** What is said of the context sets, on their chips and in the settings, in English. */
export const enContext = {
  label: 'More markets',
  names: {
    'rare-earths': 'Rare earths',
    tech: 'Tech and chips',
    currencies: 'Currencies',
    'trade-exposed': 'Trade-exposed',
    benchmarks: 'Benchmarks',
  },
  /** Hint of a chip. */
  holds: (names: string) => `Shows ${names}`,
  listed: 'All of them are on the watchlist already',
  edit: 'Edit the watchlist',
};
