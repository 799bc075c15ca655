import { sampleOf } from '../app/store';
import { asNumber } from '../model/format';
import { find } from '../model/roles';
import type { Point } from '../model/types';
import { words } from '../words';
import { SketchValue } from './SketchValue';

/** An air handler from outside to supply and back: dampers, coils, fan, with what is measured where it is measured. */
export function AirHandler({ points }: { points: readonly Point[] }) {
  const at = (part: Parameters<typeof find>[1]) => find(points, part);
  const number = (point: Point | undefined) => (point ? asNumber(sampleOf(point.path).value?.v) : null);
  const w = words.value.air;
  const running = (number(at('fanStatus')) ?? number(at('fanSpeed')) ?? 0) > 0;
  return (
    <svg class="sketch" viewBox="0 6 920 376" role="group">
      {/* Return duct above, supply duct below, joined by the mixing box. */}
      <path class="duct" d="M20 70H900M20 130H230M290 130H900M20 250H230M290 250H900M20 310H900" />
      <path class="duct" d="M230 130V250M290 130V250" />
      <path class="flow" d="M880 100H300M240 100H40M40 280H240M300 280H880" />
      <Arrow x={60} y={100} left />
      <Arrow x={80} y={280} />
      <Arrow x={860} y={280} />
      <Arrow x={840} y={100} left />
      <Damper x={150} y={100} share={share(number(at('exhaustDamper')))} />
      <Damper x={150} y={280} share={share(number(at('outdoorDamper')))} />
      <Damper x={260} y={190} share={share(number(at('returnDamper')))} across />
      <Filter x={350} />
      <Coil x={450} kind="heat" share={share(number(at('heatingValve')))} />
      <Coil x={550} kind="cool" share={share(number(at('coolingValve')))} />
      <Fan x={670} running={running} />
      <SketchValue point={at('exhaustDamper')} x={150} y={40} name={w.exhaust} above />
      <SketchValue point={at('returnTemp')} x={820} y={40} name={w.return} above />
      <SketchValue point={at('returnDamper')} x={345} y={190} name={w.damper} />
      <SketchValue point={at('outdoorTemp')} x={60} y={222} name={w.outside} above />
      <SketchValue point={at('outdoorDamper')} x={150} y={344} name={w.damper} />
      <SketchValue point={at('mixedTemp')} x={350} y={344} name={w.mixed} />
      <SketchValue point={at('heatingValve')} x={450} y={344} name={w.heating} />
      <SketchValue point={at('coolingValve')} x={550} y={344} name={w.cooling} />
      <SketchValue point={at('fanSpeed')} x={632} y={344} name={w.fan} />
      <SketchValue point={at('fanStatus')} x={710} y={344} />
      <SketchValue point={at('supplyTemp')} x={820} y={344} name={w.supply} />
    </svg>
  );
}

/** Positions come as per cent or as a share; both are drawn as a share. */
function share(value: number | null): number | null {
  if (value === null) return null;
  return Math.min(1, Math.max(0, value > 1 ? value / 100 : value));
}

function Arrow({ x, y, left = false }: { x: number; y: number; left?: boolean }) {
  const d = left ? -1 : 1;
  return <path class="arrow" d={`M${x - 8 * d} ${y - 7}L${x + 4 * d} ${y}L${x - 8 * d} ${y + 7}`} />;
}

/** Three blades, turned by how far the damper is open. */
function Damper({ x, y, share: open, across = false }: { x: number; y: number; share: number | null; across?: boolean }) {
  const angle = (1 - (open ?? 0.5)) * 80 * (across ? -1 : 1) + (across ? 90 : 0);
  return (
    <g class="damper">
      {[-20, 0, 20].map((offset) => {
        const cx = across ? x + offset : x;
        const cy = across ? y : y + offset;
        return <path key={offset} d="M-11 0H11" transform={`translate(${cx} ${cy}) rotate(${angle})`} />;
      })}
    </g>
  );
}

function Filter({ x }: { x: number }) {
  return (
    <path
      class="device"
      d={`M${x - 12} 250V310M${x + 12} 250V310M${x - 12} 258L${x + 12} 266L${x - 12} 274L${x + 12} 282L${x - 12} 290L${x + 12} 298`}
    />
  );
}

function Coil({ x, kind, share: open }: { x: number; kind: 'heat' | 'cool'; share: number | null }) {
  const level = 60 * (open ?? 0);
  return (
    <g class={`coil coil-${kind}`}>
      <rect x={x - 18} y={250} width="36" height="60" class="device-box" />
      <rect x={x - 18} y={310 - level} width="36" height={level} class="coil-level" />
      <path class="device" d={`M${x - 18} 310L${x + 18} 250`} />
      <text x={x} y="242" text-anchor="middle" class="sketch-label">
        {kind === 'heat' ? '+' : '−'}
      </text>
    </g>
  );
}

function Fan({ x, running }: { x: number; running: boolean }) {
  return (
    <g class={`fan ${running ? 'fan-on' : ''}`}>
      <circle cx={x} cy="280" r="28" class="device-box" />
      <g class="fan-blades" style={{ transformOrigin: `${x}px 280px` }}>
        {[0, 120, 240].map((turn) => (
          <path key={turn} d="M0 0C4 -10 12 -18 4 -24C-6 -24 -6 -10 0 0Z" transform={`translate(${x} 280) rotate(${turn})`} />
        ))}
      </g>
    </g>
  );
}
