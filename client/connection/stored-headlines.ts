import { type Headline, headline } from '../../shared/news/headline.ts';
import { type Gate, pageOf } from '../../shared/protocol/resources.ts';
import { formatInstant } from '../../shared/time/instant.ts';
import { readJson } from './windows.ts';

const LARGEST_PAGE = 500;
const page = pageOf(headline);

/** The newest headlines that are stored and that the gate lets through, at most `most`. Rejects like `readJson`. */
export async function fetchNewestHeadlines(
  { asOf, basis }: Gate,
  most: number,
): Promise<readonly Headline[]> {
  const found: Headline[] = [];
  let cursor: string | null = null;
  do {
    const limit = Math.min(LARGEST_PAGE, most - found.length);
    const query = new URLSearchParams({ asOf: formatInstant(asOf), basis, limit: String(limit) });
    if (cursor !== null) query.set('cursor', cursor);
    const answer: { items: Headline[]; cursor: string | null } = await readJson(
      `/api/v1/headlines?${query}`,
      page,
    );
    found.push(...answer.items);
    cursor = answer.cursor;
  } while (cursor !== null && found.length < most);
  return found;
}
