/** A line's end that wants a label. */
export interface LabelWish {
  readonly id: string;
  /** Where the line ends, px from the top; may lie outside the plot. */
  readonly y: number;
  /** Grey labels give way first. */
  readonly emphasised: boolean;
}

interface PlacedLabel {
  readonly id: string;
  /** Where the line ends, held inside the plot. */
  readonly lineY: number;
  /** Middle of the text. */
  readonly y: number;
}

export interface LabelColumn {
  /** Top to bottom, in the order of the lines' ends. */
  readonly labels: readonly PlacedLabel[];
  /** Labels that found no room, and where "+4" stands instead; null where all fit. */
  readonly more: { readonly count: number; readonly y: number; readonly ids: readonly string[] } | null;
}

/** Pool adjacent violators: the nearest positions that keep `pitch` apart, each cluster sharing the push equally. */
function pushApart(wanted: readonly number[], pitch: number, top: number, bottom: number): number[] {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((y, index) => {
    let pool = { sum: y - index * pitch, count: 1 };
    let last = pools.at(-1);
    while (last !== undefined && last.sum / last.count > pool.sum / pool.count) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      last = pools.at(-1);
    }
    pools.push(pool);
  });
  const highest = bottom - (wanted.length - 1) * pitch;
  const placed: number[] = [];
  for (const pool of pools) {
    const at = Math.max(top, Math.min(highest, pool.sum / pool.count));
    for (let i = 0; i < pool.count; i += 1) placed.push(at + placed.length * pitch);
  }
  return placed;
}

/** Which to leave out: grey from the middle outwards, then coloured the same way. */
function leftOut(wishes: readonly LabelWish[], count: number): ReadonlySet<number> {
  const middle = (wishes.length - 1) / 2;
  const order = wishes
    .map((wish, index) => ({ index, emphasised: wish.emphasised, away: Math.abs(index - middle) }))
    .sort((a, b) => Number(a.emphasised) - Number(b.emphasised) || a.away - b.away || a.index - b.index);
  return new Set(order.slice(0, count).map((o) => o.index));
}

/**
 * Column of end labels inside [`top`, `bottom`] px: middles at least `pitch` apart, in the order of their lines, so
 * that leaders never cross. Those that do not fit are counted in `more`.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  pitch: number,
  top: number,
  bottom: number,
): LabelColumn {
  const hold = (y: number): number => Math.max(top, Math.min(bottom, y));
  const sorted = [...wishes].sort((a, b) => a.y - b.y);
  const room = bottom < top ? 0 : Math.floor((bottom - top) / pitch + 1e-9) + 1;
  if (sorted.length <= room) {
    const ys = pushApart(
      sorted.map((w) => hold(w.y)),
      pitch,
      top,
      bottom,
    );
    return {
      labels: sorted.map((w, i) => ({ id: w.id, lineY: hold(w.y), y: ys[i] as number })),
      more: null,
    };
  }
  if (room === 0) return { labels: [], more: null };
  const dropped = leftOut(sorted, sorted.length - room + 1);
  const away = sorted.filter((_, i) => dropped.has(i));
  const middle = away[away.length >> 1] as LabelWish;
  const kept = sorted.filter((w, i) => !dropped.has(i) || w === middle);
  const ys = pushApart(
    kept.map((w) => hold(w.y)),
    pitch,
    top,
    bottom,
  );
  const labels = kept.map((w, i) => ({ id: w.id, lineY: hold(w.y), y: ys[i] as number }));
  const more = labels[kept.indexOf(middle)] as PlacedLabel;
  return {
    labels: labels.filter((l) => l !== more),
    more: { count: away.length, y: more.y, ids: away.map((w) => w.id) },
  };
}
