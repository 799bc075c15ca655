/** What the cloud's HTTP API says. Times are RFC 3339 strings unless noted. */

export interface Building {
  id: string;
  name: string;
  zone: string;
}

export interface Equipment {
  /** Path without the point, such as hofgarten/ahu-1. */
  id: string;
  name: string;
  class: string;
  system: string;
}

export type Kind = 'sensor' | 'command' | 'setpoint' | 'virtual';

export interface Point {
  path: string;
  name: string;
  kind: Kind;
  /** UCUM; 1 for none. */
  unit: string;
  class: string;
  equipment: string;
  writable: boolean;
  /** What the value is expected within. */
  low: number | null;
  high: number | null;
  write_min: number | null;
  write_max: number | null;
  /** A healthy point has a sample at least this often. */
  report_within_s: number | null;
  state_names: string[] | null;
  /** Path of the set-point that governs this value. */
  setpoint: string | null;
  source: string | null;
}

export interface Model extends Building {
  physics_speed: number | null;
  systems: string[];
  equipment: Equipment[];
  points: Point[];
  user: { name: string };
}

export type Raw = number | boolean | string | null;
export type Status = 'ok' | 'stale' | 'down' | 'fault' | 'disabled' | 'unknown';

export interface Sample {
  p: string;
  /** Epoch milliseconds. */
  t: number;
  v: Raw;
  s: Status;
  /** Overridden: somebody holds the point. */
  o?: boolean;
  /** Out of service. */
  oos?: boolean;
  /** The gateway's clock was not synchronised. */
  uc?: boolean;
  /** Why the status is not ok. */
  r?: string | null;
  /** The newest value, told ahead of its sample, which is still on its way: never part of a trend. */
  l?: boolean;
  /** Of a silent point: when its value was read. Added by the page, see `newer`. */
  read?: number;
}

export interface Gap {
  from: string;
  to: string | null;
  reason: string;
  will_backfill: boolean;
}

export interface Notice {
  kind: 'cloned' | 'rolled-back' | 'disk-lost-data';
  detail: string;
  since: string | null;
}

export interface Gateway {
  id: string;
  connected: boolean;
  since: string | null;
  last_heard: string | null;
  complete_until: string | null;
  /** This and what follows is null until the gateway has reported. */
  backlog_samples: number | null;
  backlog_oldest: string | null;
  journal_hours_left: number | null;
  clock: string | null;
  devices: number | null;
  devices_down: number | null;
  points: number | null;
  samples_per_second: number | null;
  software: string | null;
  /** 0..1 */
  completeness_today: number | null;
  gaps_today: Gap[];
  /** What only a person can decide about its identity or its disk. */
  notices: Notice[];
  started: string | null;
  safe_is_committed: boolean;
  /** How often the cloud makes backups; 0: it makes none. */
  backup_every_s: number;
  /** The instant that the newest backup contains. */
  backup_newest: string | null;
}

export interface Hold {
  point: string;
  level: number;
  value: Raw;
  owner: string;
  reason: string;
  since: string;
  until: string | null;
  command_id: string | null;
}

export type CommandState =
  | 'pending'
  | 'accepted'
  | 'applied'
  | 'verified'
  | 'applied_unverifiable'
  | 'expired'
  | 'refused';

export interface Command {
  id: string;
  point: string;
  value: Raw;
  level: number;
  issuer: string;
  reason: string;
  state: CommandState;
  detail: string | null;
  created: string;
  lease_s: number;
  until: string | null;
  steps: { state: CommandState; at: string; detail: string | null }[];
}

export interface Backfill {
  gateway: string;
  from: string;
  to: string;
}

export interface History {
  point: string;
  unit: string;
  from: string;
  to: string;
  /** 0..1 */
  coverage: number;
  /** Epoch milliseconds. */
  t: number[];
  v: (number | null)[];
  /** Index into statuses. */
  s: number[];
  statuses: Status[];
  o: number[];
  gaps: Gap[];
  thinned: boolean;
}
