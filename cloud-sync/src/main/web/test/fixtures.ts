import type { Gateway, History, Point, Sample } from '../src/model/types';

export const T0 = Date.parse('2026-11-21T12:00:00Z');

export function point(part: Partial<Point> = {}): Point {
  return {
    path: 'hofgarten/room-101/air-temp',
    name: 'Air temperature',
    kind: 'sensor',
    unit: 'Cel',
    class: 'Air_Temperature_Sensor',
    equipment: 'hofgarten/room-101',
    writable: false,
    low: 19,
    high: 26,
    write_min: null,
    write_max: null,
    report_within_s: 120,
    state_names: null,
    setpoint: null,
    source: 'MQTT hofgarten/room-101/climate',
    ...part,
  };
}

export function sample(part: Partial<Sample> = {}): Sample {
  return { p: 'hofgarten/room-101/air-temp', t: T0, v: 21.4, s: 'ok', ...part };
}

export function gateway(part: Partial<Gateway> = {}): Gateway {
  return {
    id: 'hofgarten-1',
    connected: true,
    since: null,
    last_heard: new Date(T0).toISOString(),
    complete_until: new Date(T0).toISOString(),
    backlog_samples: 0,
    backlog_oldest: null,
    journal_hours_left: 2000,
    clock: 'synchronised',
    devices: 4,
    devices_down: 0,
    points: 70,
    samples_per_second: 12,
    software: '0.1.0',
    completeness_today: 1,
    gaps_today: [],
    notices: [],
    started: null,
    safe_is_committed: true,
    backup_every_s: 0,
    backup_newest: null,
    ...part,
  };
}

/** Samples a minute apart from T0. */
export function history(values: (number | null)[], part: Partial<History> = {}): History {
  const t = values.map((_, i) => T0 + i * 60_000);
  return {
    point: 'hofgarten/room-101/air-temp',
    unit: 'Cel',
    from: new Date(T0).toISOString(),
    to: new Date(T0 + values.length * 60_000).toISOString(),
    coverage: 1,
    t,
    v: values,
    s: values.map(() => 0),
    statuses: ['ok', 'stale', 'down', 'fault'],
    o: values.map(() => 0),
    gaps: [],
    thinned: false,
    ...part,
  };
}

export const iso = (ms: number) => new Date(ms).toISOString();
