import { describe, expect, it } from 'vitest';
import { clockOfHours, numberText, percentText, readingText, withUnit } from '../src/model/format';
import { Times } from '../src/model/time';
import { T0, point } from './fixtures';

describe('numbers', () => {
  it('keep the decimals of their unit, so that columns stand still', () => {
    expect(numberText(21, 'Cel', 'en-GB')).toBe('21.0');
    expect(numberText(9.96, 'Cel', 'de-DE')).toBe('10,0');
    expect(numberText(812.4, '[ppm]', 'en-GB')).toBe('812');
  });

  it('otherwise have three significant digits, but never lose whole ones', () => {
    expect(numberText(0.1234, 'A', 'en-GB')).toBe('0.12');
    expect(numberText(12.345, 'A', 'en-GB')).toBe('12.3');
    expect(numberText(12345.6, 'A', 'en-GB')).toBe('12,346');
  });

  it('have a true minus and no minus zero', () => {
    expect(numberText(-3.25, 'Cel', 'en-GB')).toBe('−3.3');
    expect(numberText(-0.04, 'Cel', 'en-GB')).toBe('0.0');
  });

  it('carry units as people write them', () => {
    expect(withUnit(21.4, 'Cel', 'en-GB')).toBe('21.4 °C');
    expect(withUnit(3, '1', 'en-GB')).toBe('3.00');
    expect(withUnit(12.3, 'kW.h', 'de-DE')).toBe('12,3 kWh');
  });

  // A day that lacks three samples in ten thousand is not a complete day.
  it('never round completeness up to 100 %', () => {
    expect(percentText(0.99996, 'en-GB')).toBe('99.9 %');
    expect(percentText(1, 'en-GB')).toBe('100 %');
    expect(percentText(0.987, 'de-DE')).toBe('98,7 %');
  });
});

describe('a reading', () => {
  it('uses the names of states for false and true, 0 and 1', () => {
    const window = point({ state_names: ['closed', 'open'], unit: '1' });
    expect(readingText(true, window, 'en-GB')).toEqual({ text: 'open', unit: '' });
    expect(readingText(0, window, 'en-GB')).toEqual({ text: 'closed', unit: '' });
  });

  it('is nothing where there is no value', () => {
    expect(readingText(null, point(), 'en-GB')).toBeNull();
    expect(readingText(undefined, point(), 'en-GB')).toBeNull();
  });

  it('says on and off in the language where the point has no names', () => {
    expect(readingText(true, point({ unit: '1' }), 'de-DE', ['aus', 'ein'])?.text).toBe('ein');
  });
});

describe('time', () => {
  const berlin = new Times('en-GB', 'Europe/Berlin');

  it('is the time of the building', () => {
    expect(berlin.clockSeconds(T0)).toBe('13:00:00');
    expect(new Times('de-DE', 'Asia/Kathmandu').clock(T0)).toBe('17:45');
  });

  it('spans have one unit, rounded down', () => {
    expect(berlin.span(59_999)).toBe('59\u00a0s');
    expect(berlin.span(12 * 60_000 + 59_000)).toBe('12\u00a0min');
    expect(berlin.spanFine(80 * 60_000)).toBe('1\u00a0h 20\u00a0min');
    expect(berlin.span(-500)).toBe('0\u00a0s');
  });

  it('counts down with a fixed width', () => {
    expect(berlin.countdown(1_781_000)).toBe('29:41');
    expect(berlin.countdown(5_400_000)).toBe('1:30:00');
    expect(berlin.countdown(-5)).toBe('00:00');
  });

  // 2026-03-29 has 23 hours in Berlin, 2026-10-25 has 25.
  it('knows days of 23 and 25 hours', () => {
    const spring = berlin.startOfDay(Date.parse('2026-03-29T12:00:00Z'));
    expect(new Date(spring).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    const autumn = berlin.startOfDay(Date.parse('2026-10-25T22:30:00Z'));
    expect(new Date(autumn).toISOString()).toBe('2026-10-24T22:00:00.000Z');
  });

  it('finds the next time on the building’s clock, today or tomorrow', () => {
    expect(berlin.next('13:30', T0)).toBe(T0 + 30 * 60_000);
    expect(berlin.next('9:00', T0)).toBe(Date.parse('2026-11-22T08:00:00Z'));
    expect(berlin.next('25:00', T0)).toBeNull();
    expect(berlin.next('soon', T0)).toBeNull();
  });

  // 02:30 does not exist on 2026-03-29; the form then says so instead of choosing another hour.
  it('does not make up a time that the clock leaves out', () => {
    const evening = Date.parse('2026-03-28T20:00:00Z');
    const found = berlin.next('02:30', evening);
    expect(found === null || new Date(found).toISOString() > '2026-03-29T20').toBe(true);
  });

  it('shows hours as a clock', () => {
    expect(clockOfHours(13.5)).toBe('13:30');
    expect(clockOfHours(24.25)).toBe('00:15');
  });
});
