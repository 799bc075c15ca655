import type { Gateway, Point, Sample } from './types';
import { asNumber } from './format';

/** The six marks of the page; every list, tile and chart uses these and no others. */
export type Mark = 'ok' | 'attention' | 'alarm' | 'out' | 'stale' | 'hand';

/** What is known about the way between the page and the building. */
export interface Link {
  /** The page hears the cloud. */
  page: boolean;
  /** The cloud hears the gateway. */
  gateway: boolean;
}

/** Without a stated interval a value is doubted after this long. */
const REPORT_WITHIN_DEFAULT_S = 300;
/** Samples take a moment to arrive; a value is not doubted the very second it is due. */
const GRACE_MS = 15_000;
/** When the way to the building is cut, what is older than this is shown as old. */
const CUT_FRESH_MS = 15_000;

/**
 * The later of two samples of a point; late data never replaces what is newer. A silent point tells again and again
 * that it is silent, without a value: its last value stays, and so does the time at which it was read.
 */
export function newer(known: Sample | undefined, arrived: Sample): Sample {
  if (known === undefined) return arrived;
  if (arrived.t < known.t) return known;
  const silent = arrived.s === 'stale' || arrived.s === 'unknown';
  const empty = arrived.v === null || arrived.v === undefined;
  const hasValue = known.v !== null && known.v !== undefined;
  if (!silent || !empty || (!hasValue && known.s !== arrived.s)) return arrived;
  return { ...arrived, s: hasValue ? 'stale' : arrived.s, v: known.v, read: readAt(known) };
}

/** When the value that is shown was read: a repeated word of silence does not make it younger. */
export function readAt(sample: Sample): number {
  return sample.read ?? sample.t;
}

export function isAged(point: Point, sample: Sample, link: Link, now: number): boolean {
  const age = now - sample.t;
  if (!link.page || !link.gateway) return age > CUT_FRESH_MS;
  return age > (point.report_within_s ?? REPORT_WITHIN_DEFAULT_S) * 1000 + GRACE_MS;
}

/** The status of the page: what the building said, and what its age adds. */
export function statusOf(point: Point, sample: Sample | undefined, link: Link, now: number): Sample['s'] {
  if (!sample) return 'unknown';
  if (sample.s === 'ok' && isAged(point, sample, link, now)) return 'stale';
  return sample.s;
}

export function isOutsideBand(point: Point, sample: Sample | undefined): boolean {
  const value = sample && sample.s === 'ok' ? asNumber(sample.v) : null;
  if (value === null) return false;
  return (point.low !== null && value < point.low) || (point.high !== null && value > point.high);
}

export function markOf(point: Point, sample: Sample | undefined, link: Link, now: number): Mark {
  if (!sample) return 'stale';
  if (sample.oos) return 'out';
  switch (statusOf(point, sample, link, now)) {
    case 'down':
    case 'fault':
      return 'alarm';
    case 'disabled':
      return 'out';
    case 'stale':
    case 'unknown':
      return 'stale';
    case 'ok':
      if (sample.o) return 'hand';
      // A clock that is not set is one need of the gateway, not one of each of its values.
      return isOutsideBand(point, sample) ? 'attention' : 'ok';
  }
}

/** Worst first, for the one mark of a tile or a row that stands for several points. */
const ORDER: readonly Mark[] = ['alarm', 'attention', 'stale', 'hand', 'out', 'ok'];

export function worst(marks: readonly Mark[]): Mark {
  for (const mark of ORDER) if (marks.includes(mark)) return mark;
  return 'ok';
}

/** The gateway's state in one of three words. */
export function gatewayState(gateway: Gateway | undefined, page: boolean): 'connected' | 'cut' | 'unknown' {
  if (!gateway || !page) return 'unknown';
  return gateway.connected ? 'connected' : 'cut';
}

/** Completeness of all gateways of the building today, weighted by their points; null when nothing is known. */
export function completeness(gateways: readonly Gateway[]): { share: number; gaps: number } | null {
  const known = gateways.filter((g) => g.completeness_today !== null);
  if (known.length === 0) return null;
  const weight = known.reduce((sum, g) => sum + Math.max(1, g.points ?? 0), 0);
  const share = known.reduce((sum, g) => sum + g.completeness_today! * Math.max(1, g.points ?? 0), 0) / weight;
  return { share, gaps: known.reduce((sum, g) => sum + g.gaps_today.length, 0) };
}
