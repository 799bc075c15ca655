import { sampleOf } from '../app/store';
import { asNumber } from '../model/format';
import { find } from '../model/roles';
import type { Point } from '../model/types';
import { words } from '../words';
import { SketchValue } from './SketchValue';

/** A room cut open: window, radiator, people, air; each with its live value. */
export function RoomSketch({ points }: { points: readonly Point[] }) {
  const at = (part: Parameters<typeof find>[1]) => find(points, part);
  const number = (point: Point | undefined) => (point ? asNumber(sampleOf(point.path).value?.v) : null);
  const w = words.value.room;
  const open = (number(at('window')) ?? 0) > 0;
  const valve = number(at('valve')) ?? 0;
  const occupied = (number(at('occupancy')) ?? 0) > 0;
  return (
    <svg class="sketch" viewBox="0 0 920 340" role="group">
      <path class="wall" d="M40 300H880V36H40" />
      <path class="wall" d="M40 36V70M40 210V300" />
      {/* Window on the left wall. */}
      <path class="glass" d="M40 70V210" />
      {open ? <path class="glass" d="M40 70L92 96V226L40 210" /> : <path class="glass" d="M46 70V210" />}
      <SketchValue point={at('window')} x={150} y={120} name={w.window} />
      {/* Radiator under the window. */}
      <g class="radiator">
        <rect x="66" y="238" width="150" height="50" rx="6" class="device-box" />
        <rect x="66" y="238" width={(150 * Math.min(100, Math.max(0, valve))) / 100} height="50" rx="6" class="coil-level" />
        {[84, 108, 132, 156, 180, 204].map((x) => (
          <path key={x} class="device" d={`M${x - 3} 244V282`} />
        ))}
      </g>
      <SketchValue point={at('valve')} x={268} y={256} name={w.valve} />
      <SketchValue point={at('temperature')} x={400} y={110} name={w.temperature} />
      <SketchValue point={at('setpoint')} x={400} y={190} name={w.setpoint} />
      <SketchValue point={at('humidity')} x={550} y={110} name={w.humidity} />
      <SketchValue point={at('co2')} x={550} y={190} name={w.co2} />
      <Table occupied={occupied} />
      <SketchValue point={at('occupancy')} x={735} y={110} name={w.occupancy} />
    </svg>
  );
}

function Table({ occupied }: { occupied: boolean }) {
  return (
    <g class={`people ${occupied ? 'people-in' : ''}`}>
      <path class="device" d="M640 246H830M660 246V300M810 246V300" />
      {[672, 735, 798].map((x) => (
        <g key={x}>
          <circle cx={x} cy="192" r="11" />
          <path d={`M${x - 19} 242C${x - 19} 214 ${x + 19} 214 ${x + 19} 242`} />
        </g>
      ))}
    </g>
  );
}
