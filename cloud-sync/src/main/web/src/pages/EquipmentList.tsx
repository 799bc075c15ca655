import { go, route, to } from '../app/router';
import { link, model, now, sampleOf } from '../app/store';
import { markOf, worst } from '../model/live';
import { bySystem, className, find, pointsOf } from '../model/roles';
import { scoreOf } from '../model/search';
import type { Equipment, Model, Point } from '../model/types';
import { Box } from '../parts/Box';
import { Icon } from '../parts/Icon';
import { Mark } from '../parts/Mark';
import { Door, Figure } from '../parts/Value';
import { words } from '../words';

/** Everything the building is made of, by discipline. */
export function EquipmentList() {
  const w = words.value.equipment;
  const building = model.value!;
  const filter = route.value.filter;
  const systems = bySystem(building)
    .map((g) => ({ ...g, equipment: g.equipment.filter((e) => fits(building, e, filter)) }))
    .filter((g) => g.equipment.length > 0);
  return (
    <div class="page">
      <div class="page-head">
        <h1>{w.title}</h1>
        <label class="filter">
          <Icon name="search" size={18} />
          <span class="unseen">{w.filter}</span>
          <input
            type="search"
            placeholder={w.filter}
            value={filter}
            onInput={(e) => go({ filter: e.currentTarget.value }, 'replace')}
          />
        </label>
      </div>
      {building.equipment.length === 0 && <p class="empty">{w.empty}</p>}
      {building.equipment.length > 0 && systems.length === 0 && <p class="empty">{w.none(filter)}</p>}
      {systems.map((group) => (
        <Box key={group.system} title={words.value.system[group.system] ?? group.system}>
          <ul class="rows">
            {group.equipment.map((equipment) => (
              <li key={equipment.id}>
                <Row equipment={equipment} points={pointsOf(building, equipment.id)} />
              </li>
            ))}
          </ul>
        </Box>
      ))}
    </div>
  );
}

function fits(building: Model, equipment: Equipment, filter: string): boolean {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const points = pointsOf(building, equipment.id).map((p) => `${p.name} ${p.class}`);
  return scoreOf(wanted, equipment.name, `${equipment.id} ${equipment.class} ${points.join(' ')}`) !== null;
}

function Row({ equipment, points }: { equipment: Equipment; points: readonly Point[] }) {
  const mark = worst(points.map((p) => markOf(p, sampleOf(p.path).value, link.value, now.value)));
  return (
    <div class="row">
      <Mark kind={mark} />
      <a class="row-name" href={to({ view: 'equipment', equipment: equipment.id, point: null, filter: '' })}>
        <strong>{equipment.name}</strong>
        <span class="muted">
          {className(equipment.class)} · {words.value.equipment.points(points.length)}
        </span>
      </a>
      <span class="row-values">
        {telling(points).map((p) => (
          <Door key={p.path} point={p} class="row-value">
            <span class="muted">{p.name}</span>
            <Figure point={p} size="s" />
          </Door>
        ))}
      </span>
      <Icon name="chevron" size={16} />
    </div>
  );
}

/** The three values that say most about an equipment. */
function telling(points: readonly Point[]): Point[] {
  const parts = ['temperature', 'supplyTemp', 'setpoint', 'fanSpeed', 'valve', 'power', 'energy', 'pump', 'outdoorTemp', 'irradiance'] as const;
  const found = new Set(parts.flatMap((part) => find(points, part) ?? []));
  for (const point of points) if (found.size < 3) found.add(point);
  return [...found].slice(0, 3);
}
