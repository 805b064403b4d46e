import type { IncomingBar } from '../../shared/market/bar.ts';
import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { MARKETS, minuteBars } from '../made-up/markets.ts';

/** Past the days that a filled store holds already. */
const later = (bar: IncomingBar): IncomingBar => ({
  ...bar,
  openTime: asUtcMs(bar.openTime + 30 * DAY_MS),
  closeTime: asUtcMs(bar.closeTime + 30 * DAY_MS),
});

/** Rows nobody has stored yet, for one commit after the other. */
export class NewMinutes {
  readonly #columns = MARKETS.map((instrument, at) => minuteBars(instrument, 16, at + 101).map(later));
  #minute = 0;
  #market = 0;
  /** closeTime of the newest one given, UTC ms. */
  newestClose = asUtcMs(0);

  /** The next minute of one market, each in turn. Throws RangeError when all are used up. */
  one(): IncomingBar {
    const bar = this.#columns[this.#market]?.[this.#minute];
    if (bar === undefined) throw new RangeError('out of made-up minutes');
    this.#market = (this.#market + 1) % MARKETS.length;
    if (this.#market === 0) this.#minute += 1;
    if (bar.closeTime > this.newestClose) this.newestClose = bar.closeTime;
    return bar;
  }

  /** The next minute of all markets. */
  all(): IncomingBar[] {
    return MARKETS.map(() => this.one());
  }
}
