import { to } from '../app/router';
import { holds, link, now, sampleOf } from '../app/store';
import { asNumber } from '../model/format';
import { markOf, worst } from '../model/live';
import { find } from '../model/roles';
import { ruling } from '../model/commands';
import type { Equipment, Point } from '../model/types';
import { words } from '../words';
import { Band } from './Band';
import { Icon, type IconName } from './Icon';
import { Mark } from './Mark';
import { Door, Figure, bandText, explain, shown } from './Value';

/** A room at a glance: its temperature against band and set-point, and what else is true of it. */
export function RoomTile({ room, points }: { room: Equipment; points: readonly Point[] }) {
  const temperature = find(points, 'temperature');
  const setpoint = find(points, 'setpoint');
  const mark = worst(points.map((p) => markOf(p, sampleOf(p.path).value, link.value, now.value)));
  const hold = points.map((p) => ruling(holds.value, p.path)).find(Boolean);
  const shownMark = mark === 'ok' && hold ? 'hand' : mark;
  return (
    <article class={`room is-${shownMark}`}>
      <header>
        <a class="room-name" href={to({ view: 'equipment', equipment: room.id, point: null, filter: '' })}>
          {room.name}
        </a>
        <span class="room-marks">
          {hold && shownMark !== 'hand' && <Mark kind="hand" />}
          {shownMark !== 'ok' && <Mark kind={shownMark} label={shownMark !== 'hand'} />}
        </span>
      </header>
      {temperature ? <Temperature point={temperature} setpoint={setpoint} /> : <p class="empty">–</p>}
      <div class="room-more">
        <Small icon="people" part={find(points, 'occupancy')} name={words.value.room.occupancy} />
        <Small icon="window" part={find(points, 'window')} name={words.value.room.window} />
        <Small icon="flame" part={find(points, 'valve')} name={words.value.room.valve} />
        <Small part={find(points, 'co2')} name={words.value.room.co2} />
      </div>
    </article>
  );
}

function Temperature({ point, setpoint }: { point: Point; setpoint: Point | undefined }) {
  const view = shown(point);
  const aim = setpoint ? asNumber(sampleOf(setpoint.path).value?.v) : null;
  return (
    <>
      <Door point={point} class="room-temp">
        <Figure point={point} size="l" />
        <span class="room-why">{explain(point, view) || bandText(point)}</span>
      </Door>
      <Band point={point} setpoint={setpoint} />
      {setpoint && (
        <Door point={setpoint} class="room-aim">
          <span>{words.value.room.setpoint}</span> {aim === null ? '–' : <Figure point={setpoint} size="s" />}
        </Door>
      )}
    </>
  );
}

function Small({ icon, part, name }: { icon?: IconName; part: Point | undefined; name: string }) {
  if (!part) return null;
  return (
    <Door point={part} class="small">
      {icon ? <Icon name={icon} size={15} /> : <span class="small-name" aria-hidden="true">{name}</span>}
      <span class="unseen">{name}</span>
      <Figure point={part} size="s" />
    </Door>
  );
}
