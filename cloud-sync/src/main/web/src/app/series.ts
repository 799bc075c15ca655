import { useEffect, useState } from 'preact/hooks';
import { effect } from '@preact/signals';
import { type Series, append, toSeries } from '../model/series';
import { millis } from '../model/time';
import type { Point } from '../model/types';
import * as api from './api';
import { backfills, now, pageLink, sampleOf } from './store';

/** After a late stretch has arrived the visible curves are read again, but not more often than this. */
const REREAD_MILLIS_MIN = 700;
/** Long views are read afresh now and then, so that thinned and live parts do not grow apart. */
const REFRESH_MILLIS = 300_000;

export interface Loaded {
  series: Series[];
  state: 'loading' | 'ready' | 'failed';
}

/** The curves of some points over the last `spanMs`, kept up to date while they are shown. */
export function useSeries(points: readonly Point[], spanMs: number, max = 2000): Loaded {
  const key = points.map((p) => p.path).join(',');
  const [loaded, setLoaded] = useState<Loaded & { key: string }>({ series: [], state: 'loading', key: '' });

  useEffect(() => {
    let gone = false;
    const series = new Map<string, Series>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;

    const publish = (state: Loaded['state']) => {
      if (gone) return;
      const shown = points.flatMap((p) => series.get(p.path) ?? []);
      setLoaded({ series: shown, state, key: key + spanMs });
    };
    const publishSoon = () => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        publish('ready');
      });
    };
    const read = async () => {
      const at = now.peek();
      const answers = await Promise.all(points.map((p) => api.history(p.path, at - spanMs, null, max)));
      if (gone) return;
      answers.forEach((answer, i) => {
        const point = points[i]!;
        if (!answer.ok) return;
        let fresh = toSeries(answer.value, point, now.peek());
        const latest = sampleOf(point.path).peek();
        if (latest) fresh = append(fresh, latest);
        series.set(point.path, fresh);
      });
      publish(answers.length > 0 && answers.every((a) => !a.ok) && series.size === 0 ? 'failed' : 'ready');
    };
    const readSoon = () => {
      if (timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        void read();
      }, REREAD_MILLIS_MIN);
    };

    void read();
    const refresh = setInterval(() => void read(), REFRESH_MILLIS);
    const stops = points.map((point) =>
      effect(() => {
        const sample = sampleOf(point.path).value;
        const known = series.get(point.path);
        if (!sample || !known) return;
        const longer = append(known, sample);
        if (longer === known) return;
        series.set(point.path, longer);
        publishSoon();
      }),
    );
    let seen = backfills.peek().length === 0 ? null : backfills.peek().at(-1);
    stops.push(
      effect(() => {
        const latest = backfills.value.at(-1);
        if (!latest || latest === seen) return;
        seen = latest;
        if ((millis(latest.to) ?? 0) > now.peek() - spanMs) readSoon();
      }),
    );
    let wasLost = false;
    stops.push(
      effect(() => {
        if (pageLink.value === 'lost') wasLost = true;
        else if (pageLink.value === 'live' && wasLost) {
          wasLost = false;
          readSoon();
        }
      }),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      clearInterval(refresh);
      cancelAnimationFrame(frame);
      stops.forEach((stop) => stop());
    };
  }, [key, spanMs, max]);

  return loaded.key === key + spanMs ? loaded : { series: [], state: 'loading' };
}
