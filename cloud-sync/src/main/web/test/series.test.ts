import { describe, expect, it } from 'vitest';
import { counted } from '../src/model/energy';
import { append, gapStretches, merged, summary, toSeries, valueAt } from '../src/model/series';
import { T0, history, iso, point, sample } from './fixtures';

const MINUTE = 60_000;

describe('a curve', () => {
  it('is one line while samples come as promised', () => {
    const series = toSeries(history([20, 21, 22]), point(), T0);
    expect(series.v).toEqual([20, 21, 22]);
  });

  it('breaks at a gap of the ledger', () => {
    const gaps = [{ from: iso(T0 + 61_000), to: iso(T0 + 100_000), reason: 'offline', will_backfill: false }];
    const series = toSeries(history([20, 21, 22, 23], { gaps }), point(), T0);
    expect(series.v).toEqual([20, 21, null, 22, 23]);
    expect(series.gaps).toHaveLength(1);
  });

  it('breaks at a silence longer than the point promises, even where no gap is listed', () => {
    const h = history([20, 21]);
    h.t[1] = T0 + 10 * MINUTE;
    expect(toSeries(h, point({ report_within_s: 120 }), T0).v).toEqual([20, null, 21]);
    expect(toSeries(h, point({ report_within_s: 900 }), T0).v).toEqual([20, 21]);
  });

  it('has no value where the status is down or fault, and keeps a stale one', () => {
    const series = toSeries(history([20, 21, 22, 23], { s: [0, 1, 2, 3] }), point(), T0);
    expect(series.v).toEqual([20, 21, null, null]);
  });

  it('says by stretches how far it can be trusted', () => {
    const series = toSeries(history([20, 21, 22, 23], { s: [0, 0, 2, 0], o: [0, 0, 0, 1] }), point(), T0);
    expect(series.quality.map((q) => q.quality)).toEqual(['ok', 'down', 'hand']);
    expect(series.quality[0]).toEqual({ from: T0, to: T0 + 2 * MINUTE, quality: 'ok' });
  });

  it('goes on with live samples, and leaves late ones to the history', () => {
    const series = toSeries(history([20, 21]), point(), T0);
    const longer = append(series, sample({ t: T0 + 2 * MINUTE, v: 22 }));
    expect(longer.v).toEqual([20, 21, 22]);
    expect(append(longer, sample({ t: T0, v: 99 }))).toBe(longer);
    expect(append(longer, sample({ t: T0 + 3 * MINUTE, v: null, s: 'down' })).v).toEqual([20, 21, 22, null]);
  });

  it('does not bridge a silence with a live sample', () => {
    const series = toSeries(history([20, 21]), point(), T0);
    expect(append(series, sample({ t: T0 + 30 * MINUTE, v: 22 })).v).toEqual([20, 21, null, 22]);
  });

  it('knows what was known at an instant, and not across a break', () => {
    const gaps = [{ from: iso(T0 + 61_000), to: iso(T0 + 119_000), reason: 'offline', will_backfill: false }];
    const series = toSeries(history([20, 21, 22], { gaps }), point(), T0);
    expect(valueAt(series, T0 + 59_000)?.v).toBe(20);
    expect(valueAt(series, T0 + 90_000)).toBeNull();
    expect(valueAt(series, T0 - 1)).toBeNull();
    expect(valueAt(series, T0 + 5 * MINUTE)?.v).toBe(22);
  });
});

describe('gaps', () => {
  it('that are still open reach until now', () => {
    const [gap] = gapStretches([{ from: iso(T0), to: null, reason: 'offline', will_backfill: true }], T0 + 5000);
    expect(gap).toMatchObject({ from: T0, to: T0 + 5000, open: true, willBackfill: true });
  });

  it('that overlap are one', () => {
    expect(merged([{ from: 5, to: 9 }, { from: 1, to: 6 }, { from: 20, to: 21 }])).toEqual([
      { from: 1, to: 9 },
      { from: 20, to: 21 },
    ]);
  });
});

describe('the mean', () => {
  it('is weighted by time', () => {
    const h = history([10, 10, 20]);
    h.t = [T0, T0 + 3 * MINUTE, T0 + 4 * MINUTE];
    const series = toSeries(h, point({ report_within_s: 600 }), T0);
    expect(summary(series)!.mean).toBeCloseTo((10 * 3 + 15 * 1) / 4, 9);
  });

  it('never bridges a gap', () => {
    const gaps = [{ from: iso(T0 + 61_000), to: iso(T0 + 119_000), reason: 'offline', will_backfill: false }];
    const series = toSeries(history([10, 10, 90, 90], { gaps }), point(), T0);
    expect(summary(series)!.mean).toBe(50);
  });

  it('of nothing is nothing', () => {
    expect(summary(toSeries(history([]), point(), T0))).toBeNull();
  });
});

describe('a counter', () => {
  it('counts on through a gap and leaves out a reset', () => {
    const series = toSeries(history([100, 101, 3, 5]), point({ unit: 'kW.h' }), T0);
    expect(counted(series, T0, T0 + 10 * MINUTE)).toBe(3);
    expect(counted(series, T0 + 3 * MINUTE, T0 + 10 * MINUTE)).toBeNull();
  });
});
