import assert from 'node:assert/strict';
import {
  betterProviders,
  type ChainOutcome,
  nextChain,
  providerInUse,
  startChain,
} from '../../server/feeds/chain-state.ts';
import { chainFor } from '../../server/feeds/chains.ts';
import { crossCheck } from '../../server/feeds/cross-check.ts';
import { judgeFreshness } from '../../server/feeds/freshness.ts';
import { defaultHostPolicy, hostKey, sameHostFamily } from '../../server/feeds/host-policy.ts';
import { looksLikeHtml } from '../../server/feeds/html.ts';
import { asLocalDate, parseInstant } from '../../shared/time/instant.ts';
import { bytes, calendarOf, shippedInstrument } from '../support/chart-answer.ts';

describe('chains', () => {
  const chains = (id: string) =>
    (['quotes', 'intraday', 'daily'] as const).map((p) => chainFor(shippedInstrument(id), p).join(' '));

  for (const [id, quotes, intraday, daily] of [
    ['TWII', 'twse yahoo eastmoney', 'yahoo eastmoney', 'yahoo eastmoney'],
    ['KS11', 'naver yahoo eastmoney', 'naver yahoo eastmoney', 'yahoo eastmoney naver'],
    ['KQ11', 'naver yahoo', 'naver yahoo', 'yahoo naver'],
    ['HSI', 'yahoo tencent eastmoney', 'yahoo tencent eastmoney', 'yahoo eastmoney tencent'],
    ['N225', 'yahoo eastmoney', 'yahoo eastmoney', 'yahoo eastmoney'],
    ['USDJPY', 'yahoo frankfurter', 'yahoo', 'yahoo frankfurter'],
    ['MP', 'yahoo eastmoney tencent', 'yahoo eastmoney tencent', 'yahoo eastmoney tencent'],
    ['TOPIX', '', '', ''],
  ] as const) {
    it(`of ${id}`, () => assert.deepEqual(chains(id), [quotes, intraday, daily]));
  }
});

describe('chain state', () => {
  const run = (steps: readonly (readonly [string, ChainOutcome])[]) =>
    steps.reduce(
      (state, [provider, outcome]) => nextChain(state, provider, outcome),
      startChain(['a', 'b', 'c']),
    );

  it('starts with the best and stays while it is good', () => {
    assert.equal(providerInUse(run([['a', 'good']])), 'a');
    assert.throws(() => startChain([]), RangeError);
  });
  it('moves on after a failure and after stale data', () => {
    assert.equal(providerInUse(run([['a', 'failed']])), 'b');
    const state = run([
      ['a', 'stale'],
      ['b', 'failed'],
    ]);
    assert.equal(providerInUse(state), 'c');
    assert.deepEqual(betterProviders(state), ['a', 'b']);
  });
  it('hands back to the first when the last fails too', () => {
    assert.equal(
      providerInUse(
        run([
          ['a', 'failed'],
          ['b', 'failed'],
          ['c', 'failed'],
        ]),
      ),
      'a',
    );
  });
  it('returns after three good answers in a row, not sooner', () => {
    const two: (readonly [string, ChainOutcome])[] = [
      ['a', 'failed'],
      ['a', 'good'],
      ['a', 'good'],
    ];
    assert.equal(providerInUse(run(two)), 'b');
    assert.equal(providerInUse(run([...two, ['a', 'good']])), 'a');
    assert.equal(providerInUse(run([...two, ['a', 'stale'], ['a', 'good'], ['a', 'good']])), 'b');
  });
  it('is not moved by answers of providers further down', () => {
    assert.equal(
      providerInUse(
        run([
          ['c', 'failed'],
          ['b', 'good'],
          ['x', 'failed'],
        ]),
      ),
      'a',
    );
  });
});

describe('freshness', () => {
  const calendar = calendarOf(shippedInstrument('N225'));
  const judge = (newest: string | null, now: string) =>
    judgeFreshness(newest === null ? null : parseInstant(newest), parseInstant(now), calendar, 20);

  it('allows the delay and ten minutes of open time', () => {
    assert.deepEqual(judge('2025-10-30T00:30:00Z', '2025-10-30T01:00:00Z'), { state: 'fresh' });
    assert.deepEqual(judge('2025-10-30T00:30:00Z', '2025-10-30T01:01:00Z'), {
      state: 'stale',
      since: parseInstant('2025-10-30T01:00:00Z'),
    });
  });
  it('counts neither lunch nor night nor holiday', () => {
    assert.equal(judge('2025-10-30T02:29:00Z', '2025-10-30T03:50:00Z').state, 'fresh');
    assert.equal(judge('2025-10-31T06:30:00Z', '2025-11-04T00:20:00Z').state, 'fresh');
    assert.equal(judge('2025-10-31T06:30:00Z', '2025-11-04T00:31:00Z').state, 'stale');
  });
  it('knows a source that never gave anything and one that is ahead of us', () => {
    assert.deepEqual(judge(null, '2025-10-30T01:00:00Z'), { state: 'no-data' });
    assert.deepEqual(judge('2025-10-30T01:00:05Z', '2025-10-30T01:00:00Z'), { state: 'fresh' });
  });
});

describe('cross-check', () => {
  const price = (provider: string, close: number, seen: string | null, date = '2026-09-25') => ({
    provider,
    date: asLocalDate(date),
    close,
    newestObservation: seen === null ? null : parseInstant(seen),
  });
  it('catches the freeze of one provider', () => {
    const frozen = price('frozen', 44_946.64, '2025-09-26T06:30:00Z');
    const verdict = crossCheck(price('yahoo', 66_000, '2026-09-25T06:30:00Z'), frozen);
    assert.equal(verdict.verdict === 'stale' && verdict.provider, 'frozen');
  });
  it('agrees within half a per cent, doubts both where neither is older', () => {
    const seen = '2026-09-25T06:30:00Z';
    assert.deepEqual(crossCheck(price('a', 1000, seen), price('b', 1005, seen)), { verdict: 'agree' });
    assert.equal(crossCheck(price('a', 1000, seen), price('b', 1005.1, seen)).verdict, 'doubtful');
    assert.equal(crossCheck(price('a', 1000, null), price('b', 2000, null)).verdict, 'doubtful');
  });
  it('compares the same day only', () => {
    const other = price('b', 2000, null, '2026-09-24');
    assert.deepEqual(crossCheck(price('a', 1000, null), other), { verdict: 'not-comparable' });
  });
});

describe('hosts', () => {
  it('know their family by the name that is registered', () => {
    assert.ok(sameHostFamily('query1.finance.yahoo.com', 'guce.yahoo.com'));
    assert.ok(sameHostFamily('mis.twse.com.tw', 'www.twse.com.tw'));
    assert.ok(!sameHostFamily('mis.twse.com.tw', 'evil.com.tw'));
    assert.ok(!sameHostFamily('api.frankfurter.dev', 'api.frankfurter.app'));
    assert.ok(!sameHostFamily('127.0.0.1', '10.0.0.1'));
  });
  it('share a gate by host, on loopback by the first part of the path', () => {
    assert.equal(hostKey(new URL('https://a.example/x/y')), 'a.example');
    assert.equal(hostKey(new URL('http://127.0.0.1:8080/yahoo/v8')), '127.0.0.1:8080/yahoo');
  });
  it('are asked as politely as their limits say, loopback without limit', () => {
    assert.equal(defaultHostPolicy('query2.finance.yahoo.com').intervalMs, 1000);
    assert.equal(defaultHostPolicy('localhost').intervalMs, 0);
    assert.equal(defaultHostPolicy('notfinance.yahoo.com.example').intervalMs, 500);
  });
});

describe('looksLikeHtml', () => {
  for (const [text, expected] of [
    ['<!DOCTYPE html><html>', true],
    ['\uFEFF \n<HTML lang="en">', true],
    ['<!-- challenge --><script>', true],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', true],
    ['<?xml version="1.0"?><rss version="2.0">', false],
    ['{"html":"<html>"}', false],
    ['', false],
  ] as const) {
    it(`${JSON.stringify(text)} is ${expected ? '' : 'not '}a page`, () =>
      assert.equal(looksLikeHtml(bytes(text)), expected));
  }
});
