import type { Gap, History, Point, Sample, Status } from './types';
import { asNumber } from './format';
import { millis } from './time';

/** One stretch of the time axis; milliseconds, from inclusive, to exclusive. */
export interface Stretch {
  from: number;
  to: number;
}

export interface GapStretch extends Stretch {
  reason: string;
  willBackfill: boolean;
  open: boolean;
}

export interface QualityStretch extends Stretch {
  quality: Status | 'hand' | 'gap';
}

/** A curve ready to draw: a null in `v` is a break in the line. */
export interface Series {
  point: Point;
  t: number[];
  v: (number | null)[];
  gaps: GapStretch[];
  quality: QualityStretch[];
  coverage: number;
}

/** Curves that hold their value until the next sample: states, set-points and commands. */
export function isStepped(point: Point): boolean {
  return point.kind === 'setpoint' || (point.state_names?.length ?? 0) > 0;
}

/** Longest silence a line may cross, before it counts as not known. */
function bridgeMs(history: History, point: Point): number {
  const within = (point.report_within_s ?? 300) * 1000 * 1.5;
  if (!history.thinned || history.t.length < 2) return within;
  const span = history.t[history.t.length - 1]! - history.t[0]!;
  return Math.max(within, (span / history.t.length) * 8);
}

export function gapStretches(gaps: readonly Gap[], now: number): GapStretch[] {
  return gaps
    .map((gap) => {
      const to = millis(gap.to);
      return {
        from: millis(gap.from) ?? now,
        to: to ?? now,
        reason: gap.reason,
        willBackfill: gap.will_backfill,
        open: to === null,
      };
    })
    .filter((gap) => gap.to > gap.from);
}

/**
 * Turns an answer of the history into a curve that never crosses what is not known: it breaks at each gap, at each
 * sample without a good value, and at each silence longer than the point's own promise.
 */
export function toSeries(history: History, point: Point, now: number): Series {
  const gaps = gapStretches(history.gaps, now);
  const bridge = bridgeMs(history, point);
  const t: number[] = [];
  const v: (number | null)[] = [];
  for (let i = 0; i < history.t.length; i++) {
    const at = history.t[i]!;
    const before = t[t.length - 1];
    if (before !== undefined && (at - before > bridge || crosses(gaps, before, at))) {
      t.push(before + 1);
      v.push(null);
    }
    t.push(at);
    v.push(isDrawn(history.statuses[history.s[i]!]) ? (history.v[i] ?? null) : null);
  }
  return { point, t, v, gaps, quality: qualityOf(history, gaps, bridge), coverage: history.coverage };
}

/** A stale value was once measured and may be drawn; down and fault are no values. */
function isDrawn(status: Status | undefined): boolean {
  return status === 'ok' || status === 'stale';
}

function crosses(gaps: readonly Stretch[], from: number, to: number): boolean {
  return gaps.some((gap) => gap.from < to && gap.to > from);
}

function qualityOf(history: History, gaps: readonly GapStretch[], bridge: number): QualityStretch[] {
  const out: QualityStretch[] = [];
  for (let i = 0; i < history.t.length; i++) {
    const from = history.t[i]!;
    const next = history.t[i + 1];
    const to = next === undefined || next - from > bridge ? from + 1000 : next;
    const status = history.statuses[history.s[i]!] ?? 'unknown';
    const quality = status === 'ok' && history.o[i] === 1 ? 'hand' : status;
    const last = out[out.length - 1];
    if (last && last.quality === quality && from - last.to <= bridge) last.to = to;
    else out.push({ from, to, quality });
  }
  for (const gap of gaps) out.push({ from: gap.from, to: gap.to, quality: 'gap' });
  return out;
}

/** Appends a live sample. Late samples are left to the next read of the history. */
export function append(series: Series, sample: Sample): Series {
  if (sample.l) return series; // its reading is still on its way, and others before it
  const last = series.t[series.t.length - 1];
  if (last !== undefined && sample.t <= last) return series;
  const value = isDrawn(sample.s) ? asNumber(sample.v) : null;
  const silence = last !== undefined && sample.t - last > (series.point.report_within_s ?? 300) * 1500;
  const t = silence ? [...series.t, last! + 1, sample.t] : [...series.t, sample.t];
  const v = silence ? [...series.v, null, value] : [...series.v, value];
  const quality = [...series.quality];
  const now: QualityStretch['quality'] = sample.s === 'ok' && sample.o ? 'hand' : sample.s;
  const end = quality.findLast((q) => q.quality !== 'gap');
  if (end && end.quality === now && !silence) {
    quality[quality.indexOf(end)] = { ...end, to: sample.t };
  } else quality.push({ from: silence || !end ? sample.t - 1000 : end.to, to: sample.t, quality: now });
  return { ...series, t, v, quality };
}

/** The value that was known at an instant: the last one not after it, unless that is across a break. */
export function valueAt(series: Series, at: number): { t: number; v: number } | null {
  let low = 0;
  let high = series.t.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series.t[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  const value = series.v[low - 1];
  return low === 0 || value === null || value === undefined ? null : { t: series.t[low - 1]!, v: value };
}

/** Overlapping stretches made one, in order. */
export function merged<T extends Stretch>(stretches: readonly T[]): Stretch[] {
  const out: Stretch[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = out[out.length - 1];
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

export interface Summary {
  min: number;
  max: number;
  mean: number;
}

/** Least, greatest and time-weighted mean; the mean never bridges a break. Null when nothing is known. */
export function summary(series: Series): Summary | null {
  let min = Infinity;
  let max = -Infinity;
  let area = 0;
  let time = 0;
  for (let i = 0; i < series.t.length; i++) {
    const value = series.v[i];
    if (value === null || value === undefined) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    const next = series.v[i + 1];
    if (next === null || next === undefined) continue;
    const dt = series.t[i + 1]! - series.t[i]!;
    area += (isStepped(series.point) ? value : (value + next) / 2) * dt;
    time += dt;
  }
  if (min === Infinity) return null;
  return { min, max, mean: time > 0 ? area / time : min };
}
