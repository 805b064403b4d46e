import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { ratioJump } from '../../shared/reaction/jumps.ts';
import {
  criticalValue,
  excess,
  gumbelLaw,
  gumbelUpper,
  leeMykland,
} from '../../shared/reaction/lee-mykland.ts';
import { pathMeasures } from '../../shared/reaction/path-measures.ts';
import type { PathMeasures } from '../../shared/reaction/reaction.ts';
import { timeOfDayFactors } from '../../shared/reaction/time-of-day.ts';
import { LEAST_RETURNS, volatilityAround } from '../../shared/reaction/volatility.ts';
import {
  asSeq,
  asUtcMs,
  formatInstant,
  MINUTE_MS,
  parseInstant,
  type UtcMs,
} from '../../shared/time/instant.ts';
import { calendars, frameOf } from '../support/bar-timeline.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { casePath, EVENT_STUDY_CASES } from '../support/event-study-cases.ts';
import { id, makeBar } from '../support/records.ts';

const FOLDER = 'cases/event-study';

// biome-ignore lint/suspicious/noExplicitAny: each case has inputs and answers of its own shape
type Loose = any;
interface Case {
  readonly inputs: Loose;
  readonly parameters: Loose;
  readonly expected: Loose;
  readonly tolerance: { readonly relative: number; readonly absolute: number; readonly pAbsolute: number };
}

const read = (name: string): Case => JSON.parse(readFileSync(new URL(casePath(name), CASES_ROOT), 'utf8'));

/** Every key of the expected answer is in ours and agrees; a key we do not answer fails. */
function agrees(ours: Loose, expected: Loose, tolerance: Case['tolerance'], where: string): void {
  if (typeof expected === 'number') {
    assert.equal(typeof ours, 'number', `${where} is ${ours}, not ${expected}`);
    const isP = /(^|\.)(p|ratioJumpP)$/.test(where);
    const allowed = Math.max(
      tolerance.relative * Math.abs(expected),
      isP ? tolerance.pAbsolute : tolerance.absolute,
    );
    assert.ok(Math.abs(ours - expected) <= allowed, `${where} is ${ours}, not ${expected}`);
  } else if (expected !== null && typeof expected === 'object') {
    assert.ok(ours !== null && typeof ours === 'object', `${where} is not answered`);
    const keys = Object.keys(expected);
    if (Array.isArray(expected) || where.endsWith('missing')) {
      assert.deepEqual(Object.keys(ours).sort(), keys.sort(), where);
    }
    for (const key of keys) {
      assert.ok(key in ours, `${where}.${key} is not answered`);
      agrees(ours[key], expected[key], tolerance, `${where}.${key}`);
    }
  } else assert.equal(ours, expected, where);
}

/** Our path measures under the names of the cases. */
function pathAnswer(measures: PathMeasures): Loose {
  const point = (p: PathMeasures['peak']) => p && { move: p.move, minutes: p.minutes };
  return {
    ...measures,
    peak: point(measures.peak),
    trough: point(measures.trough),
    extreme: point(measures.extreme),
    now: point(measures.now),
    halfLifeCensored: measures.halfLifeAtLeast !== null,
  };
}

/** Tokyo's calendar, once it has been seen to hold the very sessions that a case names. */
function tokyoWith(listed: Loose): ExchangeCalendar {
  const tokyo = calendars.get('XTKS' as Mic);
  const iso = (time: UtcMs): string => formatInstant(time);
  for (const { date, segments } of listed) {
    assert.deepEqual(
      tokyo.session(date)?.segments.map(({ open, close }) => [iso(open), iso(close)]),
      segments,
    );
  }
  return tokyo;
}

/** A Lee–Mykland answer under the names of the cases. */
function jumpsAnswer(returns: readonly number[], window: number, alpha: number): Loose {
  const { n, firstTestable, statistic, sigma, untestable } = leeMykland(returns, window);
  const law = gumbelLaw(n);
  const critical = criticalValue(alpha);
  const at = (index: number): number => statistic[index] as number;
  const jumpIndices = [...statistic.keys()].filter((i) => excess(at(i), law) > critical);
  return {
    n,
    C: law.centre,
    S: law.scale,
    criticalValue: critical,
    thresholdStatistic: law.centre + law.scale * critical,
    jumpIndices,
    atJumps: jumpIndices.map((index) => {
      const xi = excess(at(index), law);
      return { index, statistic: at(index), localSigma: sigma[index], xi, p: gumbelUpper(xi) };
    }),
    firstTestable,
    statisticAtFirst: at(firstTestable),
    maxAbsStatistic: Math.max(...[...statistic].filter((s) => !Number.isNaN(s)).map(Math.abs)),
    untestable,
  };
}

const ANSWERS: Readonly<Record<(typeof EVENT_STUDY_CASES.paths)[number], (c: Case) => Loose>> = {
  '24-fade-half-life': path,
  '25-half-life-not-reached': path,
  '26-reversal': path,
  '27-below-floor': path,
  '34-realised-volatility-windows': ({ inputs, parameters }) => {
    assert.equal(LEAST_RETURNS, parameters.minReturns);
    const { intervalMinutes, time, open, close } = inputs.bars;
    const bars = time.map((stamp: string, n: number) => {
      const openTime = parseInstant(stamp);
      const closeTime = asUtcMs(openTime + intervalMinutes * MINUTE_MS);
      return makeBar(openTime, close[n], {
        interval: '5m',
        closeTime,
        open: open[n],
        seq: asSeq(n + 1),
      });
    });
    const { before, after, ratio } = volatilityAround(
      frameOf({ bars }, parseInstant('2025-10-30T06:30:00Z')),
      id('KS11'),
      tokyoWith(inputs.sessions),
      parseInstant(inputs.t0),
      parameters.windowMinutes,
    );
    const side = (s: typeof before) =>
      s && { n: s.n, realizedVolatility: s.volatility, perMinute: s.perMinute };
    return { before: side(before), after: side(after), ratio };
  },
  '35-bipower-jump': ratio,
  '36-bipower-zero': ratio,
  '37-lee-mykland': ({ inputs, parameters }) => jumpsAnswer(inputs.returns, parameters.K, parameters.alpha),
  '38-seasonality-lee-mykland': ({ inputs, parameters }) => {
    const { factorSessions, K, alpha } = parameters;
    const sessions: number[][] = inputs.sessions;
    const factors = timeOfDayFactors(
      sessions.slice(0, factorSessions).map((values) => [{ slot: 0, values }]),
    );
    const adjusted = sessions.map((session) => session.map((r, slot) => r / (factors.get(slot) as number)));
    return {
      factors: [...factors.keys()].sort((a, b) => a - b).map((slot) => factors.get(slot)),
      raw: jumpsAnswer(sessions.flat(), K, alpha),
      adjusted: jumpsAnswer(adjusted.flat(), K, alpha),
    };
  },
};

function path({ inputs, parameters }: Case): Loose {
  const samples = inputs.minutes.map((minutes: number, n: number) => ({
    minutes,
    move: inputs.logMove[n],
    time: asUtcMs(minutes * MINUTE_MS),
  }));
  return pathAnswer(pathMeasures(samples, parameters.floor));
}

function ratio({ inputs }: Case): Loose {
  const { n, realisedVariance, bipower, tripower, share, z, p, missing } = ratioJump(inputs.segments);
  return {
    n,
    realizedVariance: realisedVariance,
    realizedVolatility: Math.sqrt(realisedVariance),
    bipowerUncorrected: bipower.uncorrected,
    bipower: bipower.corrected,
    tripowerQuarticity: tripower,
    jumpShare: share,
    ratioJumpZ: z,
    ratioJumpP: p,
    missing: 'z' in missing ? { ratioJumpZ: missing.z } : {},
  };
}

conformance('paths, volatility and jumps agree with the reference answers', [FOLDER], () => {
  for (const name of EVENT_STUDY_CASES.paths) {
    it(name, () => {
      const one = read(name);
      agrees(ANSWERS[name](one), one.expected, one.tolerance, name);
    });
  }
});
