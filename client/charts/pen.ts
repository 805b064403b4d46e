import type { ChartTheme } from './theme.ts';

interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly colour: string;
  readonly align?: CanvasTextAlign;
  /** Outline in the card's colour that keeps a text legible over lines. */
  readonly halo?: boolean;
}

const digitWidths = new Map<string, number>();
const isDigit = (letter: string): boolean => letter >= '0' && letter <= '9';

/** Draws on one canvas in CSS px, with the page's tokens and font. */
export class Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly theme: ChartTheme;

  constructor(ctx: CanvasRenderingContext2D, theme: ChartTheme) {
    this.ctx = ctx;
    this.theme = theme;
  }

  #font(style: { size?: number; weight?: number }): void {
    this.ctx.font = `${style.weight ?? 400} ${style.size ?? 11}px ${this.theme.family}`;
  }

  measure(text: string, size = 11, weight = 400): number {
    this.#font({ size, weight });
    return this.ctx.measureText(text).width;
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { ctx } = this;
    this.#font(style);
    ctx.textAlign = style.align ?? 'left';
    ctx.textBaseline = 'middle';
    if (style.halo === true) this.#halo(() => ctx.strokeText(text, x, y));
    ctx.fillStyle = style.colour;
    ctx.fillText(text, x, y);
  }

  /** A number that ends at `right`, every digit in a cell of one width: a canvas knows no tabular figures. */
  number(text: string, right: number, y: number, style: TextStyle): void {
    const { ctx } = this;
    this.#font(style);
    const cell = this.#digitWidth();
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'center';
    ctx.fillStyle = style.colour;
    let x = right;
    for (const letter of [...text].reverse()) {
      const width = isDigit(letter) ? cell : ctx.measureText(letter).width;
      ctx.fillText(letter, x - width / 2, y);
      x -= width;
    }
  }

  #digitWidth(): number {
    const { font } = this.ctx;
    let width = digitWidths.get(font);
    if (width === undefined) {
      width = Math.max(...[...'0123456789'].map((d) => this.ctx.measureText(d).width));
      digitWidths.set(font, width);
    }
    return width;
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
