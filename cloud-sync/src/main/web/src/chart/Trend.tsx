import 'uplot/dist/uPlot.min.css';
import { useMemo, useState } from 'preact/hooks';
import { backfills, cutGateway, fullName, lastHeard, now, pageLink, times } from '../app/store';
import { type Loaded, useSeries } from '../app/series';
import { numberText, unitText, withUnit, readingText, percentText } from '../model/format';
import { reasonText } from '../model/reasons';
import { SPAN_MS, type Span } from '../model/route';
import { type GapStretch, type Series, type Stretch, merged, summary, valueAt } from '../model/series';
import { millis } from '../model/time';
import type { Point } from '../model/types';
import { locale, words } from '../words';
import { Plot } from './Plot';
import { Quality } from './Quality';
import { Table } from './Table';
import { AXIS_WIDTH, type Curve, dashOf } from './plot';

interface Props {
  points: readonly Point[];
  /** Drawn as a thin step line. */
  setpoint?: Point | undefined;
  span: Span;
  height?: number;
  /** Names of points without their equipment, where the page says it already. */
  shortNames?: boolean;
}

interface Group {
  unit: string;
  /** What the values are called, where they are states. */
  states: readonly string[];
  curves: Curve[];
}

/** Curves over time; one axis per unit, one cursor for all, a table that says the same. */
export default function Trend({ points, setpoint, span, height = 220, shortNames = false }: Props) {
  const spanMs = SPAN_MS[span];
  const all = useMemo(() => (setpoint ? [...points, setpoint] : [...points]), [points.map((p) => p.path).join(), setpoint?.path]);
  const loaded = useSeries(all, spanMs);
  const [cursor, setCursor] = useState<number | null>(null);
  const w = words.value.chart;
  const to = now.value;
  const from = to - spanMs;
  const name = (point: Point) => (shortNames ? point.name : fullName(point));
  const series = points.flatMap((p) => loaded.series.find((s) => s.point.path === p.path) ?? []);
  const groups = grouped(loaded, points, setpoint);
  const gaps = openGaps(series, to);
  const late = lateStretches();
  const label = w.name(points.map(name).join(', '), w.spans[span]);

  if (points.length === 0) return null;
  if (loaded.state === 'failed') return <p class="empty">{w.failed}</p>;
  return (
    <figure class="trend" aria-label={label}>
      <Legend series={series} setpoint={loaded.series.find((s) => s.point.path === setpoint?.path)} at={cursor} name={name} />
      <div
        class={`trend-plots ${loaded.state === 'loading' ? 'is-loading' : ''}`}
        style={{ minHeight: `${groups.reduce((sum, g) => sum + heightOf(g, height), 0)}px` }}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-description={w.keys}
        aria-valuemin={Math.round(from / 1000)}
        aria-valuemax={Math.round(to / 1000)}
        aria-valuenow={Math.round((cursor ?? to) / 1000)}
        aria-valuetext={spoken(series, cursor ?? to, name)}
        onKeyDown={(e) => keys(e, from, to, cursor, setCursor)}
        onBlur={() => setCursor(null)}
      >
        {groups.map((group, i) => (
          <div key={group.unit + group.states.join()} class="trend-group">
            {groups.length > 1 && <span class="trend-unit">{unitText(group.unit)}</span>}
            <Plot
              curves={group.curves}
              states={group.states}
              height={heightOf(group, height)}
              frame={{ from, to, band: bandOf(group), gaps, late, knownUntil: knownUntil(to) }}
              cursor={cursor}
              onCursor={setCursor}
              labels={i === groups.length - 1}
            />
          </div>
        ))}
        <Tip at={cursor} from={from} to={to} gaps={gaps} late={late} />
      </div>
      {series.map((s) => (
        <Quality key={s.point.path} series={s} gaps={gaps} from={from} to={to} label={name(s.point)}>
          {series.length > 1 ? <Swatch order={points.indexOf(s.point)} /> : w.quality}
        </Quality>
      ))}
      {loaded.state === 'ready' && series.every((s) => s.t.length === 0) && <p class="empty">{w.noData}</p>}
      <Table series={series} setpoint={loaded.series.find((s) => s.point.path === setpoint?.path)} span={span} to={to} name={name} />
    </figure>
  );
}

function grouped(loaded: Loaded, points: readonly Point[], setpoint: Point | undefined): Group[] {
  const groups: Group[] = [];
  points.forEach((point, order) => {
    const series = loaded.series.find((s) => s.point.path === point.path) ?? blank(point);
    const states = point.state_names ?? [];
    const unit = states.length > 0 ? '1' : point.unit;
    const group = groups.find((g) => g.unit === unit && g.states.join() === states.join());
    if (group) group.curves.push({ series, order });
    else groups.push({ unit, states, curves: [{ series, order }] });
  });
  const aim = loaded.series.find((s) => s.point.path === setpoint?.path);
  if (aim) groups.find((g) => g.unit === aim.point.unit)?.curves.push({ series: aim, order: null });
  return groups;
}

/** States need less room than curves. */
function heightOf(group: Group, height: number): number {
  return group.states.length > 0 ? Math.min(height, 60 + 30 * group.states.length) : height;
}

function blank(point: Point): Series {
  return { point, t: [], v: [], gaps: [], quality: [], coverage: 0 };
}

/** The band of the only measured point of a group. */
function bandOf(group: Group): { low: number | null; high: number | null } | null {
  const measured = group.curves.filter((c) => c.order !== null);
  const point = measured.length === 1 ? measured[0]!.series.point : null;
  return point && (point.low !== null || point.high !== null) ? { low: point.low, high: point.high } : null;
}

/** The gaps of the curves, and the one that grows now while the gateway is cut. */
function openGaps(series: readonly Series[], to: number): GapStretch[] {
  const gaps: GapStretch[] = [];
  for (const gap of series.flatMap((s) => s.gaps)) {
    if (!gaps.some((g) => g.from === gap.from && g.to === gap.to)) gaps.push(gap);
  }
  const known = knownUntil(to);
  if (cutGateway.value && known < to && !gaps.some((g) => g.open)) {
    gaps.push({ from: known, to, reason: `${cutGateway.value.id} is not connected`, willBackfill: true, open: true });
  }
  return gaps;
}

function knownUntil(to: number): number {
  const cut = cutGateway.value;
  const known = millis(cut?.complete_until) ?? millis(cut?.last_heard);
  if (cut && known !== null) return Math.min(known, to);
  return pageLink.value === 'lost' ? Math.min(lastHeard.value ?? to, to) : to;
}

function lateStretches(): Stretch[] {
  return merged(
    backfills.value.flatMap((b) => {
      const from = millis(b.from);
      const to = millis(b.to);
      return from === null || to === null ? [] : [{ from, to }];
    }),
  );
}

function keys(event: KeyboardEvent, from: number, to: number, at: number | null, put: (at: number | null) => void): void {
  const step = ((to - from) / 120) * (event.shiftKey ? 10 : 1);
  const here = at ?? to;
  if (event.key === 'ArrowLeft') put(Math.max(from, here - step));
  else if (event.key === 'ArrowRight') put(Math.min(to, here + step));
  else if (event.key === 'Home') put(from);
  else if (event.key === 'End') put(to);
  else if (event.key === 'Escape' && at !== null) put(null);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function textAt(series: Series, at: number): string {
  const known = valueAt(series, at);
  if (!known) return '–';
  const reading = readingText(known.v, series.point, locale.value);
  return reading ? `${reading.text}${reading.unit === '' ? '' : `\u202f${reading.unit}`}` : '–';
}

function spoken(series: readonly Series[], at: number, name: (p: Point) => string): string {
  return `${times.value.full(at)}: ${series.map((s) => `${name(s.point)} ${textAt(s, at)}`).join(', ')}`;
}

function Legend({ series, setpoint, at, name }: {
  series: readonly Series[];
  setpoint: Series | undefined;
  at: number | null;
  name: (p: Point) => string;
}) {
  const w = words.value.chart;
  return (
    <ul class="legend">
      {series.map((s, i) => {
        const sum = summary(s);
        const number = (v: number) => numberText(v, s.point.unit, locale.value);
        return (
          <li key={s.point.path}>
            <Swatch order={i} />
            <span class="legend-name">{name(s.point)}</span>
            <span class="legend-value">{textAt(s, at ?? now.value)}</span>
            {sum && (s.point.state_names?.length ?? 0) === 0 && (
              <span class="legend-sum">
                {w.min} {number(sum.min)} · {w.mean} {number(sum.mean)} · {w.max} {withUnit(sum.max, s.point.unit, locale.value)}
              </span>
            )}
            {s.coverage < 0.9995 && s.t.length > 0 && (
              <span class="legend-sum">{w.coverage(percentText(s.coverage, locale.value))}</span>
            )}
          </li>
        );
      })}
      {setpoint && (
        <li>
          <Swatch order={null} />
          <span class="legend-name">{w.setpoint}</span>
          <span class="legend-value">{textAt(setpoint, at ?? now.value)}</span>
        </li>
      )}
      <li class="legend-time">{at === null ? '' : times.value.full(at)}</li>
    </ul>
  );
}

export function Swatch({ order }: { order: number | null }) {
  const dash = order === null ? '6 3' : dashOf(order).join(' ');
  return (
    <svg class="swatch" width="26" height="8" viewBox="0 0 26 8" aria-hidden="true" focusable="false">
      <line
        x1="0"
        y1="4"
        x2="26"
        y2="4"
        stroke={order === null ? 'var(--muted)' : `var(--series-${(order % 6) + 1})`}
        stroke-width={order === null ? 1 : 2.5}
        stroke-dasharray={dash}
      />
    </svg>
  );
}

/** Why there is nothing, or that it came late, where the cursor is. */
function Tip({ at, from, to, gaps, late }: {
  at: number | null;
  from: number;
  to: number;
  gaps: readonly GapStretch[];
  late: readonly Stretch[];
}) {
  if (at === null) return null;
  const w = words.value.chart;
  const inside = (s: Stretch) => s.from <= at && at < s.to;
  const gap = gaps.find(inside);
  const text = gap
    ? `${w.gap}: ${reasonText(gap.reason, w.reasons)}. ${gap.willBackfill ? w.gapComing : w.gapGone}`
    : late.some(inside)
      ? w.late
      : '';
  if (text === '') return null;
  const share = (at - from) / (to - from);
  const left = `calc(${AXIS_WIDTH}px + (100% - ${AXIS_WIDTH + 12}px) * ${share.toFixed(4)})`;
  return (
    <p class={`tip ${share > 0.5 ? 'tip-left' : ''}`} style={{ left }} role="status">
      {text}
    </p>
  );
}
