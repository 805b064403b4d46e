import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lexicon } from '../../server/ingest/lexicon.ts';
import { type Lexicon, toneOf } from '../../shared/news/tone.ts';

const small: Lexicon = {
  id: 'test@1',
  extent: 5,
  words: new Map([
    ['good', 3],
    ['bad', -3],
    ['not good', -2],
    ['better-than-expected', 1],
    ['hope', 2],
    ["can't stand", -3],
  ]),
};
const rated = (title: string, rest: Partial<{ source: string; language: string }> = {}) =>
  toneOf({ title, source: 'Test Post', language: 'en', ...rest }, small);

describe('tone of a title', () => {
  it('is the mean of its rated words over the extent of the list', () => {
    assert.deepEqual(rated('Good news, bad news, GOOD news'), { score: 3 / 3 / 5, rated: 3 });
    assert.deepEqual(rated('A good day'), { score: 0.6, rated: 1 });
    assert.deepEqual(rated('Good and bad'), { score: 0, rated: 2 });
  });

  it('takes the longest entry first, a compound apart only where it is no entry, and either apostrophe', () => {
    assert.deepEqual(rated('Not good'), { score: -0.4, rated: 1 });
    assert.deepEqual(rated('Better-than-expected trade'), { score: 0.2, rated: 1 });
    assert.deepEqual(rated('Hope-filled'), { score: 0.4, rated: 1 });
    assert.deepEqual(rated('Traders can’t stand it'), { score: -0.6, rated: 1 });
    assert.deepEqual(rated('ＧＯＯＤ'), { score: 0.6, rated: 1 });
  });

  it('is not rated, which is not neutral: no word of the list, another language, an unknown one', () => {
    assert.equal(rated('Leaders meet in Busan'), null);
    assert.equal(rated('constructor hasOwnProperty toString'), null);
    assert.equal(rated(''), null);
    for (const language of ['zh-Hans', 'ja', 'und', 'enm', 'es'])
      assert.equal(rated('good', { language }), null);
    for (const language of ['en', 'en-US', 'EN-gb']) assert.equal(rated('good', { language })?.score, 0.6);
  });

  it('does not count the name of the outlet', () => {
    assert.equal(rated('Leaders meet - Good Hope Times', { source: 'Good Hope Times' }), null);
  });
});

describe('the list of words that ships', () => {
  it('is the version that is installed', () => {
    const name = 'afinn-165-financialmarketnews';
    const project = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const installed = JSON.parse(
      readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
    );
    assert.equal(lexicon.id, `${name}@${installed.version}`);
    assert.equal(project.dependencies[name], installed.version);
    assert.equal(installed.license, 'MIT');
  });

  it('holds ratings between −5 and 5 and none that says nothing', () => {
    assert.ok(lexicon.words.size > 3000);
    for (const [word, value] of lexicon.words) {
      assert.ok(value !== 0 && Math.abs(value) <= lexicon.extent, word);
      assert.equal(word, word.toLowerCase());
    }
  });

  it('hears a breakthrough and a plunge, and no praise in shares', () => {
    const score = (title: string) => toneOf({ title, source: '', language: 'en' }, lexicon)?.score ?? null;
    assert.ok((score('Trump hails amazing talks') ?? 0) > 0);
    assert.ok((score('Asian stocks plunge on trade war fears') ?? 0) < 0);
    assert.equal(score('Shares trade in Tokyo'), null);
  });
});
