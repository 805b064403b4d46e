import { plainTitle, withoutPublisher } from '../../../shared/news/text.ts';
import type { Outlet } from '../rss/outlet.ts';
import type { Attribution } from '../rss/parse.ts';
import { sideOfUrl } from '../rss/publishers.ts';
import type { WireItem } from '../rss/wire.ts';

/**
 * An aggregator's item belongs to the outlet its `<source url>` names: the side is that host's, the source its name,
 * which also stands at the end of the title and is taken off there. Without a `<source>` the query's own stand.
 */
export function attributionOf(outlet: Outlet): (item: WireItem, title: string) => Attribution {
  return ({ source }, title) => {
    const publisher = source?.title == null ? '' : plainTitle(source.title);
    return {
      title: publisher === '' ? title : withoutPublisher(title, publisher),
      source: publisher === '' ? outlet.label : publisher,
      side: sideOfUrl(source?.url ?? null) ?? outlet.side,
    };
  };
}
