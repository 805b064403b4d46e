import assert from 'node:assert/strict';
import { bar } from '../../shared/market/bar.ts';
import { barTable, barTableSince } from '../../shared/table/bar.ts';
import { csvText, readCsv } from '../../shared/table/column.ts';
import { CsvFault, parseCsv } from '../../shared/table/csv.ts';
import { TABLES } from '../../shared/table/dictionary.ts';
import { fileName } from '../../shared/table/file-name.ts';
import { parseInstant } from '../../shared/time/instant.ts';

/** As the public contract names them. */
const CONTRACT = {
  bars: 'instrument,name,interval,open_time_utc,close_time_utc,open_time_local,time_zone,open,high,low,close,volume,currency,provider,provenance,delay_minutes,received_at_utc,revision,seq',
  'bars with event=':
    'instrument,name,interval,open_time_utc,close_time_utc,open_time_local,time_zone,open,high,low,close,volume,currency,provider,provenance,delay_minutes,received_at_utc,revision,seq,event,anchor,t_offset_s,base_price,pct_from_base,z,state',
  quotes:
    'instrument,name,time_utc,time_local,time_zone,price,previous_close,change_pct,currency,provider,provenance,delay_minutes,received_at_utc,seq',
  headlines:
    'headline_id,story_id,time_utc,precision_s,received_at_utc,feed,source,side,language,title,url,tone,date_doubtful,provenance,revision,seq',
  events:
    'slug,title,anchors,end_utc,themes,place,actors,summary,claims,market_claims,confounders,outcome,outcome_date,outcome_note,time_basis,time_confidence,confidence,sources,origin,revision,actor,seq',
  reactions:
    'event,anchor,instrument,horizon,state,reason,base_time_utc,base_price,price_time_utc,price,move_simple,move_log,gap_simple,overnight,usual_move,z,percentile,p,samples,sample_interval,peak_move,peak_time_utc,trough_move,trough_time_utc,fade,half_life_minutes,half_life_at_least,vol_before,vol_after,jump_z,jump_p,order_rank,order_width_s,move_min,move_max,mixed_with,provenance',
  study:
    'event,instrument,model,benchmark,align,lags,estimation_from,estimation_to,observations,k,ar,ar_se,ar_t,ar_p,car,car_se,car_t,car_p,bhar,warnings',
  claims: 'event,claim,instrument,horizon,move_simple,z,supports,verdict,reason',
  comparable: 'event,instrument,k_or_t,move_simple,median,band_low,band_high,n',
  journal: 'seq,kind,key,revision,received_at_utc,payload',
  view: 'row,kind,instrument,series,time_utc,time_local,time_zone,t_offset_s,value,unit,label,state,provenance,as_of_utc,basis',
};

const T0 = parseInstant('2025-10-30T02:05:00Z');
const handshakeBar = bar.parse({
  instrument: 'KS11',
  interval: '1m',
  openTime: T0,
  closeTime: T0 + 60_000,
  open: 4100.5,
  high: null,
  low: null,
  close: 4079,
  volume: null,
  provider: 'yahoo',
  provenance: 'polled',
  receivedAt: T0 + 65_250,
  revision: 1,
  seq: 7,
});
const row = {
  bar: handshakeBar,
  instrument: { name: 'KOSPI', currency: 'KRW', delayMinutes: 20 },
  timeZone: 'Asia/Seoul',
};

function faultOf(run: () => unknown): CsvFault {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof CsvFault);
    return error;
  }
  return assert.fail('no fault');
}

describe('tables', () => {
  it('have exactly the columns of the contract', () => {
    assert.deepEqual(
      Object.fromEntries(TABLES.map((t) => [t.what, t.columns.map((c) => c.name).join(',')])),
      CONTRACT,
    );
  });

  it('write a bar with CRLF, empty for missing and the local time with its offset', () => {
    assert.equal(
      csvText(barTable, [row]),
      `${CONTRACT.bars}\r\nKS11,KOSPI,1m,2025-10-30T02:05:00Z,2025-10-30T02:06:00Z,2025-10-30T11:05:00+09:00,Asia/Seoul,4100.5,,,4079,,KRW,yahoo,polled,20,2025-10-30T02:06:05.25Z,1,7\r\n`,
    );
  });

  it('measure a bar from an event at its close', () => {
    const table = barTableSince(() => ({
      event: 'busan',
      anchor: 'Handshake',
      t0: T0,
      basePrice: 4100,
      z: () => -2.5,
    }));
    const line = csvText(table, [row]).split('\r\n')[1] ?? '';
    assert.ok(line.endsWith(`,busan,Handshake,60,4100,${100 * (4079 / 4100 - 1)},-2.5,ok`), line);
    const none = barTableSince(() => ({
      event: 'busan',
      anchor: 'Handshake',
      t0: T0,
      basePrice: null,
      z: () => 1,
    }));
    assert.ok(csvText(none, [row]).endsWith(',busan,Handshake,60,,,,missing\r\n'));
  });

  it('name line and column of what cannot be read', () => {
    const read = (csv: string) => readCsv(csv, (cells) => cells.number('price'));
    assert.match(
      faultOf(() => read('price\r\n1\r\nabc\r\n')).message,
      /^line 3, column price: is not a number$/,
    );
    assert.match(
      faultOf(() => read('time\r\n1\r\n')).message,
      /^line 1, column price: the column is missing$/,
    );
    assert.match(faultOf(() => read('price,x\r\n1\r\n')).message, /^line 2: has 1 cells, the header has 2$/);
    assert.match(faultOf(() => read('')).message, /the file is empty/);
    assert.equal(faultOf(() => parseCsv('a,b\r\n"x\n\ny",1\r\n"z')).line, 5);
    assert.equal(faultOf(() => parseCsv('a\r\n"x"y\r\n')).line, 2);
    assert.equal(faultOf(() => parseCsv('a\r\nx"y\r\n')).line, 2);
  });

  it('read LF, a byte order mark, empty lines and a last line without end', () => {
    assert.deepEqual(
      parseCsv('\uFEFFa,b\n1,\n\n"",2').map((r) => [r.line, ...r.cells]),
      [
        [1, 'a', 'b'],
        [2, '1', ''],
        [4, '', '2'],
      ],
    );
    assert.deepEqual(
      parseCsv('a,').map((r) => r.cells),
      [['a', '']],
    );
  });
});

describe('file names', () => {
  const parts = { what: 'bars', subject: 'range', from: T0, to: null, zone: 'Asia/Seoul', simulated: false };

  it('say what, event, range and zone', () => {
    assert.equal(fileName(parts), 'market-reaction_bars_range_20251030T0205Z_end_Asia-Seoul.csv');
    assert.equal(
      fileName({ ...parts, subject: 'busan', to: T0, zone: 'exchange', simulated: true }),
      'market-reaction_bars_busan_20251030T0205Z_20251030T0205Z_exchange_SIMULATED.csv',
    );
  });

  it('hold nothing that a file system or a header would mind', () => {
    assert.equal(
      fileName({ ...parts, subject: '../"x"\r\n', from: null, zone: 'UTC' }),
      'market-reaction_bars_x_start_end_UTC.csv',
    );
  });
});
