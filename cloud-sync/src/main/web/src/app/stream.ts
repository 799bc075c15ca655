import { batch } from '@preact/signals';
import type { Backfill, Command, Gateway, Hold, Sample } from '../model/types';
import * as api from './api';
import {
  gateways,
  hearBackfill,
  hearCommand,
  hearSamples,
  hearTime,
  holds,
  lastHeard,
  now,
  pageLink,
  session,
} from './store';

/**
 * The one stream of this tab. The browser reconnects by itself after a dropped connection and resumes behind the last
 * cursor; an answer that is an error ends an EventSource for good, so then this opens a new one, after asking whether
 * the login still holds. Silence for longer than two heartbeats counts as lost, for a cut cable raises no error.
 */
const SILENCE_MILLIS_MAX = 12_000;
const RETRY_MILLIS = 2_000;
/** A cursor that was refused this often is dropped, and the picture begins anew. */
const CURSOR_TRIES_MAX = 2;

let source: EventSource | null = null;
let cursor = '';
let cursorTries = 0;
let heardAt = 0;
let current = '';
let retry: ReturnType<typeof setTimeout> | undefined;

export function follow(building: string): void {
  if (current !== building) cursor = '';
  current = building;
  open();
}

function open(): void {
  source?.close();
  clearTimeout(retry);
  const query = new URLSearchParams({ building: current });
  if (cursor !== '') query.set('cursor', cursor);
  const opened = new EventSource(`/v1/live?${query}`);
  source = opened;
  heardAt = Date.now();
  opened.onerror = () => {
    if (source !== opened) return;
    pageLink.value = 'lost';
    if (opened.readyState === EventSource.CLOSED) void reopen();
  };
  opened.onopen = () => {
    cursorTries = 0;
    heard();
  };
  on<{ samples: Sample[] }>('latest', (data) => hearSamples(data.samples));
  on<{ samples: Sample[] }>('samples', (data) => hearSamples(data.samples));
  on<{ gateways: Gateway[] }>('gateways', (data) => (gateways.value = data.gateways));
  on<{ holds: Hold[] }>('hands', (data) => (holds.value = data.holds));
  on<Command>('command', hearCommand);
  on<Backfill>('backfilled', hearBackfill);
  on<object>('caught_up', () => undefined);
  on<{ time: string }>('heartbeat', (data) => hearTime(data.time));
}

function on<T>(event: string, take: (data: T) => unknown): void {
  const of = source;
  of?.addEventListener(event, (message) => {
    if (source !== of) return;
    const { data, lastEventId } = message as MessageEvent<string>;
    if (lastEventId !== '') cursor = lastEventId;
    batch(() => {
      heard();
      take(JSON.parse(data) as T);
    });
  });
}

function heard(): void {
  heardAt = Date.now();
  lastHeard.value = now.peek();
  pageLink.value = 'live';
}

async function reopen(): Promise<void> {
  const answer = await api.buildings();
  if (!answer.ok && answer.failure.kind === 'signed-out') {
    session.value = 'signed-out';
    return;
  }
  if (answer.ok && cursor !== '' && ++cursorTries >= CURSOR_TRIES_MAX) cursor = '';
  clearTimeout(retry);
  retry = setTimeout(open, RETRY_MILLIS);
}

/** Called every second. */
export function watchSilence(): void {
  if (source === null || Date.now() - heardAt < SILENCE_MILLIS_MAX) return;
  pageLink.value = 'lost';
  open();
}

export function unfollow(): void {
  source?.close();
  source = null;
  clearTimeout(retry);
}
