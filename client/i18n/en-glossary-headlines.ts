/** What stands beside headlines. */
export const HEADLINES = {
  title: 'Headlines',
  entries: [
    {
      id: 'three-times',
      term: 'Three times of a headline',
      plain:
        'When its outlet published it, when this server first saw it, and when a market next left its usual range. The first is what the source says, with how exact it is; the second may lag by the time between two polls; the third says whether prices moved after the words or had moved before.',
      missing:
        'A headline that came later from a file or the archive was never seen live: its second time is not recorded.',
    },
    {
      id: 'move-after',
      term: 'First unusual move after a headline',
      plain:
        'The first market that, within ten minutes of the clock after a headline, went further than in the same minutes of its day on any ordinary day that is kept (at least 40 of them). “Then” is an order in time and never a cause: other headlines of the same minutes stand before the same move, and by chance one market in about a hundred moves so in any ten minutes.',
      formula:
        'first step at which |z| is larger than the largest |z| of every ordinary day at every step of those ten minutes',
      missing:
        'Not judged where the time is doubtful or not known to the minute, before T0, and where no market with ordinary days traded in those minutes.',
    },
    {
      id: 'story',
      term: 'Story',
      plain:
        'The same news carried by several outlets, grouped by the words of their titles and by time. A report that adds something new or contradicts is a story of its own. Titles in different languages are not joined.',
    },
    {
      id: 'tone',
      term: 'Tone',
      plain:
        'How friendly or hostile the words of an English title sound, by a list of some 3,500 words that people rated (AFINN-165, with words adjusted for market news). It is the mean of the rated words of the title, from −1 to 1, kept with the name of the list from the moment the headline came. It counts words and understands nothing: not negation (“no deal”), irony, names or who is spoken of; “cuts tariffs” sounds bad because “cut” does. Titles on prices (“shares plunge”) are rated by the move they report, so their tone says nothing about what a government said. Read it over many titles, never of one.',
      formula: 'mean rating of the rated words ÷ 5',
      missing:
        'Not rated in any other language, where the list knows no word of the title, and where the words are our own. Not rated is not neutral, and is left out of every mean: “n rated of n” says how much is left.',
    },
    {
      id: 'framing-gap',
      term: 'Framing gap',
      plain:
        'How much each side said over time, and how it sounded: one government may announce a breakthrough while the other speaks of consensus hours later, or not at all. Items are counted, not stories. A side is that of the outlet, by country and ownership. Tone is compared where both sides are rated; Chinese originals are not.',
      missing: 'Items whose time is doubtful or known to the day only are left out and counted.',
    },
    {
      id: 'candidate',
      term: 'Candidate',
      plain:
        'A headline that one of the rules kept on this server matches: words, sides, languages, outlets. It is marked so that a person can make an event of it; nothing becomes an event by itself.',
    },
  ],
};
