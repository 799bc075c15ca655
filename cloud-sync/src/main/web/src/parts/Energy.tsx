import { now, times } from '../app/store';
import { useSeries } from '../app/series';
import { counted } from '../model/energy';
import { numberText, unitText, withUnit } from '../model/format';
import { find } from '../model/roles';
import type { Series } from '../model/series';
import type { Model } from '../model/types';
import { locale, words } from '../words';
import { Box } from './Box';
import { Spark } from './Spark';
import { Door, Figure } from './Value';

const DAY_MS = 86_400_000;
/** A day whose readings begin later than this after midnight is said to. */
const LATE_START_MILLIS = 1_800_000;

/** What the meter counted since midnight, its power now and over a day. Compares only what can be compared. */
export function Energy({ building }: { building: Model }) {
  const energy = find(building.points, 'energy');
  const power = find(building.points, 'power');
  const w = words.value.overview;
  const points = [energy, power].flatMap((p) => (p ? [p] : []));
  const { series, state } = useSeries(points, 2 * DAY_MS, 1200);
  if (points.length === 0) return null;
  const counter = series.find((s) => s.point === energy);
  const draw = series.find((s) => s.point === power);
  return (
    <Box title={w.energy} class="energy-box">
      <div class="energy">
        {energy && <Today counter={counter} ready={state === 'ready'} unit={energy.unit} />}
        {power && (
          <Door point={power} class="energy-power">
            <Figure point={power} size="m" />
            <span class="muted">{w.power}</span>
          </Door>
        )}
      </div>
      <p class="muted energy-note">{counter && comparison(counter, building, energy!.unit)}</p>
      <Spark series={draw} from={now.value - DAY_MS} to={now.value} />
      <p class="spark-scale muted">{w.lastDay}</p>
    </Box>
  );
}

function Today({ counter, ready, unit }: { counter: Series | undefined; ready: boolean; unit: string }) {
  const w = words.value.overview;
  const at = now.value;
  const today = counter ? counted(counter, times.value.startOfDay(at), at) : null;
  if (today === null) return <p class="empty">{ready ? w.noCounter : '\u00a0'}</p>;
  return (
    <p class="energy-today">
      <span class="figure figure-l">
        {numberText(today, unit, locale.value)}
        <span class="figure-unit">{`\u202f${unitText(unit)}`}</span>
      </span>
      <span class="muted">{w.sinceMidnight}</span>
    </p>
  );
}

/** How today stands against yesterday; or why that cannot be said. */
function comparison(counter: Series, building: Model, unit: string): string {
  const w = words.value.overview;
  const at = now.value;
  const midnight = times.value.startOfDay(at);
  const first = counter.t.find((t) => t >= midnight);
  if (first === undefined) return '';
  const partial = first - midnight > LATE_START_MILLIS ? `${w.partial(times.value.clock(first))} ` : '';
  if ((building.physics_speed ?? 1) > 1) return partial + w.noCompare;
  const before = counted(counter, midnight - DAY_MS, at - DAY_MS);
  const text = before === null ? '' : w.yesterday(withUnit(before, unit, locale.value), times.value.clock(at));
  return partial + text;
}
