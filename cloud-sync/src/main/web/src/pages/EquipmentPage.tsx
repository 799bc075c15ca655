import { route, to } from '../app/router';
import { holds, model, pointOf } from '../app/store';
import { ruling } from '../model/commands';
import { type Loop, ROLES, className, find, isAirHandler, isRoom, loopsOf, pointsOf, roleOf } from '../model/roles';
import type { Equipment, Point } from '../model/types';
import { Box } from '../parts/Box';
import { HoldWho, heldText } from '../parts/Hands';
import { Icon } from '../parts/Icon';
import { Mark } from '../parts/Mark';
import { LazyTrend } from '../parts/Trends';
import { Age, Door, Figure, explain, isBad, shown } from '../parts/Value';
import { AirHandler } from '../parts/AirHandler';
import { RoomSketch } from '../parts/RoomSketch';
import { words } from '../words';

export default function EquipmentPage() {
  const building = model.value!;
  const w = words.value.equipment;
  const equipment = building.equipment.find((e) => e.id === route.value.equipment);
  if (!equipment) {
    return (
      <div class="page">
        <Back />
        <p class="empty">{w.notFound}</p>
      </div>
    );
  }
  const points = pointsOf(building, equipment.id);
  const loops = loopsOf(building, equipment.id);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          <Back />
          <h1>{equipment.name}</h1>
          <p class="muted">
            {className(equipment.class)} · {words.value.system[equipment.system] ?? equipment.system}
          </p>
        </div>
      </div>
      <div class="equipment-grid">
        <Sketch equipment={equipment} points={points} />
        {loops.length > 0 && (
          <Box title={w.loops} class="loops-box">
            {loops.map((loop) => (
              <LoopCard key={loop.input.path} loop={loop} />
            ))}
          </Box>
        )}
        <PointTable points={points} />
        <LastDay points={points} />
      </div>
    </div>
  );
}

function Back() {
  return (
    <a class="back" href={to({ equipment: null, point: null })}>
      <Icon name="back" size={16} />
      {words.value.equipment.all}
    </a>
  );
}

function Sketch({ equipment, points }: { equipment: Equipment; points: readonly Point[] }) {
  const kind = isAirHandler(equipment) ? 'air' : isRoom(equipment) ? 'room' : null;
  if (kind === null) return null;
  return (
    <Box title={words.value.equipment.schematic} class="sketch-box">
      <div class="sketch-scroll" tabIndex={0} role="group" aria-label={words.value.equipment.schematic}>
        {kind === 'air' ? <AirHandler points={points} /> : <RoomSketch points={points} />}
      </div>
    </Box>
  );
}

function LoopCard({ loop }: { loop: Loop }) {
  const w = words.value.equipment;
  const hold = ruling(holds.value, loop.output?.path ?? '') ?? ruling(holds.value, loop.setpoint.path);
  const byHand = loop.output && ruling(holds.value, loop.output.path);
  return (
    <div class="loop">
      <LoopPart name={w.loop.setpoint} point={loop.setpoint} />
      <LoopPart name={w.loop.input} point={loop.input} />
      <LoopPart name={w.loop.output} point={loop.output} />
      <div class="loop-part">
        <span class="muted">{w.loop.mode}</span>
        <span class="loop-mode">
          <Mark kind={byHand ? 'hand' : 'ok'} />
          {byHand ? w.byHand : w.auto}
        </span>
      </div>
      {hold && (
        <p class="loop-hold">
          <Mark kind="hand" /> {words.value.act.held(heldText(hold))}{' '}
          <HoldWho hold={hold} />
        </p>
      )}
    </div>
  );
}

function LoopPart({ name, point }: { name: string; point: Point | undefined }) {
  return (
    <div class="loop-part">
      <span class="muted">{name}</span>
      {point ? (
        <Door point={point}>
          <Figure point={point} size="m" />
        </Door>
      ) : (
        <span>{words.value.equipment.noOutput}</span>
      )}
    </div>
  );
}

/** Every point with value, unit, state and age, grouped by what it is for. */
function PointTable({ points }: { points: readonly Point[] }) {
  const w = words.value.equipment;
  return (
    <Box title={w.points(points.length)} class="points-box">
      <table class="points">
        <thead>
          <tr>
            <th scope="col">{w.name}</th>
            <th scope="col" class="is-number">{w.value}</th>
            <th scope="col">{w.state}</th>
            <th scope="col" class="is-number points-age">{w.age}</th>
            <th scope="col" class="points-source">{w.source}</th>
          </tr>
        </thead>
        {ROLES.map((role) => {
          const members = points.filter((p) => roleOf(p) === role);
          return members.length === 0 ? null : (
            <tbody key={role}>
              <tr class="points-role">
                <th scope="colgroup" colSpan={5}>
                  {words.value.role[role]}
                </th>
              </tr>
              {members.map((p) => (
                <PointRow key={p.path} point={p} />
              ))}
            </tbody>
          );
        })}
      </table>
    </Box>
  );
}

function PointRow({ point }: { point: Point }) {
  const view = shown(point);
  const hold = ruling(holds.value, point.path);
  const why = explain(point, view);
  const mark = view.mark === 'ok' && hold ? 'hand' : view.mark;
  const detail = hold ? words.value.act.who(hold.owner) : isBad(view.status) || mark === 'attention' ? why : '';
  return (
    <tr class={route.value.point === point.path ? 'is-open' : ''}>
      <th scope="row">
        <Door point={point}>{point.name}</Door>
      </th>
      <td class="is-number">
        <Door point={point}>
          <Figure point={point} size="s" />
        </Door>
      </td>
      <td>
        <Mark kind={mark} label />
        {detail !== '' && <span class="points-why">{detail}</span>}
        <span class="points-why points-age-small" aria-hidden="true">
          <Age point={point} />
        </span>
      </td>
      <td class="is-number points-age">
        <Age point={point} />
      </td>
      <td class="points-source muted">{point.source ?? words.value.panel.inside}</td>
    </tr>
  );
}

/** The curves that tell this equipment's day. */
function LastDay({ points }: { points: readonly Point[] }) {
  const w = words.value.equipment;
  const main = find(points, 'temperature') ?? find(points, 'supplyTemp') ?? find(points, 'power') ?? points.find((p) => roleOf(p) === 'measure');
  if (!main) return null;
  const drive = find(points, 'valve') ?? find(points, 'fanSpeed') ?? find(points, 'returnTemp');
  const chosen = drive ? [main, drive] : [main];
  return (
    <Box
      title={w.last24}
      class="day-box"
      aside={
        <a class="more" href={to({ view: 'trends', picked: chosen.map((p) => p.path), span: '24h', point: null })}>
          {w.openTrend}
          <Icon name="chevron" size={16} />
        </a>
      }
    >
      <LazyTrend points={chosen} setpoint={pointOf(main.setpoint)} span="24h" height={170} shortNames />
    </Box>
  );
}
