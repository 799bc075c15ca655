import type { Gateway, Model, Point, Sample } from './types';
import { type Link, isOutsideBand, readAt, statusOf } from './live';
import { millis } from './time';

/** Something that needs a person now. The words are made where it is shown. */
export type Need =
  | { kind: 'gateway-cut'; gateway: string; since: number | null }
  | { kind: 'clock'; gateway: string }
  | { kind: 'cloned' | 'rolled-back' | 'disk-lost-data'; gateway: string; detail: string }
  | { kind: 'backup-old'; since: number | null }
  | { kind: 'journal-short'; gateway: string; hours: number }
  | { kind: 'points-bad'; equipment: string; points: Point[]; reason: string; since: number }
  | { kind: 'points-stale'; equipment: string; points: Point[]; since: number }
  | { kind: 'not-following'; point: Point; wanted: number; value: number; since: number }
  | { kind: 'outside'; point: Point; value: number; below: boolean; since: number };

const JOURNAL_HOURS_LOW = 24;

/** A position further than this from its command, and not moving for this long, does not follow it. */
const POSITION_OFF_PERCENT = 20;
const POSITION_STILL_MS = 10_000;
const POSITION = '-position';

export interface Picture {
  model: Model;
  gateways: readonly Gateway[];
  sample: (path: string) => Sample | undefined;
  link: Link;
  now: number;
}

/** What needs a person, worst first. While a gateway is cut its points are not counted one by one. */
export function needs(picture: Picture): Need[] {
  const found: Need[] = [];
  for (const gateway of picture.gateways) found.push(...gatewayNeeds(gateway));
  // The store is one for all gateways.
  const [first] = picture.gateways;
  if (first && backupIsOld(first, picture.now)) found.push({ kind: 'backup-old', since: millis(first.backup_newest) });
  if (picture.link.gateway && picture.link.page) found.push(...pointNeeds(picture));
  return found.sort((a, b) => RANK[a.kind] - RANK[b.kind]);
}

const RANK: Record<Need['kind'], number> = {
  cloned: 0,
  'gateway-cut': 0,
  'points-bad': 1,
  'journal-short': 2,
  'backup-old': 3,
  'disk-lost-data': 3,
  'rolled-back': 3,
  'not-following': 4,
  outside: 5,
  'points-stale': 6,
  clock: 7,
};

const BACKUPS_MISSED = 3;

/** Backups are made, and the newest is older than three of them should be. */
export function backupIsOld(gateway: Gateway, now: number): boolean {
  if (gateway.backup_every_s === 0) return false;
  const newest = millis(gateway.backup_newest);
  return newest === null || now - newest > BACKUPS_MISSED * gateway.backup_every_s * 1000;
}

function gatewayNeeds(gateway: Gateway): Need[] {
  const found: Need[] = [];
  for (const kind of ['cloned', 'disk-lost-data', 'rolled-back'] as const) {
    const notice = gateway.notices.find((one) => one.kind === kind);
    if (notice) found.push({ kind, gateway: gateway.id, detail: notice.detail });
  }
  if (!gateway.connected) {
    return [...found, { kind: 'gateway-cut', gateway: gateway.id, since: millis(gateway.last_heard) }];
  }
  if (gateway.clock === 'unsynchronised') found.push({ kind: 'clock', gateway: gateway.id });
  const hours = gateway.journal_hours_left;
  if (hours !== null && hours < JOURNAL_HOURS_LOW && (gateway.backlog_samples ?? 0) > 0) {
    found.push({ kind: 'journal-short', gateway: gateway.id, hours });
  }
  return found;
}

function pointNeeds({ model, sample, link, now }: Picture): Need[] {
  const bad = new Map<string, Need & { kind: 'points-bad' }>();
  const stale = new Map<string, Need & { kind: 'points-stale' }>();
  const outside: Need[] = [];
  for (const point of model.points) {
    const latest = sample(point.path);
    if (!latest || latest.oos) continue;
    const status = statusOf(point, latest, link, now);
    const at = { equipment: point.equipment, points: [point], since: readAt(latest) };
    if (status === 'down' || status === 'fault') {
      const reason = latest.r ?? '';
      const same = bad.get(point.equipment + reason);
      if (same) merge(same, point, readAt(latest));
      else bad.set(point.equipment + reason, { kind: 'points-bad', reason, ...at });
    } else if (status === 'stale' || status === 'unknown') {
      // A gateway says `unknown` of a point that has not spoken in time since the gateway's start.
      const same = stale.get(point.equipment);
      if (same) merge(same, point, readAt(latest));
      else stale.set(point.equipment, { kind: 'points-stale', ...at });
    } else if (isOutsideBand(point, latest)) {
      const value = Number(latest.v);
      const below = point.low !== null && value < point.low;
      outside.push({ kind: 'outside', point, value, below, since: latest.t });
    }
  }
  return [...bad.values(), ...stale.values(), ...outside, ...notFollowing(model, sample, now)];
}

/** A point named like another with "-position" behind it says where that command has really gone. */
function notFollowing(model: Model, sample: Picture['sample'], now: number): Need[] {
  const found: Need[] = [];
  for (const point of model.points) {
    if (point.unit !== '%' || !point.path.endsWith(POSITION)) continue;
    const position = sample(point.path);
    const command = sample(point.path.slice(0, -POSITION.length));
    if (position?.s !== 'ok' || command?.s !== 'ok') continue;
    const [value, wanted] = [Number(position.v), Number(command.v)];
    if (Math.abs(value - wanted) > POSITION_OFF_PERCENT && now - position.t > POSITION_STILL_MS) {
      found.push({ kind: 'not-following', point, wanted, value, since: position.t });
    }
  }
  return found;
}

function merge(need: { points: Point[]; since: number }, point: Point, since: number): void {
  need.points.push(point);
  need.since = Math.min(need.since, since);
}
