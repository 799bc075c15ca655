import { describe, expect, it } from 'vitest';
import { needs } from '../src/model/attention';
import { completeness, isAged, markOf, newer, statusOf, worst } from '../src/model/live';
import type { Model, Sample } from '../src/model/types';
import { T0, gateway, point, sample } from './fixtures';

const HEARD = { page: true, gateway: true };

describe('the latest value', () => {
  it('is never replaced by late data', () => {
    const known = sample({ t: T0 });
    expect(newer(known, sample({ t: T0 - 1, v: 5 }))).toBe(known);
    expect(newer(known, sample({ t: T0 + 1, v: 5 })).v).toBe(5);
    expect(newer(undefined, known)).toBe(known);
  });

  it('stays, with its age, while a point says that it is silent', () => {
    const silent = (seconds: number) => sample({ t: T0 + seconds * 1000, s: 'stale', v: null, r: 'silent' });
    const shown = newer(newer(sample(), silent(30)), silent(90));
    expect(shown).toMatchObject({ s: 'stale', v: 21.4, t: T0 + 90_000, read: T0 });
    expect(newer(shown, sample({ t: T0 + 100_000, v: 22 }))).toEqual(sample({ t: T0 + 100_000, v: 22 }));
    expect(newer(shown, silent(60))).toBe(shown);
  });

  it('stays when the gateway was started again and knows nothing of the point', () => {
    const unknown = (seconds: number) => sample({ t: T0 + seconds * 1000, s: 'unknown', v: null });
    expect(newer(sample(), unknown(30))).toMatchObject({ s: 'stale', v: 21.4, read: T0 });
    expect(newer(unknown(30), unknown(90))).toMatchObject({ s: 'unknown', v: null, read: T0 + 30_000 });
  });

  it('goes when a device is down: there the reason is shown', () => {
    expect(newer(sample(), sample({ t: T0 + 1, s: 'down', v: null }))).toMatchObject({ s: 'down', v: null });
  });

  it('ages by the promise of its point', () => {
    expect(isAged(point(), sample(), HEARD, T0 + 120_000)).toBe(false);
    expect(isAged(point(), sample(), HEARD, T0 + 140_000)).toBe(true);
  });

  it('ages within seconds once the way to the building is cut', () => {
    expect(statusOf(point(), sample(), { page: true, gateway: false }, T0 + 20_000)).toBe('stale');
    expect(statusOf(point(), sample(), { page: false, gateway: true }, T0 + 20_000)).toBe('stale');
    expect(statusOf(point(), sample(), HEARD, T0 + 20_000)).toBe('ok');
  });

  it('keeps its bad status when it ages: silence does not heal a fault', () => {
    expect(statusOf(point(), sample({ s: 'fault' }), HEARD, T0 + 999_000)).toBe('fault');
  });
});

describe('marks', () => {
  const mark = (part: Partial<Sample>) => markOf(point(), sample(part), HEARD, T0);
  it('say what a value needs', () => {
    expect(mark({})).toBe('ok');
    expect(mark({ v: 27 })).toBe('attention');
    expect(mark({ v: 18.9 })).toBe('attention');
    expect(mark({ s: 'down', v: null })).toBe('alarm');
    expect(mark({ s: 'disabled' })).toBe('out');
    expect(mark({ oos: true, s: 'fault' })).toBe('out');
    expect(mark({ o: true })).toBe('hand');
    expect(mark({ uc: true })).toBe('ok');
    expect(markOf(point(), undefined, HEARD, T0)).toBe('stale');
  });

  it('of many are the worst of them', () => {
    expect(worst(['ok', 'hand', 'stale'])).toBe('stale');
    expect(worst([])).toBe('ok');
  });
});

describe('completeness', () => {
  it('is weighted by points and counts every gap', () => {
    const gap = { from: '', to: null, reason: 'offline', will_backfill: true };
    const both = completeness([
      gateway({ points: 10, completeness_today: 1 }),
      gateway({ points: 30, completeness_today: 0.9, gaps_today: [gap, gap] }),
    ]);
    expect(both!.share).toBeCloseTo(0.925);
    expect(both!.gaps).toBe(2);
  });

  it('is not known before a gateway says so', () => {
    expect(completeness([gateway({ completeness_today: null })])).toBeNull();
    expect(completeness([])).toBeNull();
  });
});

describe('what needs a person', () => {
  const air = point();
  const co2 = point({ path: 'hofgarten/room-101/co2', name: 'CO₂', low: null, high: 1200 });
  const model = { points: [air, co2] } as Model;
  const of = (samples: Sample[], gateways = [gateway()], link = HEARD) =>
    needs({ model, gateways, sample: (path) => samples.find((s) => s.p === path), link, now: T0 });

  it('is nothing when all is well', () => {
    expect(of([sample(), sample({ p: co2.path, v: 600 })])).toEqual([]);
  });

  it('is a backup older than three of them should be, once for all gateways', () => {
    const samples = [sample(), sample({ p: co2.path, v: 600 })];
    const aged = (hours: number | null) => {
      const newest = hours === null ? null : new Date(T0 - hours * 3_600_000).toISOString();
      const one = gateway({ safe_is_committed: false, backup_every_s: 3600, backup_newest: newest });
      return of(samples, [one, { ...one, id: 'hofgarten-2' }]);
    };
    expect(aged(2.9)).toEqual([]);
    expect(aged(3.1)).toMatchObject([{ kind: 'backup-old', since: T0 - 3.1 * 3_600_000 }]);
    expect(aged(null)).toMatchObject([{ kind: 'backup-old', since: null }]);
  });

  it('is one line for a device, not one per point', () => {
    const found = of([sample({ s: 'down', v: null, r: 'no answer' }), sample({ p: co2.path, s: 'down', v: null, r: 'no answer' })]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'points-bad', reason: 'no answer', points: [air, co2] });
  });

  it('is a damper that stays where it is while its command moves', () => {
    const [command, position] = ['hofgarten/ahu-1/outdoor-damper', 'hofgarten/ahu-1/outdoor-damper-position'];
    const damper = point({ path: position, unit: '%', low: null, high: null });
    const seen = (wanted: number, value: number, t: number) =>
      needs({
        model: { points: [damper] } as Model,
        gateways: [gateway()],
        sample: (path) => [sample({ p: command, v: wanted }), sample({ p: position, v: value, t })].find((s) => s.p === path),
        link: HEARD,
        now: T0,
      });
    expect(seen(51, 86, T0 - 60_000)).toMatchObject([{ kind: 'not-following', value: 86, wanted: 51 }]);
    expect(seen(51, 86, T0 - 2_000)).toEqual([]); // still moving
    expect(seen(51, 45, T0 - 60_000)).toEqual([]);
  });

  it('is a point that never spoke since the gateway began', () => {
    const found = of([sample({ s: 'unknown', v: null }), sample({ p: co2.path, v: 600 })]);
    expect(found).toMatchObject([{ kind: 'points-stale', points: [air] }]);
  });

  it('is the gateway alone while it is cut', () => {
    const found = of([sample({ v: 40 })], [gateway({ connected: false })], { page: true, gateway: false });
    expect(found.map((n) => n.kind)).toEqual(['gateway-cut']);
  });

  it('is two machines with one identity, before anything else and even while it is cut', () => {
    const notices = [{ kind: 'cloned' as const, detail: 'x', since: null }];
    const found = of([], [gateway({ connected: false, notices })], { page: true, gateway: false });
    expect(found.map((n) => n.kind)).toEqual(['cloned', 'gateway-cut']);
    expect(of([], [gateway()]).map((n) => n.kind)).not.toContain('cloned');
  });

  it('is one line for a clock that is not set, not one per value', () => {
    const found = of([sample({ uc: true }), sample({ p: co2.path, v: 600, uc: true })], [gateway({ clock: 'unsynchronised' })]);
    expect(found.map((n) => n.kind)).toEqual(['clock']);
  });

  it('puts what is broken before what is warm', () => {
    const found = of([sample({ v: 27 }), sample({ p: co2.path, s: 'fault', v: null })]);
    expect(found.map((n) => n.kind)).toEqual(['points-bad', 'outside']);
  });

  it('leaves out what is out of service on purpose', () => {
    expect(of([sample({ s: 'down', oos: true })])).toEqual([]);
  });
});
