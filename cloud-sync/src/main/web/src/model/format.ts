import type { Point, Raw } from './types';

/** How UCUM codes are written for people. */
const UNITS: Record<string, string> = {
  Cel: '°C',
  '[degF]': '°F',
  K: 'K',
  '%': '%',
  '[ppm]': 'ppm',
  ppm: 'ppm',
  '1': '',
  'kW.h': 'kWh',
  'W.h': 'Wh',
  'W/m2': 'W/m²',
  'm3/h': 'm³/h',
  'l/s': 'l/s',
  'm/s': 'm/s',
  Pa: 'Pa',
};

/** Decimals that keep a column of one unit still; other units get three significant digits. */
const DECIMALS: Record<string, number> = {
  Cel: 1,
  '[degF]': 1,
  K: 1,
  '%': 0,
  '[ppm]': 0,
  ppm: 0,
  kW: 1,
  'kW.h': 1,
  'W/m2': 0,
  Pa: 0,
  h: 2,
};

export function unitText(unit: string): string {
  return UNITS[unit] ?? unit;
}

function decimals(value: number, unit: string): number {
  const fixed = DECIMALS[unit];
  if (fixed !== undefined) return fixed;
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(Math.abs(value), 0.001))) + 1);
  return Math.max(0, Math.min(3, 3 - whole));
}

const formats = new Map<string, Intl.NumberFormat>();

function numbers(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale}/${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format;
}

export function numberText(value: number, unit: string, locale: string): string {
  const digits = decimals(value, unit);
  const scale = 10 ** digits;
  // No "-0.0".
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale + 0;
  return numbers(locale, digits).format(rounded).replace('-', '−');
}

export interface Reading {
  text: string;
  unit: string;
}

/**
 * A value in the words of its point: a number with unit, or the name of a state.
 *
 * @param plain what false and true are called where the point does not say
 */
export function readingText(
  value: Raw | undefined,
  point: Point,
  locale: string,
  plain: readonly [string, string] = ['off', 'on'],
): Reading | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return { text: value, unit: '' };
  const names = point.state_names;
  if (names && names.length > 0) {
    const name = names[Number(value)];
    if (name !== undefined) return { text: name, unit: '' };
  }
  if (typeof value === 'number' && isTimeOfDay(point)) return { text: clockOfHours(value), unit: '' };
  if (typeof value === 'boolean') return { text: plain[value ? 1 : 0], unit: '' };
  return { text: numberText(value, point.unit, locale), unit: unitText(point.unit) };
}

/** A clock inside the building, in hours since its midnight. */
function isTimeOfDay(point: Point): boolean {
  return point.unit === 'h' && point.path.endsWith('/time-of-day');
}

export function asNumber(value: Raw | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return null;
}

export function withUnit(value: number, unit: string, locale: string): string {
  const text = unitText(unit);
  return text === '' ? numberText(value, unit, locale) : `${numberText(value, unit, locale)} ${text}`;
}

/** 19–26 °C: both ends with as few decimals as they need. */
export function rangeText(low: number, high: number, unit: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const text = (value: number) => format.format(value).replace('-', '−');
  const name = unitText(unit);
  return `${text(low)}–${text(high)}${name === '' ? '' : `\u00a0${name}`}`;
}

/**
 * A share as per cent, rounded down: 99.97 % must not read as complete.
 *
 * @param share 0..1
 */
export function percentText(share: number, locale: string): string {
  const floored = Math.floor(Math.min(1, Math.max(0, share)) * 1000) / 10;
  const digits = floored === 100 ? 0 : 1;
  return `${numbers(locale, digits).format(floored)} %`;
}

export function countText(count: number, locale: string): string {
  return numbers(locale, 0).format(count);
}

/** Hours as a clock: 13.5 is 13:30. */
export function clockOfHours(hours: number): string {
  const minutes = Math.floor((((hours % 24) + 24) % 24) * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** hofgarten-1 as the name people call it: Hofgarten-1. */
export function gatewayName(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1);
}
