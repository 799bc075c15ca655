import uPlot from 'uplot';
import { type GapStretch, type Series, type Stretch, isStepped } from '../model/series';
import type { Times } from '../model/time';

/** The width of the value axis; the quality strip below is set off by the same. */
export const AXIS_WIDTH = 52;
const RIGHT_PADDING = 12;

const DASHES: readonly (readonly number[])[] = [[], [8, 4], [3, 3], [12, 4, 3, 4], [6, 3], [2, 4]];

export interface Curve {
  series: Series;
  /** Place in the order of colours; a set-point line has none. */
  order: number | null;
}

export interface Frame {
  from: number;
  to: number;
  band: { low: number | null; high: number | null } | null;
  gaps: readonly GapStretch[];
  late: readonly Stretch[];
  /** Up to when anything can be known: now, or when the way to the building was cut. */
  knownUntil: number;
}

export interface Colours {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  series: string[];
}

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    muted: token('--muted'),
    line: token('--line'),
    surface: token('--surface'),
    accent: token('--accent'),
    series: [1, 2, 3, 4, 5, 6].map((n) => token(`--series-${n}`)),
  };
}

export function dashOf(order: number): readonly number[] {
  return DASHES[order % DASHES.length]!;
}

/** Times in seconds and one column per curve; `undefined` is no sample at that instant, null a break. */
export function columns(curves: readonly Curve[], knownUntil: number): uPlot.AlignedData {
  const tables = curves.map(({ series }): uPlot.AlignedData => {
    const t = series.t.map((ms) => ms / 1000);
    const v = [...series.v];
    const last = v[v.length - 1];
    const end = t[t.length - 1];
    if (isStepped(series.point) && last !== null && last !== undefined && end !== undefined && end < knownUntil / 1000) {
      t.push(knownUntil / 1000);
      v.push(last);
    }
    return [t, v];
  });
  if (tables.length === 0) return [[]];
  return tables.length === 1 ? tables[0]! : uPlot.join(tables);
}

export interface PlotOptions {
  curves: readonly Curve[];
  /** Names of the values 0, 1, …; empty where values are numbers. */
  states: readonly string[];
  width: number;
  height: number;
  times: Times;
  frame: () => Frame;
  labels: boolean;
}

export function makePlot(options: PlotOptions, data: uPlot.AlignedData, into: HTMLElement): uPlot {
  const { curves, states, times, frame } = options;
  const c = colours();
  const axis: uPlot.Axis = {
    stroke: c.muted,
    grid: { stroke: c.line, width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  };
  return new uPlot(
    {
      width: options.width,
      height: options.height,
      padding: [10, RIGHT_PADDING, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), times.zone),
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 8, width: 2, fill: () => c.surface },
      },
      scales: {
        x: { time: true, range: () => [frame().from / 1000, frame().to / 1000] },
        y: {
          range: (_u, min, max) => (states.length > 0 ? [-0.3, states.length - 0.7] : spread(min, max, frame().band)),
        },
      },
      axes: [
        {
          ...axis,
          size: options.labels ? 30 : 6,
          space: 64,
          values: (_u, splits) => splits.map((s) => (options.labels ? tickText(s * 1000, times) : '')),
        },
        {
          ...axis,
          size: AXIS_WIDTH,
          space: 36,
          ...(states.length > 0 ? { splits: () => states.map((_, i) => i) } : {}),
          values: (_u, splits) => splits.map((v) => states[v] ?? tickNumber(v, splits, times.locale)),
        },
      ],
      series: [{}, ...curves.map((curve) => seriesOptions(curve, c))],
      hooks: {
        drawClear: [(u) => background(u, frame(), c)],
      },
    },
    data,
    into,
  );
}

function seriesOptions({ series, order }: Curve, c: Colours): uPlot.Series {
  const stepped = isStepped(series.point) ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {};
  if (order === null) {
    return { stroke: c.muted, width: 1, dash: [6, 3], points: { show: false }, ...stepped };
  }
  return {
    stroke: c.series[order % c.series.length]!,
    width: 1.75,
    dash: [...dashOf(order)],
    points: { show: false },
    ...stepped,
  };
}

/** Room above and below; never a scale so fine that noise looks like an event. */
function spread(min: number | null, max: number | null, band: Frame['band']): [number, number] {
  let low = Math.min(min ?? Infinity, band?.low ?? Infinity);
  let high = Math.max(max ?? -Infinity, band?.high ?? -Infinity);
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [low, high].map((v) => (Number.isFinite(v) ? v : 0)) as [number, number];
  if (high < low) high = low;
  const range = Math.max(high - low, Math.abs(high) * 0.02, 0.5);
  const middle = (high + low) / 2;
  return [middle - range * 0.58, middle + range * 0.58];
}

function tickText(ms: number, times: Times): string {
  const clock = times.clock(ms);
  return clock === '00:00' ? times.day(ms) : clock;
}

function tickNumber(value: number, splits: readonly number[], locale: string): string {
  const step = splits.length > 1 ? Math.abs(splits[1]! - splits[0]!) : 1;
  const digits = [0, 1, 2, 3].find((n) => Math.abs(step * 10 ** n - Math.round(step * 10 ** n)) < 1e-6) ?? 3;
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(value).replace('-', '−');
}

function background(u: uPlot, frame: Frame, c: Colours): void {
  const { ctx } = u;
  const { left, top, width, height } = u.bbox;
  ctx.save();
  // Whatever curve was drawn last has left its dash behind.
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  if (frame.band) drawBand(u, frame.band, c);
  for (const stretch of frame.late) drawLate(u, stretch, c);
  for (const gap of frame.gaps) drawGap(u, gap, c);
  ctx.restore();
}

function drawBand(u: uPlot, band: NonNullable<Frame['band']>, c: Colours): void {
  const { ctx } = u;
  const { left, top, width, height } = u.bbox;
  const y = (v: number) => Math.round(u.valToPos(v, 'y', true)) + 0.5;
  const upper = band.high === null ? top : y(band.high);
  const lower = band.low === null ? top + height : y(band.low);
  ctx.globalAlpha = 0.05;
  ctx.fillStyle = c.ink;
  ctx.fillRect(left, upper, width, lower - upper);
  ctx.globalAlpha = 0.45;
  ctx.strokeStyle = c.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const edge of [band.low, band.high]) {
    if (edge === null) continue;
    ctx.moveTo(left, y(edge));
    ctx.lineTo(left + width, y(edge));
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function span(u: uPlot, stretch: Stretch): [number, number] {
  const from = u.valToPos(stretch.from / 1000, 'x', true);
  const to = u.valToPos(stretch.to / 1000, 'x', true);
  return [from, Math.max(to, from + 2)];
}

/** Arrived late: a faint dashed edge around the stretch. */
function drawLate(u: uPlot, stretch: Stretch, c: Colours): void {
  const { ctx } = u;
  const [from, to] = span(u, stretch);
  ctx.globalAlpha = 0.06;
  ctx.fillStyle = c.accent;
  ctx.fillRect(from, u.bbox.top, to - from, u.bbox.height);
  ctx.globalAlpha = 0.5;
  ctx.strokeStyle = c.accent;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.strokeRect(from, u.bbox.top - 4, to - from, u.bbox.height + 8);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function drawGap(u: uPlot, gap: Stretch, c: Colours): void {
  const { ctx } = u;
  const { top, height } = u.bbox;
  const [from, to] = span(u, gap);
  ctx.fillStyle = c.surface;
  ctx.fillRect(from, top, to - from, height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, top, to - from, height);
  ctx.clip();
  ctx.globalAlpha = 0.4;
  ctx.strokeStyle = c.muted;
  ctx.lineWidth = devicePixelRatio;
  const step = 7 * devicePixelRatio;
  ctx.beginPath();
  const first = Math.floor((from - height) / step) * step;
  for (let x = first; x < to; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}
