import type { Series } from '../model/series';
import { isStepped } from '../model/series';

const WIDTH = 240;
const HEIGHT = 56;

/** A small curve without axes; breaks where nothing is known. */
export function Spark({ series, from, to }: { series: Series | undefined; from: number; to: number }) {
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {series?.gaps.map((gap) => (
        <rect
          key={gap.from}
          class="spark-gap"
          x={x(Math.max(gap.from, from), from, to)}
          width={Math.max(0, x(gap.to, from, to) - x(Math.max(gap.from, from), from, to))}
          y="0"
          height={HEIGHT}
        />
      ))}
      {series && <path d={path(series, from, to)} class="spark-line" vector-effect="non-scaling-stroke" />}
    </svg>
  );
}

function x(t: number, from: number, to: number): number {
  return ((t - from) / (to - from)) * WIDTH;
}

function path(series: Series, from: number, to: number): string {
  const known = series.v.filter((v): v is number => v !== null);
  if (known.length < 2) return '';
  const min = Math.min(...known);
  const range = Math.max(Math.max(...known) - min, 1e-6);
  const y = (v: number) => HEIGHT - 4 - ((v - min) / range) * (HEIGHT - 8);
  const stepped = isStepped(series.point);
  let d = '';
  let drawing = false;
  for (let i = 0; i < series.t.length; i++) {
    const v = series.v[i];
    if (v === null || v === undefined || series.t[i]! < from) {
      drawing = false;
      continue;
    }
    const px = x(series.t[i]!, from, to).toFixed(1);
    d += drawing ? (stepped ? `H${px}V${y(v).toFixed(1)}` : `L${px} ${y(v).toFixed(1)}`) : `M${px} ${y(v).toFixed(1)}`;
    drawing = true;
  }
  return d;
}
