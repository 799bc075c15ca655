import type { ComponentChildren } from 'preact';
import { link, now, pointOf, sampleOf, times } from '../app/store';
import { toPoint } from '../app/router';
import { type Mark as Kind, isOutsideBand, markOf, readAt, statusOf } from '../model/live';
import { type Reading, rangeText, readingText, withUnit } from '../model/format';
import type { Point, Sample } from '../model/types';
import { locale, words } from '../words';
import { Mark } from './Mark';

/** Everything a place that shows a point needs, read from the signals that change it. */
export interface Shown {
  sample: Sample | undefined;
  status: Sample['s'];
  mark: Kind;
  reading: Reading | null;
  age: number | null;
}

export function shown(point: Point): Shown {
  const sample = sampleOf(point.path).value;
  const at = now.value;
  const status = statusOf(point, sample, link.value, at);
  const plain = [words.value.value.off, words.value.value.on] as const;
  return {
    sample,
    status,
    mark: markOf(point, sample, link.value, at),
    reading: readingText(sample?.v, point, locale.value, plain),
    age: sample ? at - readAt(sample) : null,
  };
}

/** True where there is no number to show, only why. */
export function isBad(status: Sample['s']): boolean {
  return status === 'down' || status === 'fault' || status === 'disabled';
}

/** One sentence on a value's state; empty when there is nothing to say. */
export function explain(point: Point, { sample, status, mark, age }: Shown): string {
  const w = words.value;
  if (isBad(status)) return sample?.r || w.status[status];
  if (status === 'stale' && age !== null) return w.value.ago(times.value.span(age));
  if (status === 'unknown') return w.value.none;
  if (mark === 'attention' && isOutsideBand(point, sample)) return bandText(point);
  return '';
}

/** What is expected of a point, in words; empty when nothing is. */
export function bandText(point: Point): string {
  const w = words.value.value;
  const text = (value: number) => withUnit(value, point.unit, locale.value);
  if (point.low !== null && point.high !== null) return w.band(rangeText(point.low, point.high, point.unit, locale.value));
  if (point.low !== null) return w.expectedAbove(text(point.low));
  if (point.high !== null) return w.expectedBelow(text(point.high));
  return '';
}

/** The number (or state) alone, with its status on it; also the hook for tests. */
export function Figure({ point, size = 'm' }: { point: Point; size?: 's' | 'm' | 'l' | 'xl' }) {
  const { sample, status, mark, reading } = shown(point);
  const bad = isBad(status);
  return (
    <span
      class={`figure figure-${size} is-${mark}${bad ? ' is-bad' : ''}`}
      data-point={point.path}
      data-value={sample?.v === undefined || sample.v === null ? '' : String(sample.v)}
      data-status={status}
      data-time={sample?.t}
    >
      {bad ? (
        <span class="figure-reason">{words.value.status[status]}</span>
      ) : reading ? (
        <>
          <span class="figure-number">{reading.text}</span>
          {reading.unit !== '' && <span class="figure-unit">{'\u202f' + reading.unit}</span>}
        </>
      ) : (
        <span class="figure-number figure-none">–</span>
      )}
    </span>
  );
}

/** The door to a point's side panel. */
export function Door({ point, children, class: name = '' }: { point: Point; children: ComponentChildren; class?: string }) {
  return (
    <a class={`door ${name}`} href={toPoint(point.path)}>
      {children}
    </a>
  );
}

/** How old a value is, ticking; or why there is none. */
export function Age({ point }: { point: Point }) {
  const { sample, status, age } = shown(point);
  if (!sample || age === null) return <span class="age">{words.value.value.none}</span>;
  const text = age < 2000 ? words.value.value.now : words.value.value.ago(times.value.span(age));
  return <span class={`age age-${status}`}>{text}</span>;
}

/** A small measured value: name above, number, and its state below when there is something to say. */
export function Fact({ point, name }: { point: Point; name?: string }) {
  const view = shown(point);
  const why = explain(point, view);
  return (
    <Door point={point} class={`fact fact-${view.mark}`}>
      <span class="fact-name">{name ?? point.name}</span>
      <span class="fact-value">
        <Figure point={point} size="m" />
        {view.mark !== 'ok' && <Mark kind={view.mark} />}
      </span>
      {why !== '' && <span class="fact-why">{why}</span>}
    </Door>
  );
}

/** For places that know a path only. */
export function FigureAt({ path }: { path: string }) {
  const point = pointOf(path);
  return point ? <Figure point={point} size="s" /> : null;
}
