import assert from 'node:assert/strict';
import { averageRanks, ranksWith } from '../../shared/statistics/ranks.ts';
import { averageStudy } from '../../shared/study/group/average.ts';
import type { GroupMember } from '../../shared/study/group/group.ts';
import { groupStudy } from '../../shared/study/group/group-study.ts';
import type { StudyOptions } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import type { LocalDate } from '../../shared/time/instant.ts';
import { type MadeUp, madeUpReturns, weekdays } from '../support/made-up-returns.ts';

const DATES = weekdays('2024-01-02', 150);
const EVENT = 140;

/** Members that hold `returns`, all on one benchmark. */
function membersOf(world: MadeUp, options: Partial<StudyOptions> = {}, dates = DATES): GroupMember[] {
  return world.assets.map((asset, i) => ({
    id: `M${i + 1}`,
    study: studySeries(
      { dates, asset, benchmark: world.benchmark, eventIndex: EVENT },
      { window: [0, 2], ...options },
    ),
  }));
}

const world = (count: number, correlation = 0.4, seed = 1): MadeUp =>
  madeUpReturns({ seed, count, rows: DATES.length, correlation });

/** The same with one return taken out. */
function without(made: MadeUp, asset: number, row: number): MadeUp {
  const assets = made.assets.map((returns, i) =>
    i === asset ? returns.map((value, at) => (at === row ? null : value)) : returns,
  );
  return { ...made, assets };
}

describe('ranks', () => {
  it('average over ties and leave out what is missing', () => {
    assert.deepEqual([...averageRanks([3, 1, Number.NaN, 3, 2, 3])], [4, 1, Number.NaN, 4, 2, 4]);
    assert.deepEqual([...averageRanks([0, -0])], [1.5, 1.5]);
    assert.deepEqual([...averageRanks([])], []);
  });

  it('of a sample with values added are those of both together', () => {
    const values = [3, 1, Number.NaN, 3, 2];
    const added = [3, 0, Number.NaN, 9];
    assert.deepEqual(
      [...ranksWith(values, averageRanks(values), added)],
      [...averageRanks([...values, ...added])],
    );
  });
});

describe('a group of studies', () => {
  it('below five members gives averages only', () => {
    const { days, window, rank, grank, generalizedSign, show, n } = groupStudy(membersOf(world(4)));
    assert.equal(n, 4);
    assert.equal(typeof days[0]?.aar, 'number');
    assert.equal(typeof window.caar, 'number');
    for (const key of ['crossSectionalT', 'patellZ', 'bmpT', 'adjustedBmpT', 'portfolioT'] as const) {
      assert.equal(window[key], null, key);
      assert.equal(window.missing[key], 'few-members', key);
      assert.equal(days[0]?.missing[key], 'few-members', key);
    }
    assert.deepEqual(rank.corradoZivneyZ, [null, null, null]);
    assert.equal(rank.missing.corradoZivneySd, 'few-members');
    assert.equal(grank.missing.grank, 'few-members');
    assert.deepEqual(
      [generalizedSign.z, generalizedSign.pExact, generalizedSign.missing],
      [null, null, { sign: 'few-members' }],
    );
    assert.deepEqual(show, []);
  });

  it('shows what holds for markets of one date, and never a test that takes them for independent', () => {
    const { headline, show } = groupStudy(membersOf(world(25)));
    assert.deepEqual(headline, {
      design: 'same-date',
      tests: ['adjustedBmpT', 'portfolioT'],
      check: ['corradoZivneyZ'],
    });
    assert.deepEqual(show, [
      'adjustedBmpT',
      'adjustedPatellZ',
      'portfolioT',
      'corradoRankZ',
      'corradoZivneyZ',
      'corradoZivneyStandardisedZ',
      'grankT',
    ]);
  });

  it('of different dates shows BMP and the sign test, exact where the group is small', () => {
    const small = groupStudy(membersOf(world(6)), { sameDate: false });
    assert.deepEqual(small.headline.tests, ['bmpT', 'generalizedSignExact']);
    assert.ok(small.show.includes('generalizedSignExact') && !small.show.includes('generalizedSignZ'));
    assert.equal(typeof small.generalizedSign.z, 'number', 'computed, only not shown');
    for (const key of ['meanCorrelation', 'portfolioSd', 'portfolioDegreesOfFreedom'] as const) {
      assert.deepEqual([small[key], small.missing[key]], [null, 'different-dates'], key);
    }
    assert.equal(small.window.missing.adjustedBmpT, 'different-dates');
    const large = groupStudy(membersOf(world(12)), { sameDate: false });
    assert.deepEqual(large.headline.tests, ['bmpT', 'generalizedSignZ']);
    assert.ok(large.show.includes('generalizedSignZ') && !large.show.includes('grankT'));
    assert.equal(typeof large.grank.t, 'number', 'computed, only not shown');
  });

  it('with a hole in one window keeps that member on its other days', () => {
    const group = groupStudy(membersOf(without(world(6), 2, EVENT + 1)));
    assert.deepEqual(
      group.days.map(({ n }) => n),
      [6, 5, 6],
    );
    assert.equal(group.window.n, 5);
    assert.deepEqual(group.perSeries[2], { id: 'M3', car: null, scar: null });
    assert.equal(group.window.missing.portfolioT, 'hole-in-window');
    assert.equal(typeof group.days[1]?.portfolioT, 'number');
    assert.equal(group.generalizedSign.n, 5);
    assert.equal(group.rank.missing['corradoRankZ.0'], 'unequal-rows');
    assert.equal(typeof group.rank.corradoZivneyZ[1], 'number');
  });

  it('with a hole that leaves four on a day has no test of that day, nor a rank test of the window', () => {
    const group = groupStudy(membersOf(without(world(5), 2, EVENT + 1)));
    assert.equal(group.days[1]?.missing.bmpT, 'few-members');
    assert.equal(typeof group.days[0]?.bmpT, 'number');
    const { corradoZivneyZ, corradoZivneyStandardisedZ, corradoZivneyWindowZ, missing } = group.rank;
    for (const z of [corradoZivneyZ, corradoZivneyStandardisedZ]) {
      assert.deepEqual(
        z.map((value) => typeof value === 'number'),
        [true, false, true],
      );
    }
    assert.deepEqual([missing['corradoZivneyZ.1'], missing['p.1']], ['few-members', 'few-members']);
    assert.deepEqual([corradoZivneyWindowZ, missing.corradoZivneyWindowZ], [null, 'few-members']);
  });

  it('says of a day that nobody has why it has no average', () => {
    let made = world(5);
    for (const asset of made.assets.keys()) made = without(made, asset, EVENT + 2);
    const { days, window } = groupStudy(membersOf(made));
    assert.deepEqual([days[2]?.n, days[2]?.aar, days[2]?.missing.aar], [0, null, 'hole-in-window']);
    assert.deepEqual([window.n, window.caar, window.missing.caar], [0, null, 'hole-in-window']);
  });

  it('has no rank tests where an estimation window is thin', () => {
    const thin = membersOf(world(6)).slice(0, 5);
    const short = membersOf(world(6), { estimation: [-60, -11] })[5] as GroupMember;
    const { rank, grank, window } = groupStudy([...thin, short]);
    assert.deepEqual(rank.missing, { rank: 'thin-estimation-window' });
    assert.deepEqual(rank.corradoZivneyZ, [null, null, null]);
    assert.deepEqual(grank.missing, { grank: 'thin-estimation-window' });
    assert.equal(typeof window.adjustedBmpT, 'number');
  });

  it('has no Patell Z where a member has too few degrees of freedom for a variance', () => {
    const few = membersOf(world(6)).map(({ id, study }, i): GroupMember => {
      return { id, study: i === 0 ? { ...study, degreesOfFreedom: 2 } : study };
    });
    for (const { patellZ, patellP, adjustedPatellZ, missing } of [
      ...groupStudy(few).days,
      groupStudy(few).window,
    ]) {
      assert.deepEqual([patellZ, patellP, adjustedPatellZ], [null, null, null]);
      assert.equal(missing.patellZ, 'thin-estimation-window');
    }
    assert.equal(typeof groupStudy(few).window.bmpT, 'number');
  });

  it('waits for the last market of a day', () => {
    const members = membersOf(world(6)).map((member, i): GroupMember => {
      if (i > 0) return member;
      const { study } = member;
      const ar = study.ar.map((day) => (day.k === 2 ? { k: 2, ar: null, se: null } : day));
      const car = study.car.map((c) => (c.to === 2 ? { ...c, car: null, se: null } : c));
      return { ...member, study: { ...study, ar, car, missing: [{ k: 2, reason: 'not-yet' }] } };
    });
    const { days, window, rank, grank, generalizedSign } = groupStudy(members);
    assert.equal(typeof days[1]?.adjustedBmpT, 'number');
    assert.deepEqual([days[2]?.n, days[2]?.aar, days[2]?.missing.aar], [5, null, 'not-yet']);
    assert.deepEqual([window.caar, window.missing.adjustedBmpT], [null, 'not-yet']);
    assert.deepEqual(rank.corradoZivneyZ, [
      ...groupStudy(membersOf(world(6), { window: [0, 1] })).rank.corradoZivneyZ,
      null,
    ]);
    assert.deepEqual(
      [rank.missing['p.2'], rank.missing.corradoZivneyWindowZ, rank.missing.corradoRankWindowP],
      ['not-yet', 'not-yet', 'not-yet'],
    );
    assert.deepEqual(grank.missing, { grank: 'not-yet' });
    assert.deepEqual([generalizedSign.n, generalizedSign.missing], [5, { sign: 'not-yet' }]);
  });

  it('does not test members that are all alike: their spread is rounding', () => {
    const [asset] = world(1).assets;
    const alike = { ...world(1), assets: Array.from({ length: 6 }, () => asset as (number | null)[]) };
    const { days, window, grank } = groupStudy(membersOf(alike));
    assert.deepEqual([days[0]?.bmpT, days[0]?.missing.bmpT], [null, 'zero-spread']);
    assert.deepEqual([window.crossSectionalT, window.missing.adjustedBmpT], [null, 'zero-spread']);
    assert.equal(grank.missing.grank, 'zero-spread');
    assert.equal(typeof window.portfolioT, 'number');
  });

  it('leaves a constant member out of what is standardised', () => {
    const made = world(7);
    const assets = made.assets.map((returns, i) => (i === 3 ? returns.map(() => 0) : returns));
    const group = groupStudy(membersOf({ ...made, assets }, { model: 'mean' }));
    assert.equal(group.days[0]?.n, 7);
    const others = membersOf({ ...made, assets }, { model: 'mean' }).filter((_, i) => i !== 3);
    assert.equal(group.days[0]?.bmpT, groupStudy(others).days[0]?.bmpT);
    assert.equal(group.grank.t === null, false);
  });

  it('aligns by date where markets have different holidays', () => {
    const made = world(6, 0.6);
    const members = membersOf(made);
    // The first three markets are shut on every seventh day, so their rows run apart from the others’.
    const shifted = made.assets.map((asset, i) => {
      const rows = DATES.map((_, at) => at).filter((at) => i >= 3 || at % 7 !== 0 || at >= EVENT - 5);
      const at = (list: readonly (number | null)[]) => rows.map((row) => list[row] ?? null);
      return {
        id: `M${i + 1}`,
        study: studySeries(
          {
            dates: rows.map((row) => DATES[row] as LocalDate),
            asset: at(asset),
            benchmark: at(made.benchmark),
            eventIndex: rows.indexOf(EVENT),
          },
          { window: [0, 2], estimation: [-110, -11] },
        ),
      };
    });
    const byDate = groupStudy(shifted).meanCorrelation as number;
    const whole = groupStudy(members).meanCorrelation as number;
    assert.ok(Math.abs(byDate - whole) < 0.08, `${byDate}, ${whole}`);
    assert.ok(byDate > 0.4);
  });

  it('leaves out of the group’s spread the days that fewer than half of the markets have', () => {
    const holed = (missing: number) => {
      let made = world(6);
      for (let row = 20; row < 30; row++) {
        for (let asset = 0; asset < missing; asset++) made = without(made, asset, row);
      }
      return groupStudy(membersOf(made));
    };
    assert.equal(holed(3).portfolioDegreesOfFreedom, 119);
    assert.equal(holed(4).portfolioDegreesOfFreedom, 109);
    assert.equal(holed(4).grank.degreesOfFreedom, 109);
  });

  it('leaves pairs with too few common days out', () => {
    const members = membersOf(world(6));
    const apart = members.map((member, i): GroupMember => {
      const { estimation } = member.study;
      // Two halves of the window, 60 days each; ten days in common are too few.
      const ar = estimation.ar.map((value, row) => ((i < 3 ? row < 65 : row >= 55) ? value : null));
      return { ...member, study: { ...member.study, estimation: { ...estimation, ar } } };
    });
    assert.equal(groupStudy(members).pairs, 15);
    assert.equal(groupStudy(apart).pairs, 6);
    const none = groupStudy(apart, { minPairOverlap: 70 });
    assert.deepEqual(
      [none.meanCorrelation, none.missing.meanCorrelation, none.window.missing.adjustedBmpT],
      [null, 'few-common-days', 'few-common-days'],
    );
  });

  it('refuses a group without members, and members with different windows', () => {
    assert.throws(() => groupStudy([]), { name: 'RangeError', message: /^members: .*got none/ });
    const mixed = [...membersOf(world(5)), ...membersOf(world(1), { window: [0, 1] })];
    assert.throws(() => groupStudy(mixed), { name: 'RangeError', message: /^members: event windows/ });
  });
});

describe('the average of an event’s markets', () => {
  it('is the study of their mean return where they share benchmark and days', () => {
    const made = world(4);
    const mean = DATES.map((_, row) => made.assets.reduce((sum, a) => sum + (a[row] as number), 0) / 4);
    for (const model of ['market', 'mean', 'adjusted'] as const) {
      const average = averageStudy(membersOf(made, { model }));
      const [member] = membersOf({ ...made, assets: [mean] }, { model }) as [GroupMember];
      const { study } = member;
      const near = (a: number | null | undefined, b: number | null | undefined) =>
        assert.ok(Math.abs((a as number) - (b as number)) < 1e-12, `${model}: ${a}, ${b}`);
      near(average.sigma, study.sigma);
      assert.equal(average.degreesOfFreedom, study.degreesOfFreedom);
      for (const [i, day] of average.ar.entries()) {
        near(day.ar, study.ar[i]?.ar);
        near(day.se, study.ar[i]?.se);
        near(average.car[i]?.car, study.car[i]?.car);
        near(average.car[i]?.se, study.car[i]?.se);
      }
    }
  });

  it('keeps a market with a hole out of the cumulative figures only', () => {
    const made = world(4);
    const holed = averageStudy(membersOf(without(made, 1, EVENT + 1)));
    const others = averageStudy(membersOf({ ...made, assets: made.assets.filter((_, i) => i !== 1) }));
    assert.equal(holed.car[2]?.car, others.car[2]?.car);
    assert.equal(holed.ar[0]?.ar, averageStudy(membersOf(made)).ar[0]?.ar);
    assert.throws(() => averageStudy([]), RangeError);
  });
});
