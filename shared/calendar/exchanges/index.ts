import type { ExchangeData } from '../exchange-data.ts';
import { FX } from './fx.ts';
import { XASX } from './xasx.ts';
import { XBKK } from './xbkk.ts';
import { XBOM } from './xbom.ts';
import { XCBT } from './xcbt.ts';
import { XHKG } from './xhkg.ts';
import { XIDX } from './xidx.ts';
import { XKLS } from './xkls.ts';
import { XKRX } from './xkrx.ts';
import { XNSE } from './xnse.ts';
import { XNYS } from './xnys.ts';
import { XNZE } from './xnze.ts';
import { XPHS } from './xphs.ts';
import { XSES } from './xses.ts';
import { XSHE } from './xshe.ts';
import { XSHG } from './xshg.ts';
import { XSTC } from './xstc.ts';
import { XTAI } from './xtai.ts';
import { XTKS } from './xtks.ts';

/** Every calendar that ships. */
export const EXCHANGES: readonly ExchangeData[] = [
  XTKS,
  XKRX,
  XSHG,
  XSHE,
  XHKG,
  XTAI,
  XASX,
  XNZE,
  XSES,
  XKLS,
  XIDX,
  XBKK,
  XPHS,
  XSTC,
  XNSE,
  XBOM,
  XNYS,
  XCBT,
  FX,
];
