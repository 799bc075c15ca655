import { useComputed } from '@preact/signals';
import { to } from '../app/router';
import { equipmentName, gateways, link, model, now, sampleOf, times } from '../app/store';
import { type Need, needs } from '../model/attention';
import { gatewayName, withUnit } from '../model/format';
import { find, isAirHandler, isRoom, pointsOf } from '../model/roles';
import type { Model } from '../model/types';
import { Box } from '../parts/Box';
import { Energy } from '../parts/Energy';
import { GatewayLine } from '../parts/GatewayLine';
import { HandsList } from '../parts/Hands';
import { Mark } from '../parts/Mark';
import { RoomTile } from '../parts/RoomTile';
import { Fact, bandText } from '../parts/Value';
import { locale, words } from '../words';

const NEEDS_SHOWN_MAX = 6;

export function Overview() {
  const w = words.value.overview;
  const building = model.value!;
  const rooms = building.equipment.filter(isRoom);
  return (
    <div class="overview">
      <h1 class="unseen">{w.title}</h1>
      <Needs building={building} />
      <div class="overview-main">
        <Box title={w.rooms} class="rooms-box">
          {rooms.length === 0 ? (
            <p class="empty">{w.noRooms}</p>
          ) : (
            <ul class="rooms">
              {rooms.map((room) => (
                <li key={room.id}>
                  <RoomTile room={room} points={pointsOf(building, room.id)} />
                </li>
              ))}
            </ul>
          )}
        </Box>
        <Box title={w.inHand} class="hands-box">
          <HandsList />
        </Box>
      </div>
      <div class="overview-side">
        <Energy building={building} />
        <Weather building={building} />
        <Plant building={building} />
      </div>
      <GatewayLine />
    </div>
  );
}

function Needs({ building }: { building: Model }) {
  const w = words.value.overview;
  const found = useComputed(() =>
    needs({
      model: building,
      gateways: gateways.value,
      sample: (path) => sampleOf(path).value,
      link: link.value,
      now: now.value,
    }),
  ).value;
  if (found.length === 0) {
    return (
      <section class="needs needs-none" aria-label={w.needs} data-testid="needs" data-count="0">
        <Mark kind="ok" />
        <strong>{w.nothing}</strong>
        <span class="needs-why">{w.nothingWhy(building.points.length)}</span>
      </section>
    );
  }
  return (
    <section class="needs" aria-labelledby="needs-title" data-testid="needs" data-count={found.length}>
      <h2 id="needs-title">{w.needs}</h2>
      <ul>
        {found.slice(0, NEEDS_SHOWN_MAX).map((need) => (
          <li key={keyOf(need)}>
            <NeedLine need={need} />
          </li>
        ))}
      </ul>
      {found.length > NEEDS_SHOWN_MAX && <p class="needs-why">{w.moreNeeds(found.length - NEEDS_SHOWN_MAX)}</p>}
    </section>
  );
}

function keyOf(need: Need): string {
  return need.kind + ('gateway' in need ? need.gateway : 'point' in need ? need.point.path : 'points' in need ? need.points[0]!.path : '');
}

function NeedLine({ need }: { need: Need }) {
  const { mark, text, why, href } = said(need);
  return (
    <a class={`need need-${mark}`} href={href}>
      <Mark kind={mark} />
      <span class="need-text">
        <strong>{text}</strong>
        <span class="needs-why">{why}</span>
      </span>
    </a>
  );
}

function said(need: Need): { mark: 'alarm' | 'attention' | 'stale'; text: string; why: string; href: string } {
  const w = words.value.need;
  const fleet = to({ view: 'fleet', point: null });
  const span = (since: number | null) => (since === null ? '' : times.value.span(now.value - since));
  const names = (n: Need & { points: { name: string }[]; equipment: string }) =>
    n.points.length === 1 ? `${equipmentName(n.equipment)} · ${n.points[0]!.name}` : equipmentName(n.equipment);
  const door = (n: Need & { points: { path: string }[]; equipment: string }) =>
    n.points.length === 1 ? to({ point: n.points[0]!.path }) : to({ view: 'equipment', equipment: n.equipment, point: null, filter: '' });
  switch (need.kind) {
    case 'gateway-cut':
      return { mark: 'alarm', text: w.cut(gatewayName(need.gateway)), why: w.cutWhy, href: fleet };
    case 'cloned':
      return { mark: 'alarm', text: w.cloned(gatewayName(need.gateway)), why: w.clonedWhy, href: fleet };
    case 'rolled-back':
    case 'disk-lost-data': {
      const text = need.kind === 'rolled-back' ? w.rolledBack : w.diskLost;
      return { mark: 'attention', text: text(gatewayName(need.gateway)), why: need.detail, href: fleet };
    }
    case 'clock':
      return { mark: 'attention', text: w.clock(gatewayName(need.gateway)), why: w.clockWhy, href: fleet };
    case 'backup-old':
      return { mark: 'attention', text: need.since === null ? w.backupNone : w.backupOld(span(need.since)), why: w.backupWhy, href: fleet };
    case 'journal-short': {
      const hours = words.value.fleet.hours(String(Math.floor(need.hours)));
      return { mark: 'attention', text: w.journal(gatewayName(need.gateway), hours), why: w.journalWhy, href: fleet };
    }
    case 'points-bad': {
      const n = need.points.length;
      const text = n === 1 ? w.bad(names(need)) : w.badMany(names(need), n);
      return { mark: 'alarm', text, why: need.reason || w.badWhy, href: door(need) };
    }
    case 'points-stale': {
      const n = need.points.length;
      const text = n === 1 ? w.stale(names(need)) : w.staleMany(names(need), n);
      return { mark: 'stale', text, why: w.staleWhy(span(need.since)), href: door(need) };
    }
    case 'not-following': {
      const { point, value, wanted } = need;
      const name = `${equipmentName(point.equipment)} · ${point.name}`;
      const text = w.notFollowing(name, withUnit(value, point.unit, locale.value));
      const why = w.notFollowingWhy(withUnit(wanted, point.unit, locale.value));
      return { mark: 'attention', text, why, href: to({ point: point.path }) };
    }
    case 'outside': {
      const { point, value } = need;
      const name = `${equipmentName(point.equipment)} · ${point.name}`;
      const text = withUnit(value, point.unit, locale.value);
      const said = need.below ? w.below(name, text) : w.above(name, text);
      return { mark: 'attention', text: said, why: bandText(point), href: to({ point: point.path }) };
    }
  }
}

function Weather({ building }: { building: Model }) {
  const w = words.value.overview;
  const weather = building.equipment.filter((e) => /weather/i.test(`${e.id} ${e.class}`));
  const from = weather.length > 0 ? weather.flatMap((e) => pointsOf(building, e.id)) : building.points;
  const outside = find(from, 'outdoorTemp') ?? from.find((p) => p.unit === 'Cel' && weather.length > 0);
  const sun = find(from, 'irradiance');
  if (!outside && !sun) return null;
  return (
    <Box title={w.weather} class="weather-box">
      <div class="facts">
        {outside && <Fact point={outside} name={w.outside} />}
        {sun && <Fact point={sun} name={w.sun} />}
      </div>
    </Box>
  );
}

/** Air handlers and the heating plant: their first measured values. */
function Plant({ building }: { building: Model }) {
  const w = words.value.overview;
  const shown = building.equipment
    .filter((e) => isAirHandler(e) || /plant|boiler|heating/i.test(`${e.class} ${e.id.split('/').pop()}`))
    .slice(0, 2);
  const facts = shown.flatMap((e) => {
    const points = pointsOf(building, e.id);
    const supply = find(points, 'supplyTemp') ?? points.find((p) => p.unit === 'Cel');
    const drive = isAirHandler(e) ? (find(points, 'fanSpeed') ?? find(points, 'fanStatus')) : find(points, 'pump');
    return [supply, drive].flatMap((p) => (p ? [p] : []));
  });
  if (facts.length === 0) return null;
  return (
    <Box title={w.airHandling} class="plant-box">
      <div class="facts">
        {facts.map((p) => (
          <Fact key={p.path} point={p} name={`${equipmentName(p.equipment)} · ${p.name}`} />
        ))}
      </div>
    </Box>
  );
}
