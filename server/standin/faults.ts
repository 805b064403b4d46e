import { z } from 'zod';
import { utcMs } from '../../shared/time/instant.ts';
import { PROVIDERS } from './world.ts';

/** Which requests a fault meets; every part that is given must fit. */
export const faultMatch = z.strictObject({
  provider: z.enum(PROVIDERS).optional(),
  /** An upstream's symbol or an outlet id, as it stands in the address after decoding (`^N225`, `cgtn-world`). */
  symbol: z.string().min(1).optional(),
});
export type FaultMatch = z.infer<typeof faultMatch>;

/** What goes wrong. `times` ends it after so many requests; without it, it stays until cleared. */
export const fault = z
  .discriminatedUnion('kind', [
    /** The answer comes late, by the stand-in's clock. */
    z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0) }),
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().min(400).max(599),
      /** Header Retry-After, seconds or an HTTP date. */
      retryAfter: z.string().optional(),
    }),
    /** Status 200 and bytes that are no format at all. */
    z.strictObject({ kind: z.literal('garbage') }),
    /** The connection is taken and nothing is ever said. */
    z.strictObject({ kind: z.literal('silence') }),
    /** Half the body under the length of the whole, then the connection ends. */
    z.strictObject({ kind: z.literal('half') }),
    /** The connection ends without a byte, as a ban does. */
    z.strictObject({ kind: z.literal('hang-up') }),
    /** Status 200 with a consent page. */
    z.strictObject({ kind: z.literal('consent-page') }),
    /** Healthy answers whose data stand still. */
    z.strictObject({ kind: z.literal('frozen'), since: utcMs }),
    /** Status 200 with an error in the body, in the provider's own words. */
    z.strictObject({ kind: z.literal('error-inside') }),
    z.strictObject({ kind: z.literal('redirect'), to: z.string().min(1) }),
  ])
  .and(z.object({ times: z.int().min(1).optional() }));
export type Fault = z.infer<typeof fault>;

/** The faults in force; the newest that fits a request wins. */
export class Faults {
  #entries: { readonly match: FaultMatch; readonly fault: Fault; left: number }[] = [];

  set(match: FaultMatch, what: Fault): void {
    this.#entries.unshift({ match, fault: what, left: what.times ?? Number.POSITIVE_INFINITY });
  }

  /** Ends the faults set with exactly this match; without one, all. */
  clear(match?: FaultMatch): void {
    this.#entries =
      match === undefined
        ? []
        : this.#entries.filter((e) => e.match.provider !== match.provider || e.match.symbol !== match.symbol);
  }

  list(): readonly { readonly match: FaultMatch; readonly fault: Fault }[] {
    return this.#entries.map(({ match, fault: what }) => ({ match, fault: what }));
  }

  /** The fault that meets a request, counted against its `times`. `address` is the decoded path and query. */
  take(provider: string, address: string): Fault | undefined {
    const entry = this.#entries.find(
      (e) =>
        (e.match.provider ?? provider) === provider &&
        (e.match.symbol === undefined || hasSymbol(address, e.match.symbol)),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#entries = this.#entries.filter((e) => e !== entry);
    return entry.fault;
  }
}

/** True where a symbol stands in an address by itself and not inside a longer one (`MP` in `EMP`). */
function hasSymbol(address: string, symbol: string): boolean {
  const edge = /[A-Za-z0-9^]/;
  for (let i = address.indexOf(symbol); i !== -1; i = address.indexOf(symbol, i + 1)) {
    const before = address[i - 1];
    const after = address[i + symbol.length];
    if ((before === undefined || !edge.test(before)) && (after === undefined || !edge.test(after)))
      return true;
  }
  return false;
}

/** Each upstream's own way of saying an error under status 200. */
export const ERROR_INSIDE: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  yahoo: {
    type: 'application/json',
    body: '{"chart":{"result":null,"error":{"code":"Internal Server Error","description":"no data"}}}',
  },
  eastmoney: {
    type: 'application/json',
    body: '{"rc":102,"rt":11,"svr":177622162,"lt":1,"full":0,"dlmkts":"","data":null}',
  },
  tencent: { type: 'text/html; charset=GBK', body: 'v_pv_none_match="1";\n' },
  naver: { type: 'application/json', body: '{"code":"StockConflict","message":"internal error"}' },
  twse: { type: 'application/json', body: '{"rtcode":"9999","rtmessage":"Internal Error","msgArray":[]}' },
  frankfurter: { type: 'application/json', body: '{"message":"internal error"}' },
  rss: {
    type: 'application/rss+xml',
    body: '<?xml version="1.0"?><error>Feed temporarily unavailable</error>',
  },
  'google-news': { type: 'application/xml', body: '<?xml version="1.0"?><error>unavailable</error>' },
  gdelt: {
    type: 'text/plain',
    body: 'Please limit requests to one every 5 seconds or contact us for larger queries.\n',
  },
};

export const CONSENT_PAGE =
  '<!DOCTYPE html>\n<html lang="en"><head><title>Before you continue</title></head>' +
  '<body><form method="post" action="/consent"><button name="agree" value="agree">Accept all</button></form></body></html>\n';

/** Bytes of no charset and no format. */
export const GARBAGE = Uint8Array.from({ length: 512 }, (_, i) => (i * 151 + 73) % 256);
