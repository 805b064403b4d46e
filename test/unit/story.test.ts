import assert from 'node:assert/strict';
import { createStoryIndex, type StoryHeadline, storyOf } from '../../shared/news/story.ts';
import { plainTitle, withoutPublisher } from '../../shared/news/text.ts';
import { asUtcMs, HOUR_MS, parseInstant } from '../../shared/time/instant.ts';

const T = parseInstant('2025-10-30T02:05:00Z');
let n = 0;
const headline = (title: string, changes: Partial<StoryHeadline> = {}): StoryHeadline => ({
  id: `h${n++}`,
  title,
  time: T,
  language: 'en',
  source: 'Test Post',
  ...changes,
});
const language = (title: string): string =>
  /[가-힣]/.test(title) ? 'ko' : /[ぁ-ヿ]/.test(title) ? 'ja' : /\p{Script=Han}/u.test(title) ? 'zh' : 'en';

const SAME: readonly (readonly [string, string])[] = [
  ['Trump says US, China reach deal on rare earths', 'US and China reach rare earths deal, Trump says'],
  [
    'Trump cuts fentanyl tariff on China to 10% after Xi meeting',
    'Trump lowers fentanyl tariffs on Chinese goods to 10 percent after meeting Xi',
  ],
  [
    'Xi tells Trump it is normal for US and China to have friction',
    'Friction between US and China is normal, Xi tells Trump',
  ],
  [
    'China suspends rare earth export controls for one year',
    'China pauses rare-earth export restrictions for a year',
  ],
  ['Nikkei closes at record high as SoftBank soars', 'Nikkei ends at record high, SoftBank surges'],
  ['Trump and Xi meet in Busan', 'Trump, Xi meet in Busan, South Korea'],
  [
    'China agrees to buy 12 million tonnes of U.S. soybeans',
    'China to purchase 12 million tons of US soybeans: Bessent',
  ],
  [
    'Trump orders nuclear weapons testing minutes before Xi meeting',
    'Minutes before Xi talks, Trump orders testing of nuclear weapons',
  ],
  ['韩国总统李在明会见特朗普 双方达成贸易协议', '特朗普会见韩国总统李在明 达成贸易协议'],
  ['米中首脳会談が釜山で始まる', '釜山で米中首脳会談始まる'],
  ['한미 관세 협상 타결, 대미 투자 3500억 달러', '한미 관세협상 타결…대미 투자 3500억 달러'],
];

/** The second brings something new, or the opposite. */
const FOLLOW_UP: readonly (readonly [string, string])[] = [
  ['Trump and Xi begin meeting in Busan', 'Trump and Xi end meeting in Busan'],
  ['Trump says tariffs on China cut to 47%', 'Trump says tariffs on China cut to 57%'],
  [
    'Trump and Xi agree to cut tariffs',
    'Trump and Xi agree to cut tariffs, pause rare earth curbs and resume soybean purchases',
  ],
  ['Trump to meet Xi in South Korea', 'Trump meets Xi in South Korea'],
  ['China imposes port fees on US ships', 'China suspends port fees on US ships'],
  ['China confirms rare earth deal with US', 'China denies rare earth deal with US'],
  ['Nikkei rises 2% after Trump-Xi meeting', 'Nikkei falls 2% after Trump-Xi meeting'],
  ['Trump says China will buy soybeans', 'Trump says China will ease rare earth curbs'],
  ['Trump meets Xi in Busan', 'Trump meets Lee in Gyeongju'],
  ['US and China reach trade deal', 'US and China have not reached trade deal'],
  [
    'China suspends rare earth export controls for one year',
    'China commerce ministry confirms one-year pause on rare earth controls',
  ],
  ['Kospi opens higher', 'Kospi closes higher'],
  ['中美元首会晤开始', '中美元首会晤结束'],
];

describe('stories', () => {
  for (const [a, b] of SAME) {
    it(`one story: ${a} | ${b}`, () => {
      for (const [lead, next] of [
        [a, b],
        [b, a],
      ] as const) {
        const first = headline(lead, { language: language(lead) });
        assert.equal(storyOf(headline(next, { language: language(next) }), [first]), first.id);
      }
    });
  }
  for (const [a, b] of FOLLOW_UP) {
    it(`two stories: ${a} | ${b}`, () => {
      for (const [lead, next] of [
        [a, b],
        [b, a],
      ] as const) {
        assert.equal(
          storyOf(headline(next, { language: language(next) }), [
            headline(lead, { language: language(lead) }),
          ]),
          null,
        );
      }
    });
  }

  const TITLE = 'Trump and Xi shake hands in Busan';
  it('the outlet’s name at the end of a title does not count', () => {
    const lead = headline(`${TITLE} - Reuters`, { source: 'Reuters' });
    assert.equal(storyOf(headline(`${TITLE} | CNBC`, { source: 'CNBC' }), [lead]), lead.id);
  });
  it('another language is another story, an unknown one is not', () => {
    const lead = headline(TITLE);
    assert.equal(storyOf(headline(TITLE, { language: 'fr' }), [lead]), null);
    assert.equal(storyOf(headline(TITLE, { language: 'und' }), [lead]), lead.id);
    assert.equal(storyOf(headline(TITLE, { language: 'en-GB' }), [lead]), lead.id);
  });
  it('reaches twelve hours and no further', () => {
    const lead = headline(TITLE);
    assert.equal(storyOf(headline(TITLE, { time: asUtcMs(T + 12 * HOUR_MS) }), [lead]), lead.id);
    assert.equal(storyOf(headline(TITLE, { time: asUtcMs(T + 12 * HOUR_MS + 1) }), [lead]), null);
  });

  describe('the index', () => {
    it('names a story after the headline that was seen first', () => {
      const index = createStoryIndex();
      const [a, b, c] = [
        headline(TITLE),
        headline(`${TITLE}, South Korea`),
        headline('Kospi closes at record'),
      ];
      assert.deepEqual(
        [a, b, c].map((h) => index.assign(h)),
        [a.id, a.id, c.id],
      );
    });
    it('keeps the story of a headline whose title is corrected', () => {
      const index = createStoryIndex();
      const a = headline(TITLE);
      const b = headline(`${TITLE}, South Korea`);
      index.assign(a);
      index.assign(b);
      assert.equal(index.assign({ ...b, title: 'Something else' }), a.id);
      assert.equal(index.assign({ ...a, title: 'Something else' }), a.id);
    });
    it('says what storyOf says', () => {
      const index = createStoryIndex();
      const leads: StoryHeadline[] = [];
      for (const title of [...SAME, ...FOLLOW_UP].flat()) {
        const h = headline(title, { language: language(title) });
        const story = index.assign(h);
        assert.equal(story, storyOf(h, leads) ?? h.id, title);
        if (story === h.id) leads.push(h);
      }
    });
    it('takes up stored leads after a start', () => {
      const index = createStoryIndex();
      const lead = headline(TITLE);
      index.restore(lead);
      index.restore(lead);
      assert.equal(index.assign(headline(TITLE)), lead.id);
    });
    it('forgets the oldest story, so that memory stays bounded', () => {
      const index = createStoryIndex({ maxStories: 10, maxHeadlines: 10 });
      const first = headline('Alpha bravo charlie delta');
      index.assign(first);
      for (let i = 0; i < 50; i++) index.assign(headline(`Unrelated${i} matter${i} about${i} ships${i}`));
      assert.equal(index.stories, 10);
      const again = headline('Alpha bravo charlie delta');
      assert.equal(index.assign(again), again.id);
    });
  });
});

describe('title text', () => {
  it('takes the publisher off the end only', () => {
    assert.equal(withoutPublisher('A deal - at last - Reuters', 'Reuters'), 'A deal - at last');
    assert.equal(withoutPublisher('A deal – The Straits Times', 'the straits times'), 'A deal');
    assert.equal(withoutPublisher('Reuters wins prize', 'Reuters'), 'Reuters wins prize');
    assert.equal(withoutPublisher('Reuters', 'Reuters'), 'Reuters');
    assert.equal(
      withoutPublisher('Prices | OilPrice.com - OilPrice.com', 'OilPrice.com'),
      'Prices | OilPrice.com',
    );
  });
  it('leaves clean text as it is', () => {
    const title = '习近平会见特朗普：“中美应做伙伴” — a <5% cut';
    assert.equal(plainTitle(title), title);
  });
  it('text that pretends to be a title costs no time', () => {
    for (const piece of ['<!--', '<script>', '<a ', '<', '&lt;']) {
      assert.ok(plainTitle(piece.repeat(300_000)).length <= 500);
    }
  });
});
