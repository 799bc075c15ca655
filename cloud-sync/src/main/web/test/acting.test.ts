import { describe, expect, it } from 'vitest';
import { type Draft, check, further, isFinal, operatorHold, parseNumber, progress, ruling, stepOf } from '../src/model/commands';
import { Times } from '../src/model/time';
import type { Command, Hold } from '../src/model/types';
import { T0, point } from './fixtures';

const target = point({ path: 'hofgarten/room-101/temp-setpoint', kind: 'setpoint', writable: true, write_min: 15, write_max: 26 });
const berlin = new Times('en-GB', 'Europe/Berlin');
const draft = (part: Partial<Draft>): Draft => ({ duration: '1800', until: '', value: '22,5', reason: 'Meeting', ...part });
const checked = (part: Partial<Draft>) => check(draft(part), target, T0, (clock) => berlin.next(clock, T0));

describe('a change', () => {
  it('has a length, a value within the limits and a reason', () => {
    expect(checked({})).toEqual({ ok: true, value: 22.5, leaseSeconds: 1800, until: T0 + 1_800_000 });
  });

  it('may end at a time of the building', () => {
    expect(checked({ duration: 'until', until: '14:30' })).toMatchObject({ ok: true, leaseSeconds: 5400 });
  });

  it('says everything that is wrong at once', () => {
    expect(checked({ duration: null, value: 'warm', reason: ' ' })).toEqual({
      ok: false,
      mistakes: ['duration', 'value', 'reason'],
    });
    expect(checked({ value: '14.9' })).toEqual({ ok: false, mistakes: ['low'] });
    expect(checked({ value: '26.1' })).toEqual({ ok: false, mistakes: ['high'] });
    expect(checked({ duration: 'until', until: '24:10' })).toEqual({ ok: false, mistakes: ['until'] });
  });

  it('reads numbers as both languages write them', () => {
    expect(parseNumber('21,5')).toBe(21.5);
    expect(parseNumber(' -3.0 ')).toBe(-3);
    expect(parseNumber('1.000,5')).toBeNull();
    expect(parseNumber('')).toBeNull();
  });

  it('steps by what makes sense for the range', () => {
    expect(stepOf(target)).toBe(0.5);
    expect(stepOf(point({ unit: '%', write_min: 0, write_max: 100 }))).toBe(5);
  });
});

const command = (state: Command['state'], steps: Command['state'][] = []): Command => ({
  id: 'c1',
  point: target.path,
  value: 22.5,
  level: 9,
  issuer: 'Ada',
  reason: 'Meeting',
  state,
  detail: null,
  created: '',
  lease_s: 1800,
  until: null,
  steps: steps.map((s) => ({ state: s, at: '', detail: null })),
});

describe('a command', () => {
  it('only goes forward, however answers overtake each other', () => {
    const applied = command('applied');
    expect(further(applied, command('accepted'))).toBe(applied);
    expect(further(applied, command('verified')).state).toBe('verified');
    expect(further(undefined, applied)).toBe(applied);
  });

  it('ends verified, unverifiable, expired or refused', () => {
    expect((['verified', 'applied_unverifiable', 'expired', 'refused'] as const).every((s) => isFinal(command(s)))).toBe(true);
    expect(isFinal(command('applied'))).toBe(false);
  });

  it('shows how far a refused one came', () => {
    expect(progress(command('refused', ['pending', 'refused']))).toBe(0);
    expect(progress(command('expired', ['pending', 'accepted']))).toBe(1);
    expect(progress(command('verified'))).toBe(3);
  });
});

describe('holds', () => {
  const hold = (level: number): Hold => ({
    point: target.path,
    level,
    value: 20,
    owner: 'Ada',
    reason: '',
    since: '',
    until: null,
    command_id: null,
  });

  it('are ruled by the strongest; only one’s own level can be given back here', () => {
    expect(ruling([hold(9), hold(2)], target.path)!.level).toBe(2);
    expect(operatorHold([hold(2)], target.path)).toBeUndefined();
    expect(operatorHold([hold(2), hold(9)], target.path)!.level).toBe(9);
  });
});
