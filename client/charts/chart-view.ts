import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Cancel } from '../../shared/time/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/instant.ts';
import { nextFrame } from '../runtime/frame-scheduler.ts';
import { type Hover, NO_HOVER } from '../state/hover.ts';
import type { ChartInput } from './chart-input.ts';
import { BaseChart } from './chartjs/base-chart.ts';
import { buildFigure, type Figure, flagUnder, type Measures } from './figure.ts';
import { geometry } from './layout.ts';
import { Memo } from './memo.ts';
import { paintKnownAt, paintNow, paintTags } from './paint/axis.ts';
import { paintCrosshair } from './paint/cursor.ts';
import { paintOpenFlag } from './paint/flags.ts';
import { paintJumps } from './paint/jumps.ts';
import { paintLabels } from './paint/labels.ts';
import { paintAnswerWords, paintEnds, pathEnd } from './paint/series.ts';
import { paintLit, paintSessions, paintT0Below } from './paint/strips.ts';
import type { Path } from './path.ts';
import { forgetWidths, Pen } from './pen.ts';
import type { ValueRange } from './scale.ts';
import { buildScene } from './scene.ts';
import { SeriesCache } from './series.ts';
import { type SessionRow, sessionRows } from './sessions.ts';
import { type ChartTheme, readTheme } from './theme.ts';

/** Between two drawings of the base while lines only grow; new bars are added on the marks layer meanwhile, ms. */
const BASE_EVERY_MS = 250;

/** In a replay the band goes as far as the playhead, to the minute. */
const bandKey = (usual: ChartInput['usual'], now: ChartInput['now']): string =>
  usual === null
    ? ''
    : `${usual.instrument}${usual.times[0]}|${usual.percent.at(-1)}|${now.kind === 'replay' ? Math.floor(now.time / MINUTE_MS) : ''}`;

const jumpsKey = (of: ChartInput['jumps']): string =>
  of == null ? '' : `${of.instrument}${of.jumps.map((jump) => jump.time)}`;

interface Canvases {
  readonly base: HTMLCanvasElement;
  readonly marks: HTMLCanvasElement;
  readonly cursor: HTMLCanvasElement;
}

interface Pointed {
  readonly hover: Hover;
  /** True while the chart has the keyboard. */
  readonly focused: boolean;
  /** Flag whose dot is pointed at. */
  readonly flag: string | null;
}

/**
 * Three canvases of one size. Base: Chart.js, drawn when range, emphasis or old data change, and now and then while
 * lines grow. Marks: what moves with now. Cursor: crosshair alone, so that a hover costs next to nothing. One paint
 * per animation frame, the first one at once.
 */
export class ChartView {
  readonly #root: HTMLElement;
  readonly #canvases: Canvases;
  readonly #base: BaseChart;
  readonly #cache = new SeriesCache();
  #theme: ChartTheme;
  #themeVersion = 0;
  #size = { width: 0, height: 0, ratio: 1 };
  #sessionCount = 0;
  #input: ChartInput | null = null;
  #figure: Figure | null = null;
  #pointed: Pointed = { hover: NO_HOVER, focused: false, flag: null };
  /** False while only the pointer has moved since the last figure. */
  #changed = true;
  #memo = new Memo();
  #held: ValueRange | null = null;
  #dragging = false;
  #pending: Cancel | null = null;
  #owed: Cancel | null = null;
  #baseKey = '';
  #baseAt = 0;
  #basePaths = new Map<InstrumentId, Path>();
  #drawnEnds = new Map<InstrumentId, number>();
  #marksKey = '';
  #cursorKey = '';
  #sessions: { key: string; rows: readonly SessionRow[] } = { key: '', rows: [] };
  readonly #onFigure: (figure: Figure) => void;

  constructor(root: HTMLElement, canvases: Canvases, onFigure: (figure: Figure) => void) {
    this.#root = root;
    this.#canvases = canvases;
    this.#theme = readTheme(root);
    this.#base = new BaseChart(canvases.base);
    this.#onFigure = onFigure;
  }

  /** Latest figure painted; null before the first. */
  get figure(): Figure | null {
    return this.#figure;
  }

  update(input: ChartInput, sessionCount: number): void {
    this.#input = input;
    this.#sessionCount = sessionCount;
    this.#schedule();
  }

  /** Size of the parent, px; the figure takes whole ones, so that its layers lie on each other exactly. */
  resize(width: number, height: number, ratio: number): void {
    if (width < 1 || height < 1) return;
    this.#size = { width: Math.floor(width), height: Math.floor(height), ratio };
    this.#schedule();
  }

  retheme(): void {
    this.#theme = readTheme(this.#root);
    this.#themeVersion += 1;
    this.#memo = new Memo();
    this.#sessions = { key: '', rows: [] };
    forgetWidths();
    this.#schedule();
  }

  point(pointed: Partial<Pointed>): void {
    this.#pointed = { ...this.#pointed, ...pointed };
    this.#schedule(false);
  }

  /** While a hand drags, the value axis only grows. */
  hold(dragging: boolean): void {
    this.#dragging = dragging;
    if (!dragging) this.#held = null;
    this.#schedule();
  }

  destroy(): void {
    this.#pending?.();
    this.#owed?.();
    this.#base.destroy();
  }

  #schedule(changed = true): void {
    this.#changed ||= changed;
    if (this.#figure === null) {
      this.#paint(0);
      return;
    }
    this.#pending ??= nextFrame((at) => {
      this.#pending = null;
      this.#paint(at);
    });
  }

  /** Draws the base when its turn has come, should nothing do so before. */
  #owe(): void {
    this.#owed ??= nextFrame((at) => {
      this.#owed = null;
      if (at - this.#baseAt < BASE_EVERY_MS) this.#owe();
      else this.#schedule(false);
    });
  }

  #paint(at: number): void {
    const input = this.#input;
    if (input === null || this.#size.width === 0) return;
    const figure = this.#changed || this.#figure === null ? this.#build(input) : this.#figure;
    this.#changed = false;
    this.#figure = figure;
    const redrawn = this.#paintBase(figure, at);
    const moved = this.#paintMarks(figure, redrawn);
    this.#paintCursor(figure, moved);
    if (redrawn || moved) this.#onFigure(figure);
  }

  #build(input: ChartInput): Figure {
    const scene = buildScene(input, this.#cache);
    let { range } = scene;
    if (this.#dragging) {
      const held = this.#held ?? this.#figure?.range ?? range;
      range = { min: Math.min(held.min, range.min), max: Math.max(held.max, range.max) };
      this.#held = range;
    }
    const boxes = geometry(input.layout, this.#size.width, this.#size.height, this.#sessionCount);
    return buildFigure(input, scene, boxes, this.#sessionRows(input), range, this.#measures(), this.#memo);
  }

  #sessionRows(input: ChartInput): readonly SessionRow[] {
    if (this.#sessionCount === 0) return [];
    const minute = Math.floor(input.now.time / MINUTE_MS);
    const shown = input.instruments.map((i) => i.id).join();
    const key = `${minute}|${shown}|${input.emphasised.join()}|${input.selected}|${input.t0}|${input.from}|${input.to}|${input.timeZone}|${input.now.kind}`;
    if (this.#sessions.key !== key) this.#sessions = { key, rows: sessionRows(input) };
    return this.#sessions.rows;
  }

  #measures(): Measures {
    const pen = this.#pen(this.#canvases.marks);
    return {
      flag: (text) => pen.measure(text, 11, 500),
      t0Flag: (text) => pen.measure(text, 11, 650),
      lane: (text) => pen.measure(text, 11.5, 500),
    };
  }

  #pen(canvas: HTMLCanvasElement): Pen {
    return new Pen(canvas.getContext('2d') as CanvasRenderingContext2D, this.#theme);
  }

  /** A canvas of the figure's size in device pixels, wiped. */
  #wiped(canvas: HTMLCanvasElement, figure: Figure): Pen {
    const { ratio } = this.#size;
    const { width, height } = figure.geometry;
    const wide = Math.round(width * ratio);
    const high = Math.round(height * ratio);
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const pen = this.#pen(canvas);
    pen.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.ctx.clearRect(0, 0, width, height);
    return pen;
  }

  /** Everything but the newest prices that the base shows. */
  #baseKeyOf(figure: Figure): string {
    const { geometry: g, scale, range, scene, input } = figure;
    const series = scene.series.map(
      (s) =>
        `${s.id}${s.state}${s.mark?.hue ?? '-'}${s.selected ? '!' : ''}${s.age}${s.currency ?? ''}${s.standsFor.length}${s.marks.length},${s.path.holds.length}`,
    );
    const flags = figure.flags.map((f) => f.id + f.text + f.side);
    const outages = scene.outages.map((o) => `${o.from}-${Math.round(o.to / 5000)}`);
    const lane = figure.lane.map(
      (row) => `${row.count}${row.marks.map((m) => m.x)}${row.texts.map((t) => t.left + t.text)}`,
    );
    return [
      ...[g.layout, g.width, g.height, this.#size.ratio, this.#themeVersion, scale.from, scale.to],
      ...[range.min, range.max, scene.unit, figure.t0X, figure.riding, input.now.kind, input.timeZone],
      ...[this.#pointed.hover.instrument, series.join(), flags.join(), outages.join(), scene.lunches.length],
      ...[
        lane.join(),
        figure.ticks.upper.map((t) => t.text).join(),
        input.zoneCity,
        input.axis,
        input.loading,
      ],
      ...[g.sessions.count, input.currency, bandKey(input.usual, input.now)],
    ].join('|');
  }

  #paintBase(figure: Figure, at: number): boolean {
    const key = this.#baseKeyOf(figure);
    const { series } = figure.scene;
    const same = key === this.#baseKey;
    const changed = series.some((s) => this.#basePaths.get(s.id) !== s.path);
    if (same && !changed) return false;
    const onlyGrew = series.every((s) => (this.#drawnEnds.get(s.id) ?? 0) <= pathEnd(s));
    if (same && onlyGrew && at - this.#baseAt < BASE_EVERY_MS) {
      this.#owe();
      return false;
    }
    this.#base.draw(figure, this.#theme, this.#pointed.hover.instrument, this.#size.ratio);
    this.#baseKey = key;
    this.#baseAt = at;
    this.#basePaths = new Map(series.map((s) => [s.id, s.path]));
    this.#drawnEnds = new Map(series.map((s) => [s.id, pathEnd(s)]));
    return true;
  }

  /** Id of the flag whose dot is open: the pointer's, or the one a locked crosshair stands on. */
  #openFlag(figure: Figure): string | null {
    const { hover, flag } = this.#pointed;
    if (flag !== null || !hover.locked || hover.time === null) return flag;
    return flagUnder(figure, hover.time)?.id ?? null;
  }

  #marksKeyOf(figure: Figure): string {
    const { input, scene } = figure;
    const ends = scene.series.map((s) => `${s.end?.time}:${s.end?.value}${s.tail === null ? '' : 't'}`);
    const { hover } = this.#pointed;
    return [
      ...[this.#baseKey, Math.round((figure.nowX ?? -1) * this.#size.ratio), ends.join()],
      ...[hover.headlineId, this.#openFlag(figure), figure.sessions.map((r) => r.clock + r.words).join()],
      ...[input.connectionLostSince, jumpsKey(input.jumps)],
    ].join('|');
  }

  #paintMarks(figure: Figure, redrawn: boolean): boolean {
    const key = this.#marksKeyOf(figure);
    if (!redrawn && key === this.#marksKey) return false;
    this.#marksKey = key;
    const { hover } = this.#pointed;
    const pen = this.#wiped(this.#canvases.marks, figure);
    paintEnds(pen, figure, hover.instrument, this.#drawnEnds);
    paintJumps(pen, figure);
    paintNow(pen, figure);
    paintSessions(pen, figure);
    paintT0Below(pen, figure, 'sessions');
    paintLit(pen, figure, hover.headlineId);
    paintOpenFlag(pen, figure, this.#openFlag(figure));
    paintTags(pen, figure);
    paintLabels(pen, figure, hover.instrument);
    paintAnswerWords(pen, figure);
    return true;
  }

  #paintCursor(figure: Figure, moved: boolean): void {
    const { hover, focused } = this.#pointed;
    const { now } = figure.input;
    const known = now.kind === 'replay' ? Math.floor(now.time / SECOND_MS) : '';
    const key = `${hover.time}|${hover.instrument}|${hover.locked}|${focused}|${known}|${figure.riding}`;
    if (key === this.#cursorKey && !(moved && (hover.time !== null || known !== ''))) return;
    this.#cursorKey = key;
    const blank = hover.time === null && !(now.kind === 'replay' && figure.riding);
    this.#canvases.cursor.style.display = blank ? 'none' : '';
    if (blank) return;
    const pen = this.#wiped(this.#canvases.cursor, figure);
    paintKnownAt(pen, figure);
    paintCrosshair(pen, figure, hover, focused);
  }
}
