import type { Command, CommandState, Hold, Point } from './types';

/** The levels of the priority array that a person at this page writes and gives back. */
export const OPERATOR_LEVEL = 9;
const LEASE_MAX_S = 7 * 24 * 3600;

export const STEPS = ['pending', 'accepted', 'applied', 'verified'] as const;
export type Step = (typeof STEPS)[number];

const FINAL: ReadonlySet<CommandState> = new Set(['verified', 'applied_unverifiable', 'expired', 'refused']);

export function isFinal(command: Command): boolean {
  return FINAL.has(command.state);
}

/** How far a command came, as an index into STEPS. */
export function progress(command: Command): number {
  switch (command.state) {
    case 'verified':
    case 'applied_unverifiable':
      return 3;
    case 'applied':
      return 2;
    case 'accepted':
      return 1;
    case 'pending':
      return 0;
    case 'expired':
    case 'refused':
      return Math.max(0, ...command.steps.map((s) => STEPS.indexOf(s.state as Step)));
  }
}

const RANK: Record<CommandState, number> = {
  pending: 0,
  accepted: 1,
  applied: 2,
  verified: 3,
  applied_unverifiable: 3,
  expired: 4,
  refused: 4,
};

/** States only go forward: an answer that overtook another must not take it back. */
export function further(known: Command | undefined, arrived: Command): Command {
  if (!known) return arrived;
  return RANK[arrived.state] >= RANK[known.state] ? arrived : known;
}

/** The hold a person may give back here, or undefined. */
export function operatorHold(holds: readonly Hold[], point: string): Hold | undefined {
  return holds.find((hold) => hold.point === point && hold.level === OPERATOR_LEVEL);
}

/** The strongest hold of a point: the lowest level wins. */
export function ruling(holds: readonly Hold[], point: string): Hold | undefined {
  return holds.filter((hold) => hold.point === point).sort((a, b) => a.level - b.level)[0];
}

export type Duration = '1800' | '7200' | '14400' | 'until';
export const DURATIONS: readonly Duration[] = ['1800', '7200', '14400', 'until'];

export interface Draft {
  duration: Duration | null;
  /** hh:mm, for `until`. */
  until: string;
  value: string;
  reason: string;
}

export type Mistake = 'duration' | 'until' | 'value' | 'low' | 'high' | 'reason';

export type Checked =
  | { ok: true; value: number | boolean; leaseSeconds: number; until: number }
  | { ok: false; mistakes: Mistake[] };

/** A number as people of both languages type it: 21.5 or 21,5. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/**
 * What a form says, checked against the limits of its point.
 *
 * @param next the next instant at which the building's clock shows a text, or null
 */
export function check(draft: Draft, point: Point, now: number, next: (clock: string) => number | null): Checked {
  const mistakes: Mistake[] = [];
  let until = 0;
  if (draft.duration === null) mistakes.push('duration');
  else if (draft.duration === 'until') {
    const at = next(draft.until);
    if (at === null || at - now > LEASE_MAX_S * 1000) mistakes.push('until');
    else until = at;
  } else until = now + Number(draft.duration) * 1000;

  const number = parseNumber(draft.value);
  if (number === null) mistakes.push('value');
  else if (point.write_min !== null && number < point.write_min) mistakes.push('low');
  else if (point.write_max !== null && number > point.write_max) mistakes.push('high');
  if (draft.reason.trim() === '') mistakes.push('reason');

  if (mistakes.length > 0) return { ok: false, mistakes };
  const leaseSeconds = Math.max(1, Math.round((until - now) / 1000));
  const value = isBinary(point) ? number === 1 : number!;
  return { ok: true, value, leaseSeconds, until };
}

export function isBinary(point: Point): boolean {
  return point.state_names?.length === 2;
}

/** The step of the + and − keys: a half degree, else a twentieth of the range rounded to 1, 2 or 5. */
export function stepOf(point: Point): number {
  if (point.unit === 'Cel' || point.unit === 'K') return 0.5;
  if (point.write_min === null || point.write_max === null) return 1;
  const raw = (point.write_max - point.write_min) / 20;
  const power = 10 ** Math.floor(Math.log10(raw));
  const nice = [1, 2, 5, 10].find((n) => n * power >= raw * 0.999) ?? 10;
  return nice * power;
}
