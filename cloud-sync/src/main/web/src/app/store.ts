import { batch, computed, signal, type Signal } from '@preact/signals';
import { further } from '../model/commands';
import { type Link, newer } from '../model/live';
import { Times, millis } from '../model/time';
import type { Backfill, Building, Command, Gateway, Hold, Model, Point, Sample } from '../model/types';
import { locale } from '../words';

/** What the page knows. Written by the stream and the boot alone; everything else reads. */

export type Session = 'starting' | 'in' | 'signed-out' | 'failed';
export type PageLink = 'connecting' | 'live' | 'lost';

export const session = signal<Session>('starting');
export const buildingList = signal<Building[]>([]);
export const model = signal<Model | null>(null);
export const gateways = signal<Gateway[]>([]);
export const holds = signal<Hold[]>([]);
export const commands = signal<ReadonlyMap<string, Command>>(new Map());
export const pageLink = signal<PageLink>('connecting');
/** When the page last heard anything; by the cloud's clock. */
export const lastHeard = signal<number | null>(null);
/** Stretches that arrived late while this page was open. */
export const backfills = signal<Backfill[]>([]);
const BACKFILLS_MAX = 50;

/** The cloud's clock minus the browser's. */
let offset = 0;
/** Now, by the cloud's clock; ticks once a second. */
export const now = signal(Date.now());

const samples = new Map<string, Signal<Sample | undefined>>();

/** The latest sample of a point; a signal of its own, so that one value redraws one number. */
export function sampleOf(path: string): Signal<Sample | undefined> {
  let found = samples.get(path);
  if (!found) {
    found = signal<Sample | undefined>(undefined);
    samples.set(path, found);
  }
  return found;
}

export const times = computed(() => new Times(locale.value, model.value?.zone ?? 'UTC'));

/** The page hears the cloud, the cloud hears every gateway of the building. */
export const link = computed<Link>(() => ({
  page: pageLink.value !== 'lost',
  gateway: gateways.value.every((gateway) => gateway.connected),
}));

const pointIndex = computed(() => new Map((model.value?.points ?? []).map((point) => [point.path, point])));

export function pointOf(path: string | null): Point | undefined {
  return path === null ? undefined : pointIndex.value.get(path);
}

const equipmentIndex = computed(() => new Map((model.value?.equipment ?? []).map((e) => [e.id, e])));

export function equipmentName(id: string): string {
  return equipmentIndex.value.get(id)?.name ?? id.split('/').pop() ?? id;
}

/** Room 101, air temperature: a point as people call it away from its equipment. */
export function fullName(point: Point): string {
  return `${equipmentName(point.equipment)} · ${point.name}`;
}

export function tick(): void {
  now.value = Date.now() + offset;
}

export function hearTime(time: string): void {
  const ms = millis(time);
  if (ms !== null) offset = ms - Date.now();
}

export function hearSamples(arrived: readonly Sample[]): void {
  batch(() => {
    for (const sample of arrived) {
      const slot = sampleOf(sample.p);
      slot.value = newer(slot.peek(), sample);
    }
  });
}

export function hearCommand(command: Command): void {
  const next = new Map(commands.peek());
  next.set(command.id, further(next.get(command.id), command));
  commands.value = next;
}

export function hearBackfill(backfill: Backfill): void {
  backfills.value = [...backfills.peek(), backfill].slice(-BACKFILLS_MAX);
}

/** A point may belong to several gateways in principle; the first that is cut is the one to speak of. */
export const cutGateway = computed(() => gateways.value.find((gateway) => !gateway.connected));

export function forget(): void {
  batch(() => {
    model.value = null;
    gateways.value = [];
    holds.value = [];
    commands.value = new Map();
    backfills.value = [];
    for (const slot of samples.values()) slot.value = undefined;
  });
}
