// Every event of the catalogue rests on two sources that do not lean on each other, and its claims can be judged.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isHorizon } from '../shared/event/horizon.ts';
import { INSTRUMENTS } from '../shared/market/instruments.ts';

const source = z.looseObject({ publisher: z.string(), url: z.string() });
const sources = z.array(source).default([]);
/** Loose on purpose: a fault is to be named by its event, not to stop the reading. */
const event = z.looseObject({
  slug: z.string(),
  anchors: z.array(
    z.looseObject({
      name: z.string(),
      time: z.string(),
      window: z.looseObject({ earliest: z.string(), latest: z.string() }),
    }),
  ),
  marketClaims: z.array(
    z.looseObject({
      words: z.string(),
      anchor: z.string(),
      group: z.array(z.string()),
      horizon: z.string(),
      source: source.optional(),
    }),
  ),
  sources,
});
type CatalogueEvent = z.infer<typeof event>;

const eventsFile = z.looseObject({ events: z.array(event) });
const dayFile = z.looseObject({
  timeline: z.array(z.looseObject({ id: z.string(), flag: z.string().optional(), sources })),
});

const instruments: ReadonlySet<string> = new Set(INSTRUMENTS.map((instrument) => instrument.id));

/** `ETV Bharat (AP)` is ETV Bharat, `AFP via SinoDaily` is AFP: whoever wrote it, not where a copy was found. */
const writer = (publisher: string): string =>
  publisher
    .replace(/\s*\(.*\)$/, '')
    .replace(/\s+via\s.*$/, '')
    .trim()
    .toLowerCase();

/** Two pages of one publisher, or one page named twice, are one source. */
function lacksSecond(list: z.infer<typeof sources>): boolean {
  const publishers = new Set(list.map((entry) => writer(entry.publisher)));
  const pages = new Set(list.map((entry) => entry.url));
  return publishers.size < 2 || pages.size < 2;
}

function claimFaults({ slug, anchors, marketClaims }: CatalogueEvent): string[] {
  return marketClaims.flatMap((claim, at) => {
    const where = `${slug}: claim ${at + 1}`;
    const unknown = claim.group.filter((id) => !instruments.has(id));
    const twice = claim.group.filter((id, index) => claim.group.indexOf(id) !== index);
    const found = anchors.some((anchor) => anchor.name === claim.anchor);
    return [
      ...(claim.source === undefined ? [`${where} has no source`] : []),
      ...(found ? [] : [`${where} names the anchor ${JSON.stringify(claim.anchor)}, which does not exist`]),
      ...(isHorizon(claim.horizon) ? [] : [`${where} has the unknown horizon ${claim.horizon}`]),
      ...unknown.map((id) => `${where} has the unknown instrument ${id}`),
      ...twice.map((id) => `${where} names ${id} twice`),
    ];
  });
}

function eventFaults(read: CatalogueEvent): string[] {
  const { slug, anchors } = read;
  const astray = anchors.filter(({ time, window: { earliest, latest } }) => time < earliest || time > latest);
  return [
    ...(lacksSecond(read.sources) ? [`${slug}: lacks a second source of another publisher`] : []),
    ...astray.map(({ name }) => `${slug}: the time of ${JSON.stringify(name)} lies outside its window`),
    ...claimFaults(read),
  ];
}

/** Faults of the shipped catalogue below `root`, one line each; none is good. */
export function checkCatalogue(root: string): string[] {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, 'archive', name), 'utf8'));
  const events = ['events.json', 'confounders.json'].flatMap((name) => eventsFile.parse(read(name)).events);
  const seen = new Set<string>();
  const twice = events.filter(({ slug }) => seen.has(slug) || !seen.add(slug));
  const day = dayFile.parse(read('busan.json'));
  return [
    ...twice.map(({ slug }) => `${slug}: stands in the catalogue twice`),
    ...events.flatMap(eventFaults),
    ...day.timeline
      .filter((entry) => entry.flag !== undefined && lacksSecond(entry.sources))
      .map((entry) => `${entry.id}: lacks a second source of another publisher`),
  ];
}
