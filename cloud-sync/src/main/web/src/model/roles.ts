import type { Equipment, Model, Point } from './types';

/** What a point is for; the groups of an equipment page, in this order. */
export type Role = 'measure' | 'setpoint' | 'output' | 'state' | 'other';
export const ROLES: readonly Role[] = ['measure', 'setpoint', 'output', 'state', 'other'];

export function roleOf(point: Point): Role {
  if (point.kind === 'setpoint') return 'setpoint';
  if (point.kind === 'command') return 'output';
  if ((point.state_names?.length ?? 0) > 0 || /Status|Occupancy|Contact|Switch/.test(point.class)) return 'state';
  return point.kind === 'virtual' ? 'other' : 'measure';
}

/** What the pages look for, by Brick class first and by name where the class is general. */
const PATTERNS = {
  temperature: /^(zone_|room_)?air_temperature_sensor| air-temp( |$)/,
  humidity: /humidity/,
  co2: /co2/,
  window: /window/,
  occupancy: /occupan/,
  valve: /radiator|heating-valve|(^| )valve(_position)?_command/,
  setpoint: /temperature_setpoint/,
  outdoorTemp: /outside_air_temperature|outdoor|outside/,
  irradiance: /solar|irradiance/,
  power: /electric(al)?_power|active_power/,
  energy: /energy/,
  supplyTemp: /supply.*temp/,
  returnTemp: /return.*air.*temperature|return-air-temp/,
  mixedTemp: /mixed.*air.*temperature|mixed-air-temp/,
  fanSpeed: /fan.*(speed|frequency|signal|command)|fan-speed/,
  fanStatus: /fan.*(status|on_off|run)/,
  outdoorDamper: /(outside|outdoor).*damper/,
  returnDamper: /return.*damper/,
  exhaustDamper: /exhaust.*damper/,
  coolingValve: /(cooling|chilled).*(valve|coil|command)/,
  heatingValve: /(heating|hot).*(valve|coil|command)/,
  pump: /pump/,
  timeOfDay: /time-of-day/,
} as const;

export type Part = keyof typeof PATTERNS;

/** Of several points that fit, the one of this kind is meant. */
const SKIP: Partial<Record<Part, RegExp>> = {
  temperature: /setpoint/,
  supplyTemp: /setpoint/,
  outdoorTemp: /setpoint|damper|humidity/,
  valve: /cooling/,
  fanStatus: /speed/,
};

/** Finds the point of an equipment that plays a part, or undefined. */
export function find(points: readonly Point[], part: Part): Point | undefined {
  const skip = SKIP[part];
  const fits = points.filter((point) => {
    const text = `${point.class} ${point.path.split('/').slice(1).pop()}`.toLowerCase();
    return PATTERNS[part].test(text) && !(skip && skip.test(text));
  });
  // Where a damper stands, rather than where it was told to stand.
  return (part.endsWith('Damper') && fits.find((point) => /sensor/i.test(point.class))) || fits[0];
}

export function pointsOf(model: Model, equipment: string): Point[] {
  return model.points.filter((point) => point.equipment === equipment);
}

export function isRoom(equipment: Equipment): boolean {
  return /room|office|space/i.test(equipment.class);
}

export function isAirHandler(equipment: Equipment): boolean {
  return /^(AHU|Air_Handl|Rooftop|RTU)/i.test(equipment.class);
}

/** A feedback loop as the model shows it: an input that names its set-point, and what the equipment drives. */
export interface Loop {
  input: Point;
  setpoint: Point;
  output: Point | undefined;
}

export function loopsOf(model: Model, equipment: string): Loop[] {
  const points = pointsOf(model, equipment);
  return points.flatMap((input) => {
    const setpoint = input.setpoint ? model.points.find((p) => p.path === input.setpoint) : undefined;
    return setpoint ? [{ input, setpoint, output: points.find((p) => p.kind === 'command') }] : [];
  });
}

export function bySystem(model: Model): { system: string; equipment: Equipment[] }[] {
  const systems = [...new Set([...model.systems, ...model.equipment.map((e) => e.system)])];
  return systems
    .map((system) => ({ system, equipment: model.equipment.filter((e) => e.system === system) }))
    .filter((group) => group.equipment.length > 0);
}

/** Supply_Air_Temperature_Sensor as words. */
export function className(brick: string): string {
  return brick.replace(/_/g, ' ');
}
