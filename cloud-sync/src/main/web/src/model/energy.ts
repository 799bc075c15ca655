import type { Series } from './series';

/**
 * What a counter counted within a span: the sum of its steps upwards. A gap does not matter, the counter counted on;
 * a step downwards (a meter that was exchanged or reset) is left out. Null when there are not two readings.
 */
export function counted(series: Series, from: number, to: number): number | null {
  let sum = 0;
  let last: number | null = null;
  let readings = 0;
  for (let i = 0; i < series.t.length; i++) {
    const at = series.t[i]!;
    const value = series.v[i];
    if (at < from || at > to || value === null || value === undefined) continue;
    readings++;
    if (last !== null && value > last) sum += value - last;
    last = value;
  }
  return readings < 2 ? null : sum;
}
