import type { Building, Command, History, Model, Raw } from '../model/types';

/** How an answer can fail; a message is in words a person can read, or empty. */
export type Failure =
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }
  | { kind: 'refused'; status: number; detail: string };

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const ANSWER_MILLIS_MAX = 30_000;

async function ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...init.headers },
      signal: AbortSignal.timeout(ANSWER_MILLIS_MAX),
    });
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
  if (response.status === 401) return { ok: false, failure: { kind: 'signed-out' } };
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const detail = (body as { detail?: unknown } | null)?.detail;
    return {
      ok: false,
      failure: { kind: 'refused', status: response.status, detail: typeof detail === 'string' ? detail : '' },
    };
  }
  return body === null ? { ok: false, failure: { kind: 'unreachable' } } : { ok: true, value: body as T };
}

export const buildings = () => ask<Building[]>('/v1/buildings');

export const building = (id: string) => ask<Model>(`/v1/buildings/${encodeURIComponent(id)}`);

/** @param max thins to the least and greatest per stretch, keeping gaps */
export function history(point: string, from: number, to: number | null, max = 2000): Promise<Answer<History>> {
  const query = new URLSearchParams({ point, from: new Date(from).toISOString(), max: String(max) });
  if (to !== null) query.set('to', new Date(to).toISOString());
  return ask<History>(`/v1/history?${query}`);
}

export interface Order {
  point: string;
  /** null gives the level back. */
  value: Raw;
  lease_s: number;
  reason: string;
}

export const command = (order: Order) =>
  ask<Command>('/v1/commands', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });

export const commandById = (id: string) => ask<Command>(`/v1/commands/${encodeURIComponent(id)}`);

export const recentCommands = () => ask<Command[] | { commands: Command[] }>('/v1/commands?limit=20');
