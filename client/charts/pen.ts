import type { ChartTheme } from './theme.ts';

interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly colour: string;
  readonly align?: CanvasTextAlign;
  /** Outline in the card's colour that keeps a text legible over lines. */
  readonly halo?: boolean;
}

/** Widths by font, then text, px. */
const widths = new Map<string, Map<string, number>>();
/** More texts than this in one font are those of days long left. */
const MOST_TEXTS = 2000;

/** Forgets all widths: a font has come in, or the tokens have changed. */
export const forgetWidths = (): void => widths.clear();

const DIGITS = [...'0123456789'];
const isDigit = (letter: string): boolean => letter >= '0' && letter <= '9';

/** Draws on one canvas in CSS px, with the page's tokens and font. */
export class Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly theme: ChartTheme;

  constructor(ctx: CanvasRenderingContext2D, theme: ChartTheme) {
    this.ctx = ctx;
    this.theme = theme;
  }

  /** Sets the font and names it: to read it back from the canvas costs more than a text. */
  #font(size = 11, weight = 400): string {
    const font = `${weight} ${size}px ${this.theme.family}`;
    this.ctx.font = font;
    return font;
  }

  measure(text: string, size = 11, weight = 400): number {
    const known = widths.get(`${weight} ${size}px ${this.theme.family}`)?.get(text);
    return known ?? this.#measureIn(this.#font(size, weight), text);
  }

  /** Width in the font that is set. */
  #measureIn(font: string, text: string): number {
    let known = widths.get(font);
    if (known === undefined || known.size > MOST_TEXTS) {
      known = new Map();
      widths.set(font, known);
    }
    let width = known.get(text);
    if (width === undefined) {
      width = this.ctx.measureText(text).width;
      known.set(text, width);
    }
    return width;
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { ctx } = this;
    this.#font(style.size, style.weight);
    ctx.textAlign = style.align ?? 'left';
    ctx.textBaseline = 'middle';
    if (style.halo === true) this.#halo(() => ctx.strokeText(text, x, y));
    ctx.fillStyle = style.colour;
    ctx.fillText(text, x, y);
  }

  /** A number that ends at `right`, every digit in a cell of one width: a canvas knows no tabular figures. */
  number(text: string, right: number, y: number, style: TextStyle): void {
    const { ctx } = this;
    const font = this.#font(style.size, style.weight);
    const cell = Math.max(...DIGITS.map((digit) => this.#measureIn(font, digit)));
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'center';
    ctx.fillStyle = style.colour;
    let x = right;
    for (let at = text.length - 1; at >= 0; at -= 1) {
      const letter = text.charAt(at);
      const width = isDigit(letter) ? cell : this.#measureIn(font, letter);
      ctx.fillText(letter, x - width / 2, y);
      x -= width;
    }
  }

  #halo(stroke: () => void): void {
    const { ctx } = this;
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4;
    ctx.strokeStyle = this.theme.s1;
    ctx.setLineDash([]);
    stroke();
  }

  /** Strokes straight pieces as one path: `[x1, y1, x2, y2]`. */
  lines(
    pieces: readonly (readonly [number, number, number, number])[],
    colour: string,
    width = 1,
    dash: readonly number[] = [],
  ): void {
    if (pieces.length === 0) return;
    const { ctx } = this;
    ctx.beginPath();
    for (const [x1, y1, x2, y2] of pieces) {
      ctx.moveTo(x1, y1);
      ctx.lineTo(x2, y2);
    }
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = dash.length > 0 && (dash[0] as number) < 2 ? 'round' : 'butt';
    ctx.setLineDash([...dash]);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.ctx.fillStyle = colour;
    this.ctx.fillRect(x, y, width, height);
  }

  /** Rounded box: filled, stroked, or both. */
  box(
    x: number,
    y: number,
    width: number,
    height: number,
    radius: number,
    paint: { fill?: string; stroke?: string; dash?: readonly number[] },
  ): void {
    const { ctx } = this;
    ctx.beginPath();
    ctx.roundRect(x, y, width, height, radius);
    if (paint.fill !== undefined) {
      ctx.fillStyle = paint.fill;
      ctx.fill();
    }
    if (paint.stroke !== undefined) {
      ctx.strokeStyle = paint.stroke;
      ctx.lineWidth = 1;
      ctx.setLineDash([...(paint.dash ?? [])]);
      ctx.stroke();
      ctx.setLineDash([]);
    }
  }

  /** End mark of a line: disc, square, or hollow where the price is old. */
  mark(x: number, y: number, shape: 'disc' | 'square', colour: string, radius: number, hollow = false): void {
    const { ctx } = this;
    ctx.beginPath();
    if (shape === 'disc') ctx.arc(x, y, radius, 0, 2 * Math.PI);
    else ctx.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
    ctx.fillStyle = hollow ? this.theme.s1 : colour;
    ctx.fill();
    ctx.lineWidth = hollow ? 1.6 : 1.5;
    ctx.strokeStyle = hollow ? colour : this.theme.s1;
    ctx.stroke();
  }

  /** Diagonal hatch, 45°, 5 px apart. */
  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    const { ctx } = this;
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, width, height);
    ctx.clip();
    const pieces: [number, number, number, number][] = [];
    for (let at = Math.floor((x - height) / 5) * 5; at < x + width; at += 5) {
      pieces.push([at, y + height, at + height, y]);
    }
    this.lines(pieces, colour);
    ctx.restore();
  }

  withAlpha(alpha: number, draw: () => void): void {
    const before = this.ctx.globalAlpha;
    this.ctx.globalAlpha = before * alpha;
    draw();
    this.ctx.globalAlpha = before;
  }
}

/** Middle of a device pixel, so that a 1 px line is one pixel wide. */
export const crisp = (px: number): number => Math.floor(px) + 0.5;
