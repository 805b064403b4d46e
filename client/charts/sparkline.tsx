import type { JSX } from 'preact';
import type { Path } from './path.ts';
import { sparkShape } from './spark-path.ts';

interface SparklineProps {
  /** Values in percent from the base, from `sparkPoints`. */
  readonly points: Path;
  /** Range of the axis and T0, UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly t0: number;
  readonly colour: string;
  readonly width?: number;
  readonly height?: number;
}

/** The path of a market in a table cell: split at gaps, with a tick at T0 and a dot where it ends. */
export function Sparkline(props: SparklineProps): JSX.Element {
  const { points, from, to, t0, colour, width = 84, height = 18 } = props;
  const shape = sparkShape(points, { width, height, from, to, t0 });
  return (
    <svg
      class="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path d={`M0 ${shape.zeroY}H${width}`} stroke="var(--ln2)" fill="none" />
      {shape.t0X === null ? null : <path d={`M${shape.t0X} 0V${height}`} stroke="var(--t3)" fill="none" />}
      <path d={shape.line} stroke={colour} stroke-width="1.2" stroke-linejoin="round" fill="none" />
      {shape.end === null ? null : <circle cx={shape.end.x} cy={shape.end.y} r="2" fill={colour} />}
    </svg>
  );
}
