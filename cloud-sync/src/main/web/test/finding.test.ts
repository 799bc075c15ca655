import { describe, expect, it } from 'vitest';
import { bySystem, find, isAirHandler, isRoom, loopsOf, roleOf } from '../src/model/roles';
import { href, parse } from '../src/model/route';
import { search } from '../src/model/search';
import type { Model } from '../src/model/types';
import { point } from './fixtures';

const room = { id: 'hofgarten/room-101', name: 'Room 101', class: 'Room', system: 'hvac' };
const unit = { id: 'hofgarten/ahu-1', name: 'Air handler 1', class: 'AHU', system: 'hvac' };
const air = point({ setpoint: 'hofgarten/room-101/temp-setpoint' });
const aim = point({
  path: 'hofgarten/room-101/temp-setpoint',
  name: 'Temperature set-point',
  kind: 'setpoint',
  class: 'Zone_Air_Temperature_Setpoint',
});
const valve = point({
  path: 'hofgarten/room-101/radiator-valve',
  name: 'Radiator valve',
  kind: 'command',
  class: 'Heating_Valve_Command',
});
const supply = point({
  path: 'hofgarten/ahu-1/supply-air-temp',
  name: 'Supply air',
  equipment: unit.id,
  class: 'Supply_Air_Temperature_Sensor',
});
const supplyAim = point({
  path: 'hofgarten/ahu-1/supply-air-temp-setpoint',
  equipment: unit.id,
  kind: 'setpoint',
  class: 'Supply_Air_Temperature_Setpoint',
});
const model: Model = {
  id: 'hofgarten',
  name: 'Hofgarten',
  zone: 'Europe/Berlin',
  physics_speed: 30,
  systems: ['hvac'],
  equipment: [unit, room],
  points: [supplyAim, supply, air, aim, valve],
  user: { name: 'Ada' },
};

describe('the address', () => {
  it('says the whole state of the view and reads back', () => {
    const route = parse('?b=hofgarten&view=equipment&eq=hofgarten/room-101&point=hofgarten/room-101/air-temp&span=24h');
    expect(route).toMatchObject({ view: 'equipment', equipment: room.id, point: air.path, span: '24h' });
    expect(parse(href(route).slice(1))).toEqual(route);
  });

  it('keeps nothing that does not belong to the view', () => {
    expect(href({ ...parse(''), equipment: 'a/b', filter: 'x', picked: ['a/b/c'] })).toBe('/');
  });

  it('survives nonsense', () => {
    expect(parse('?view=plan&span=9y&p=,,')).toMatchObject({ view: 'overview', span: '1h', picked: [] });
  });
});

describe('parts of an equipment', () => {
  const inRoom = [air, aim, valve];
  it('are found by Brick class', () => {
    expect(find(inRoom, 'temperature')).toBe(air);
    expect(find(inRoom, 'setpoint')).toBe(aim);
    expect(find(inRoom, 'valve')).toBe(valve);
    expect(find([supplyAim, supply], 'supplyTemp')).toBe(supply);
    expect(find(inRoom, 'co2')).toBeUndefined();
  });

  it('of a damper are where it stands, not where it was told to stand', () => {
    const told = point({ path: 'hofgarten/ahu-1/outdoor-damper', class: 'Damper_Position_Command' });
    const stands = point({ path: 'hofgarten/ahu-1/outdoor-damper-position', class: 'Damper_Position_Sensor' });
    expect(find([told, stands], 'outdoorDamper')).toBe(stands);
    expect(find([told], 'outdoorDamper')).toBe(told);
  });

  it('form loops: what is measured, its set-point, what is driven', () => {
    expect(loopsOf(model, room.id)).toEqual([{ input: air, setpoint: aim, output: valve }]);
    expect(loopsOf(model, unit.id)).toEqual([]);
  });

  it('are grouped by what they are for', () => {
    expect([air, aim, valve].map(roleOf)).toEqual(['measure', 'setpoint', 'output']);
    expect(roleOf(point({ state_names: ['closed', 'open'] }))).toBe('state');
    expect(isRoom(room) && isAirHandler(unit) && !isRoom(unit)).toBe(true);
  });

  it('come by system, and no system is lost that the list forgot', () => {
    const lone = { ...room, id: 'hofgarten/x', system: 'access' };
    const groups = bySystem({ ...model, equipment: [...model.equipment, lone] });
    expect(groups.map((g) => g.system)).toEqual(['hvac', 'access']);
  });
});

describe('search', () => {
  const names = (text: string) => search(model, text).map((h) => (h.kind === 'point' ? h.point.name : h.equipment.name));
  it('finds by any words in any order', () => {
    expect(names('101 valve')[0]).toBe('Radiator valve');
    expect(names('supply temp')).toContain('Supply air');
    expect(names('room 101')[0]).toBe('Room 101');
  });

  it('offers the equipment before anything is typed, and nothing for nonsense', () => {
    expect(names('')).toEqual(['Air handler 1', 'Room 101']);
    expect(names('xyzzy')).toEqual([]);
  });
});
