import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type HeadlineRule,
  headlineRule,
  marker,
  type RuledHeadline,
  ruleTest,
} from '../../shared/news/rule.ts';

const rule = (rest: Partial<HeadlineRule>): HeadlineRule => ({
  name: 'Test',
  all: [],
  any: [],
  none: [],
  sides: [],
  languages: [],
  sources: [],
  active: true,
  ...rest,
});
const headline = (title: string, rest: Partial<RuledHeadline> = {}): RuledHeadline => ({
  title,
  source: 'Test Post',
  side: 'us',
  language: 'en',
  ...rest,
});
const matches = (r: Partial<HeadlineRule>, title: string, rest: Partial<RuledHeadline> = {}): boolean =>
  ruleTest(rule(r))(headline(title, rest));

describe('rules of headlines', () => {
  it('need all of `all`, one of `any`, none of `none`', () => {
    const r = { all: ['Trump', 'Xi'], any: ['tariff*', 'truce'], none: ['opinion'] };
    assert.ok(matches(r, 'Trump and Xi agree on a truce'));
    assert.ok(matches(r, 'Xi, Trump: tariffs cut'));
    assert.ok(!matches(r, 'Trump cuts tariffs'));
    assert.ok(!matches(r, 'Trump meets Xi'));
    assert.ok(!matches(r, 'Opinion: Trump and Xi need a truce'));
  });

  it('take whole words, a star for any ending, and white space of any width', () => {
    assert.ok(matches({ any: ['tariff'] }, 'A tariff, again'));
    assert.ok(!matches({ any: ['tariff'] }, 'Tariffs again'));
    assert.ok(matches({ any: ['tariff*'] }, 'Tariffs again'));
    assert.ok(!matches({ any: ['tik'] }, 'TikTok'));
    assert.ok(matches({ any: ['rare  earths'] }, 'Rare earths deal'));
    assert.ok(matches({ any: ['U.S.'] }, 'The U.S., again'));
    assert.ok(matches({ any: ['47%'] }, 'Tariffs at 47% now'));
    assert.ok(matches({ any: ['(deal)'] }, 'A (deal) is near'));
  });

  it('fold case and width', () => {
    assert.ok(matches({ any: ['ＴＡＲＩＦＦ'] }, 'tariff'));
    assert.ok(matches({ any: ['tiktok'] }, 'ＴｉｋＴｏｋ sale'));
    assert.ok(matches({ any: ['カンゼイ'] }, 'ｶﾝｾﾞｲ'));
  });

  it('find words inside Chinese, Japanese and Korean, which do not space them', () => {
    assert.ok(matches({ any: ['关税'] }, '美国下调关税', { language: 'zh-Hans' }));
    assert.ok(matches({ any: ['관세'] }, '한미 관세협상 타결', { language: 'ko' }));
    assert.ok(matches({ any: ['会談'] }, '米中首脳会談が始まる', { language: 'ja' }));
    assert.ok(matches({ any: ['tiktok'] }, '出售TikTok案', { language: 'zh-Hans' }));
  });

  it('look at side, language and outlet', () => {
    assert.ok(matches({ sides: ['china'] }, 'x', { side: 'china' }));
    assert.ok(!matches({ sides: ['china', 'other'] }, 'x'));
    assert.ok(matches({ languages: ['zh'] }, 'x', { language: 'zh-Hans' }));
    assert.ok(!matches({ languages: ['zh-Hans'] }, 'x', { language: 'zh' }));
    assert.ok(matches({ sources: ['test post'] }, 'x'));
    assert.ok(!matches({ sources: ['Post'] }, 'x'));
  });

  it('that rest match nothing', () => {
    assert.ok(!matches({ any: ['x'], active: false }, 'x'));
  });

  it('name what is wrong with them', () => {
    const fault = (rest: object): string => {
      const read = headlineRule.safeParse({ ...rule({ any: ['x'] }), ...rest });
      const issue = read.error?.issues[0];
      return issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    };
    assert.equal(fault({}), '');
    assert.equal(fault({ any: [] }), 'all: needs a word, a side, a language or an outlet to look for');
    assert.equal(fault({ any: ['a*b'] }), 'any.0: a star may only stand at the end');
    assert.equal(fault({ none: ['--'] }), 'none.0: must hold a letter or a digit');
    assert.match(fault({ any: [''] }), /^any\.0: /);
    assert.match(fault({ any: new Array(41).fill('x') }), /^any: /);
    assert.match(fault({ name: ' ' }), /^name: /);
    assert.match(fault({ sides: ['uk'] }), /^sides\.0: /);
    assert.match(fault({ extra: 1 }), /extra/);
  });

  it('mark a headline with their id and revision, in their order', () => {
    const marks = marker([
      { id: 'b', revision: 3, rule: rule({ any: ['xi'] }) },
      { id: 'c', revision: 1, rule: rule({ any: ['nothing'] }) },
      { id: 'a', revision: 1, rule: rule({ sides: ['us'] }) },
    ]);
    assert.deepEqual(marks(headline('Xi speaks')), [
      { rule: 'b', revision: 3 },
      { rule: 'a', revision: 1 },
    ]);
  });

  it('find any term that their schema takes in a title that is that term', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (term) => {
        const read = headlineRule.safeParse(rule({ any: [term] }));
        if (!read.success) return;
        const title = term.endsWith('*') ? term.slice(0, -1) : term;
        assert.ok(ruleTest(read.data)(headline(title)));
        assert.ok(!ruleTest({ ...read.data, none: read.data.any })(headline(title)));
      }),
      { numRuns: 500, seed: 20_251_030 },
    );
  });
});
