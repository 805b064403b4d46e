import assert from 'node:assert/strict';
import { ConfigFileFault } from '../../shared/market/config-fault.ts';
import { instrument, type Mic } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { mergeInstruments } from '../../shared/market/merge-instruments.ts';

const CORE =
  'N225 TOPIX HSI HSCE SSEC CSI300 SZCOMP KS11 KQ11 TWII AXJO NZ50 NSEI BSESN STI KLSE JKSE SETI PSEI VNINDEX';
const CONTEXT =
  'MP LYC REMX CNRE SOX HSTECH SMIC TSM ORCL USDCNH USDKRW USDJPY VNM EWY EWW FXI GSPC ACWI VIX SOYBEAN';

const byId = (id: string) => {
  const found = INSTRUMENTS.find((entry) => entry.id === id);
  assert.ok(found, id);
  return found;
};

function faultsOf(userFile: unknown, mics?: readonly Mic[]): readonly string[] {
  try {
    mergeInstruments(INSTRUMENTS, userFile, mics);
  } catch (error) {
    assert.ok(error instanceof ConfigFileFault);
    assert.equal(error.file, 'instruments.json');
    return error.faults;
  }
  return assert.fail('expected a ConfigFileFault');
}

describe('instruments', () => {
  it('are those of the public contract, the first watchlist first', () => {
    assert.deepEqual(
      INSTRUMENTS.map((entry) => entry.id as string),
      `${CORE} ${CONTEXT}`.split(' '),
    );
    const core = INSTRUMENTS.filter((entry) => entry.set === 'core').map((entry) => entry.id as string);
    assert.deepEqual(core, CORE.split(' '));
  });

  it('all fit the schema and name a stand-in that exists', () => {
    for (const entry of INSTRUMENTS) {
      assert.deepEqual(instrument.parse(entry), entry);
      if (entry.standIn !== undefined) byId(entry.standIn);
    }
  });

  it('leave out symbols of providers that do not carry them', () => {
    assert.deepEqual(byId('TOPIX').symbols, {});
    assert.equal(byId('KQ11').symbols.eastmoney, undefined);
    assert.equal(byId('NSEI').symbols.eastmoney, undefined);
    assert.equal(byId('USDCNH').symbols.tencent, undefined);
    assert.equal(byId('HSTECH').symbols.yahoo, 'HSTECH.HK');
  });

  it('give each provider a symbol once', () => {
    for (const provider of ['yahoo', 'eastmoney', 'tencent', 'naver', 'twse', 'frankfurter'] as const) {
      const symbols = INSTRUMENTS.flatMap((entry) => entry.symbols[provider] ?? []);
      assert.equal(new Set(symbols).size, symbols.length, provider);
    }
  });
});

describe("a user's instruments.json", () => {
  const fresh = {
    id: 'SET50',
    name: 'SET 50',
    shortName: 'SET 50',
    kind: 'index',
    mic: 'XBKK',
    timeZone: 'Asia/Bangkok',
    city: 'Bangkok',
    currency: 'THB',
    region: 'southeast-asia',
    priceTick: 0.01,
    symbols: { yahoo: '^SET50.BK' },
    delayMinutes: 15,
    set: 'core',
  };

  it('adds a new instrument at the end and overrides a known one field by field', () => {
    const { instruments } = mergeInstruments(INSTRUMENTS, [
      fresh,
      { id: 'KS11', delayMinutes: 0, symbols: { eastmoney: null, naver: 'KOSPI2' }, standIn: null },
    ]);
    assert.equal(instruments.length, INSTRUMENTS.length + 1);
    assert.deepEqual(instruments.at(-1), fresh);
    const kospi = instruments.find((entry) => entry.id === 'KS11');
    assert.equal(kospi?.delayMinutes, 0);
    assert.deepEqual(kospi?.symbols, { yahoo: '^KS11', naver: 'KOSPI2' });
    assert.equal(kospi?.standIn, undefined);
    assert.equal(byId('KS11').delayMinutes, 20, 'the shipped list stays as it is');
  });

  it('names every fault by path and rule, all at once', () => {
    const faults = faultsOf([
      { id: 'KS11', symbols: { yahoo: 5 } },
      { name: 'no id' },
      { ...fresh, timeZone: 'Mars/Olympus', standIn: 'NOWHERE' },
      { id: 'HSI', colour: 'red' },
      { id: 'KS11' },
    ]);
    const text = faults.join('\n');
    assert.match(text, /^instruments\.json: \[0\]\.symbols\.yahoo: expected string/m);
    assert.match(text, /^instruments\.json: \[1\]\.id: expected string/m);
    assert.match(text, /^instruments\.json: \[2\]\.timeZone: expected an IANA time zone/m);
    assert.match(text, /^instruments\.json: \[2\]\.standIn: expected the id of another instrument/m);
    assert.match(text, /^instruments\.json: \[3\]: .*colour/m);
    assert.match(text, /^instruments\.json: \[4\]\.id: expected each id once, also at \[0\]/m);
  });

  it('refuses a market without a calendar and a file that is no list', () => {
    const [fault] = faultsOf([{ ...fresh, mic: 'XLON' }], ['XBKK' as Mic, 'XTKS' as Mic]);
    assert.equal(fault, 'instruments.json: [0].mic: expected a market with a calendar: XBKK, XTKS');
    assert.match(faultsOf({ id: 'KS11' })[0] ?? '', /^instruments\.json: expected array/);
  });
});
