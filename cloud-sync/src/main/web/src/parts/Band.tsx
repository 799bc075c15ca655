import { asNumber } from '../model/format';
import { shown } from './Value';
import type { Point } from '../model/types';
import { sampleOf } from '../app/store';

/** A value on its scale: the expected band, the set-point as a tick, the value as a pointer. Decoration: words say the same. */
export function Band({ point, setpoint }: { point: Point; setpoint: Point | undefined }) {
  const { sample, mark } = shown(point);
  const value = asNumber(sample?.v);
  const aim = setpoint ? asNumber(sampleOf(setpoint.path).value?.v) : null;
  const low = point.low ?? (aim !== null ? aim - 2 : null);
  const high = point.high ?? (aim !== null ? aim + 2 : null);
  if (low === null || high === null || high <= low) return <div class="band" aria-hidden="true" />;
  const margin = (high - low) * 0.35;
  const from = low - margin;
  const place = (v: number) => `${(Math.min(1, Math.max(0, (v - from) / (high - low + 2 * margin))) * 100).toFixed(2)}%`;
  return (
    <div class={`band is-${mark}`} aria-hidden="true">
      <span class="band-range" style={{ left: place(low), right: `calc(100% - ${place(high)})` }} />
      {aim !== null && <span class="band-aim" style={{ left: place(aim) }} />}
      {value !== null && <span class="band-value" style={{ left: place(value) }} />}
    </div>
  );
}
