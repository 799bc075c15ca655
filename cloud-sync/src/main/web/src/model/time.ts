const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function dates(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    formats.set(key, format);
  }
  return format;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Everything about time that a person reads: one language, one building's time zone. */
export class Times {
  constructor(
    readonly locale: string,
    readonly zone: string,
  ) {}

  /** 14:02 */
  clock(ms: number): string {
    return dates(this.locale, this.zone, CLOCK).format(ms);
  }

  /** 14:02:11 */
  clockSeconds(ms: number): string {
    return dates(this.locale, this.zone, { ...CLOCK, second: '2-digit' }).format(ms);
  }

  /** Sat 21 Nov */
  day(ms: number): string {
    return dates(this.locale, this.zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(ms);
  }

  /** Saturday 21 November */
  longDay(ms: number): string {
    return dates(this.locale, this.zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(ms);
  }

  /** 14:02 today, else Fri 20 Nov, 14:02. */
  moment(ms: number, now: number): string {
    return this.sameDay(ms, now) ? this.clock(ms) : `${this.day(ms)}, ${this.clock(ms)}`;
  }

  /** 21 Nov 2026, 14:02:11 */
  full(ms: number): string {
    return dates(this.locale, this.zone, {
      ...CLOCK,
      second: '2-digit',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }).format(ms);
  }

  sameDay(a: number, b: number): boolean {
    return this.isoDay(a) === this.isoDay(b);
  }

  /** 2026-11-21 in the building. */
  isoDay(ms: number): string {
    return dates('en-CA', this.zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
  }

  /** The first instant of the building's day that ms lies in. Days of 23 and 25 hours happen. */
  startOfDay(ms: number): number {
    const day = this.isoDay(ms);
    let low = ms - 26 * HOUR_MS;
    let high = ms;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.isoDay(middle) === day) high = middle;
      else low = middle;
    }
    return high;
  }

  /** The next instant at which the building's clock shows hh:mm, or null when the text is no time. */
  next(clock: string, now: number): number | null {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(clock.trim());
    if (!match) return null;
    const wanted = `${match[1]!.padStart(2, '0')}:${match[2]}`;
    const first = Math.ceil((now + 1) / MINUTE_MS) * MINUTE_MS;
    const english = new Times('en-GB', this.zone);
    for (let ms = first; ms < first + 25 * HOUR_MS; ms += MINUTE_MS) {
      if (english.clock(ms) === wanted) return ms;
    }
    return null;
  }

  /** 40 s, 12 min, 3 h, 2 d: a length of time, one unit, rounded down. */
  span(ms: number): string {
    const [count, symbol] = inUnits(Math.max(0, ms));
    return `${count}\u00a0${symbol}`;
  }

  /** 1 h 20 min: two units where the second says something. */
  spanFine(ms: number): string {
    if (ms >= HOUR_MS && ms < DAY_MS && ms % HOUR_MS >= MINUTE_MS) {
      return `${this.span(ms)} ${this.span(ms % HOUR_MS)}`;
    }
    return this.span(ms);
  }

  /** 29:41 or 1:29:41: a countdown with a fixed width. */
  countdown(ms: number): string {
    const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
    const pad = (n: number) => String(n).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const rest = `${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
  }
}

function inUnits(ms: number): [number, 's' | 'min' | 'h' | 'd'] {
  if (ms < MINUTE_MS) return [Math.floor(ms / SECOND_MS), 's'];
  if (ms < HOUR_MS) return [Math.floor(ms / MINUTE_MS), 'min'];
  if (ms < 2 * DAY_MS) return [Math.floor(ms / HOUR_MS), 'h'];
  return [Math.floor(ms / DAY_MS), 'd'];
}

export function millis(time: string | null | undefined): number | null {
  if (!time) return null;
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? null : ms;
}
