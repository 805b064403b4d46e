import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { CARD_HEIGHT, CARD_WIDTH, type CardMove, type EventCard } from './event-card.ts';

const LEFT = 64;
const RIGHT = CARD_WIDTH - LEFT;

/** The page's dark theme. */
const INK = {
  ground: '#11151C',
  line: '#333D4C',
  t1: '#EEF1F5',
  t2: '#AEB7C4',
  t3: '#808B9B',
  up: '#66DDA8',
  down: '#EE5D6A',
} as const;

/** The face of the page; other scripts come from whatever the machine has. */
const FACES = ['latin', 'latin-ext'].map((part) => {
  const url = import.meta.resolve(`@fontsource-variable/inter/files/inter-${part}-wght-normal.woff2`);
  const name = `Card Inter ${part}`;
  GlobalFonts.register(readFileSync(fileURLToPath(url)), name);
  return `"${name}"`;
});
const FAMILY = [
  ...FACES,
  ...['Noto Sans CJK SC', 'Noto Sans CJK JP', 'PingFang SC', 'Microsoft YaHei'].map((name) => `"${name}"`),
  'sans-serif',
].join(', ');

interface Style {
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
  readonly align?: 'left' | 'right';
}

function dress(context: SKRSContext2D, { size, weight, colour, align }: Style): void {
  context.font = `${weight} ${size}px ${FAMILY}`;
  context.fillStyle = colour;
  context.textAlign = align ?? 'left';
  context.textBaseline = 'alphabetic';
}

const words = new Intl.Segmenter('en', { granularity: 'word' });
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** As much of a text as fits, with `…` where something is left out. */
function shortened(context: SKRSContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (context.measureText(`${kept}${segment}…`).width > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks a text into at most `most` lines; the last one is shortened. The context has its font already. */
function wrapped(context: SKRSContext2D, text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  let rest = text;
  for (const { segment } of words.segment(text)) {
    if (line !== '' && context.measureText(line + segment).width > width) {
      if (lines.length === most - 1) break;
      lines.push(line.trimEnd());
      rest = rest.slice(line.length);
      line = '';
    }
    line += segment;
  }
  return [...lines, shortened(context, rest.trim(), width)];
}

/** The mark of drawn prices: dashed edge and hatch, never a colour of its own. */
function simulatedMark(context: SKRSContext2D, text: string): void {
  dress(context, { size: 22, weight: 650, colour: INK.t1 });
  context.letterSpacing = '1.1px';
  const width = Math.ceil(context.measureText(text).width) + 40;
  const left = RIGHT - width;
  const top = 48;
  const height = 44;
  context.save();
  context.beginPath();
  context.roundRect(left, top, width, height, height / 2);
  context.clip();
  context.strokeStyle = 'rgb(238 241 245 / 12%)';
  context.lineWidth = 2;
  for (let x = left - height; x < RIGHT; x += 11) {
    context.beginPath();
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
    context.stroke();
  }
  context.restore();
  context.beginPath();
  context.roundRect(left, top, width, height, height / 2);
  context.setLineDash([6, 5]);
  context.strokeStyle = INK.t3;
  context.lineWidth = 2;
  context.stroke();
  context.setLineDash([]);
  context.fillText(text, left + 20, top + 30);
  context.letterSpacing = '0px';
}

function moveRow(context: SKRSContext2D, { name, move, z, tone }: CardMove, y: number): void {
  dress(context, { size: 36, weight: 500, colour: INK.t1 });
  context.fillText(shortened(context, name, 560), LEFT, y);
  const weight = tone === null ? 500 : 650;
  dress(context, { size: 36, weight, colour: tone === null ? INK.t1 : INK[tone], align: 'right' });
  context.fillText(move, 900, y);
  dress(context, { size: 30, weight: 450, colour: INK.t2, align: 'right' });
  context.fillText(z, RIGHT, y);
}

/** Draws a preview card as PNG, 1200 × 630. Resolves with its bytes. */
export async function paintEventCard(card: EventCard): Promise<Buffer> {
  const canvas = createCanvas(CARD_WIDTH, CARD_HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = INK.ground;
  context.fillRect(0, 0, CARD_WIDTH, CARD_HEIGHT);

  dress(context, { size: 26, weight: 600, colour: INK.t2 });
  context.fillText('Market Reaction', LEFT, 78);
  if (card.simulated !== 'none')
    simulatedMark(context, card.simulated === 'all' ? 'SIMULATED' : 'PARTLY SIMULATED');

  dress(context, { size: 54, weight: 650, colour: INK.t1 });
  const title = wrapped(context, card.title, RIGHT - LEFT, 2);
  // One line stands in the middle of the room for two.
  const top = title.length === 1 ? 184 : 158;
  title.forEach((line, at) => {
    context.fillText(line, LEFT, top + at * 64);
  });
  const under = top + (title.length - 1) * 64;
  dress(context, { size: 28, weight: 450, colour: INK.t2 });
  context.fillText(shortened(context, card.when, RIGHT - LEFT), LEFT, under + 50);

  context.fillStyle = INK.line;
  context.fillRect(LEFT, 314, RIGHT - LEFT, 2);
  dress(context, { size: 31, weight: 600, colour: INK.t1 });
  context.fillText(shortened(context, card.breadth, RIGHT - LEFT), LEFT, 366);
  card.moves.forEach((move, at) => {
    moveRow(context, move, 424 + at * 54);
  });
  dress(context, { size: 22, weight: 450, colour: INK.t3 });
  context.fillText(shortened(context, card.source, RIGHT - LEFT), LEFT, 594);
  return canvas.encode('png');
}
