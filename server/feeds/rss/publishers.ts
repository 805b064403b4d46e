import type { Side } from '../../../shared/news/headline.ts';

/**
 * Whose voice a host is, by its name or the name it lies under: US government and press, Chinese state and press;
 * all others are `other`. Reuters and the FT stand with the US press, as in the list of outlets.
 */
const SIDES: Readonly<Record<Exclude<Side, 'other'>, string>> = {
  us: `gov mil reuters.com cnbc.com wsj.com barrons.com marketwatch.com dowjones.com nytimes.com washingtonpost.com
    bloomberg.com apnews.com cnn.com foxnews.com foxbusiness.com nbcnews.com cbsnews.com abcnews.go.com abcnews.com
    msnbc.com npr.org pbs.org politico.com axios.com thehill.com usatoday.com latimes.com forbes.com fortune.com
    businessinsider.com time.com newsweek.com yahoo.com voanews.com rfa.org semafor.com cfr.org csis.org theatlantic.com
    newyorker.com foreignpolicy.com nypost.com upi.com usnews.com investors.com ft.com`,
  china: `cn xinhuanet.com cgtn.com cctv.com people.com globaltimes.com chinadaily.com caixinglobal.com
    yicaiglobal.com sixthtone.com huanqiu.com sohu.com 163.com qq.com ifeng.com jiemian.com chinadailyhk.com
    chinanews.com stcn.com guancha.com crienglish.com china.com`,
};

const BY_HOST: ReadonlyMap<string, Side> = new Map(
  (['us', 'china'] as const).flatMap((side) =>
    SIDES[side].split(/\s+/).map((host): [string, Side] => [host, side]),
  ),
);

export function sideOfHost(host: string): Side {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  for (let i = 0; i < labels.length; i++) {
    const side = BY_HOST.get(labels.slice(i).join('.'));
    if (side !== undefined) return side;
  }
  return 'other';
}

/** The side of the host of a URL; null where the text is no URL. */
export function sideOfUrl(url: string | null): Side | null {
  const host = url === null ? undefined : URL.parse(url)?.hostname;
  return host === undefined || host === '' ? null : sideOfHost(host);
}
