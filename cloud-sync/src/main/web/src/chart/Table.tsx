import { useState } from 'preact/hooks';
import { times } from '../app/store';
import { readingText } from '../model/format';
import { reasonText } from '../model/reasons';
import { SPAN_MS, type Span } from '../model/route';
import { type Series, valueAt } from '../model/series';
import type { Point } from '../model/types';
import { locale, words } from '../words';

/** One row each: 1 h by the minute, 3 d by the hour. */
const STEP_MS: Record<Span, number> = { '1h': 60_000, '6h': 300_000, '24h': 900_000, '3d': 3_600_000 };

/** The twin of the chart: the same in rows, newest first. Made only when it is opened. */
export function Table({ series, setpoint, span, to, name }: {
  series: readonly Series[];
  setpoint: Series | undefined;
  span: Span;
  to: number;
  name: (point: Point) => string;
}) {
  const [open, setOpen] = useState(false);
  const w = words.value.chart;
  return (
    <details class="twin" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{w.table}</summary>
      {open && (
        <div class="twin-scroll" tabIndex={0} role="region" aria-label={w.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.time}</th>
                {series.map((s) => (
                  <th key={s.point.path} scope="col" class="is-number">
                    {name(s.point)}
                  </th>
                ))}
                {setpoint && <th scope="col" class="is-number">{w.setpoint}</th>}
              </tr>
            </thead>
            <tbody>
              {instants(span, to).map((at) => (
                <tr key={at}>
                  <th scope="row">{times.value.moment(at, to)}</th>
                  {[...series, ...(setpoint ? [setpoint] : [])].map((s) => (
                    <Cell key={s.point.path} series={s} at={at} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function instants(span: Span, to: number): number[] {
  const step = STEP_MS[span];
  const last = Math.floor(to / step) * step;
  return Array.from({ length: Math.round(SPAN_MS[span] / step) }, (_, i) => last - i * step);
}

function Cell({ series, at }: { series: Series; at: number }) {
  const gap = series.gaps.find((g) => g.from <= at && at < g.to);
  const known = gap ? null : valueAt(series, at);
  const reading = known && readingText(known.v, series.point, locale.value);
  if (!reading) {
    const reason = gap ? reasonText(gap.reason, words.value.chart.reasons) : words.value.chart.gap;
    return <td class="is-number is-gap">{reason}</td>;
  }
  return <td class="is-number">{`${reading.text}${reading.unit === '' ? '' : `\u202f${reading.unit}`}`}</td>;
}
