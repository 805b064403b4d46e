import { FeedError } from '../feed.ts';

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json';

/** A feed cut free of what stands before its root element. */
export interface FeedDocument {
  readonly format: FeedFormat;
  /** From the root's `<` (or the `{` of a JSON feed) on; entities of the DOCTYPE are replaced. */
  readonly text: string;
}

const HTML_ROOTS = new Set([
  'html',
  'head',
  'body',
  'script',
  'meta',
  'title',
  'noscript',
  'style',
  'div',
  'center',
]);
const FORMAT_OF_ROOT: ReadonlyMap<string, FeedFormat> = new Map([
  ['rss', 'rss'],
  ['rdf', 'rdf'],
  ['feed', 'atom'],
]);

/** Something else than the feed may come first (a warning of the host's PHP); a declaration is looked for this far. */
const DECLARATION_WITHIN = 4096;

interface Prolog {
  /** Local name of the root, lower case; empty where there is none. */
  readonly root: string;
  readonly rootAt: number;
  /** Internal subset of the DOCTYPE, or empty. */
  readonly subset: string;
}

/** End of a DOCTYPE that starts at `from`, past its `>`; quotes, comments and an internal subset are stepped over. */
function doctypeEnd(text: string, from: number): { end: number; subset: string } {
  const token = /["'[\]>]|<!--/g;
  token.lastIndex = from;
  let open = -1;
  let subset = '';
  for (let m = token.exec(text); m !== null; m = token.exec(text)) {
    const [mark] = m;
    if (mark === '"' || mark === "'" || mark === '<!--') {
      const close = mark === '<!--' ? '-->' : mark;
      const end = text.indexOf(close, token.lastIndex);
      if (end === -1) break;
      token.lastIndex = end + close.length;
    } else if (mark === '[') {
      open = token.lastIndex;
    } else if (mark === ']' && open !== -1) {
      subset = text.slice(open, m.index);
      open = -1;
    } else if (mark === '>' && open === -1) {
      return { end: token.lastIndex, subset };
    }
  }
  return { end: text.length, subset };
}

function readProlog(text: string, from: number): Prolog {
  let subset = '';
  let at = text.indexOf('<', from);
  while (at !== -1) {
    let end: number;
    if (text.startsWith('<?', at)) end = text.indexOf('?>', at + 2);
    else if (text.startsWith('<!--', at)) end = text.indexOf('-->', at + 4);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const doctype = doctypeEnd(text, at + 9);
      ({ end, subset } = doctype);
    } else {
      const name = /^<(?:[\w.-]+:)?([a-z][\w.-]*)/i.exec(text.slice(at, at + 80))?.[1];
      if (name !== undefined) return { root: name.toLowerCase(), rootAt: at, subset };
      end = at + 1;
    }
    at = end === -1 ? -1 : text.indexOf('<', end);
  }
  return { root: '', rootAt: -1, subset };
}

const MAX_ENTITIES = 100;
const MAX_ENTITY_LENGTH = 500;
const MAX_GROWTH = 100_000;

/** Simple entities only: none that names another one or a file, so nothing can multiply. */
function simpleEntities(subset: string): Map<string, string> {
  const entities = new Map<string, string>();
  for (const m of subset.matchAll(/<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g)) {
    const [, name = '', double, single] = m;
    const value = double ?? single ?? '';
    if (entities.size >= MAX_ENTITIES) break;
    if (value.length > MAX_ENTITY_LENGTH || /%|&(?!#)/.test(value)) continue;
    if (!entities.has(name)) entities.set(name, value.replaceAll('<', '&lt;'));
  }
  return entities;
}

function expand(text: string, subset: string): string {
  const entities = simpleEntities(subset);
  if (entities.size === 0) return text;
  let growth = 0;
  return text.replace(/&([\w.-]+);/g, (whole, name: string) => {
    const value = entities.get(name);
    if (value === undefined) return whole;
    growth += value.length;
    if (growth > MAX_GROWTH) throw new FeedError('bad-body', 'entities of the DOCTYPE grow without end');
    return value;
  });
}

/**
 * Finds the feed in a text. Throws FeedError: `html-instead` where a page was sent, `bad-body` where it is empty or
 * something else.
 */
export function openDocument(text: string): FeedDocument {
  const blank = /^[\s\ufeff\0]*/.exec(text)?.[0].length ?? 0;
  if (text[blank] === '{') return { format: 'json', text: text.slice(blank) };
  let prolog = readProlog(text, blank);
  if (!FORMAT_OF_ROOT.has(prolog.root)) {
    const declaration = text.slice(0, DECLARATION_WITHIN).search(/<\?xml\s/i);
    if (declaration > blank) {
      const second = readProlog(text, declaration);
      if (FORMAT_OF_ROOT.has(second.root)) prolog = second;
    }
  }
  const format = FORMAT_OF_ROOT.get(prolog.root);
  if (format !== undefined) return { format, text: expand(text.slice(prolog.rootAt), prolog.subset) };
  if (HTML_ROOTS.has(prolog.root)) throw new FeedError('html-instead', 'a page was sent instead of a feed');
  if (prolog.root !== '') throw new FeedError('bad-body', `the root element <${prolog.root}> is no feed`);
  const isEmpty = text.trim() === '' || prolog.rootAt === -1;
  throw new FeedError(
    'bad-body',
    isEmpty && text.includes('<') ? 'a document without an element' : 'no feed in the body',
  );
}

const ITEM_NAME: Readonly<Record<Exclude<FeedFormat, 'json'>, string>> = {
  rss: 'item',
  rdf: 'item',
  atom: 'entry',
};

/** How many items are begun in the text, up to `limit`; empty ones (`<item />`) are none. */
export function countItemStarts({ format, text }: FeedDocument, limit: number): number {
  if (format === 'json') return 0;
  const name = ITEM_NAME[format];
  let count = 0;
  for (let at = text.indexOf(name); at !== -1 && count < limit; at = text.indexOf(name, at + name.length)) {
    const after = text.charCodeAt(at + name.length);
    if (after !== 0x3e && after !== 0x20 && !(after >= 9 && after <= 13)) continue;
    const before = text[at - 1];
    if (before !== '<' && !(before === ':' && /<[\w.-]+:$/.test(text.slice(at - 20, at)))) continue;
    if (after === 0x3e || text[text.indexOf('>', at) - 1] !== '/') count += 1;
  }
  return count;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Closes a CDATA section that runs past the end of its element. */
function closeCdata(item: string): string {
  if (!item.includes('<![CDATA[')) return item;
  return item.replace(
    /<!\[CDATA\[((?:(?!\]\]>)[\s\S])*?)(\]\]>|<\/[\w:.-]+\s*>|$)/g,
    (_, inside: string, end: string) =>
      end === ']]>' ? `<![CDATA[${inside}]]>` : `<![CDATA[${inside}]]>${end}`,
  );
}

/**
 * The lenient pass: each complete item as a small document of its own under the feed's own root, so that one broken
 * item costs no other, and what stands in front of the first item as a document without items. Items that were cut
 * off are left out.
 */
export function salvage(document: FeedDocument, limit: number): { head: string; items: string[] } {
  if (document.format === 'json') return { head: '', items: [] };
  const text = document.text.replace(CONTROLS, '');
  const name = `(?:[\\w.-]+:)?${ITEM_NAME[document.format]}`;
  const rootEnd = text.indexOf('>') + 1;
  if (rootEnd === 0) return { head: '', items: [] };
  const root = text.slice(0, rootEnd).replace(/\/>$/, '>');
  const rootName = /^<([\w:.-]+)/.exec(root)?.[1] ?? 'rss';
  const [open, close] =
    document.format === 'rss' ? [`${root}<channel>`, `</channel></${rootName}>`] : [root, `</${rootName}>`];
  const item = new RegExp(`<${name}(?:\\s[^<>]*)?(?<!/)>`, 'gi');
  const itemEnd = new RegExp(`</${name}\\s*>`, 'gi');
  const items: string[] = [];
  let first = -1;
  for (let m = item.exec(text); m !== null && items.length < limit; m = item.exec(text)) {
    if (first === -1) first = m.index;
    itemEnd.lastIndex = item.lastIndex;
    const end = itemEnd.exec(text);
    if (end === null) break;
    items.push(`${open}${closeCdata(text.slice(m.index, itemEnd.lastIndex))}${close}`);
    item.lastIndex = itemEnd.lastIndex;
  }
  const language = /<language>\s*[\w-]{2,12}\s*<\/language>/i.exec(
    text.slice(0, first === -1 ? 4096 : first),
  );
  return { head: `${open}${language?.[0] ?? ''}<title>-</title>${close}`, items };
}
