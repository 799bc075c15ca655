import { go, route } from '../app/router';
import { SPANS } from '../model/route';
import { words } from '../words';
import { lazy } from './lazy';

/** The chart and its library come only when a chart is on the page. */
export const LazyTrend = lazy(() => import('../chart/Trend'), 300);

export function SpanChoice({ name }: { name: string }) {
  const w = words.value.chart;
  return (
    <fieldset class="choice choice-inline">
      <legend class="unseen">{w.span}</legend>
      <div class="segments">
        {SPANS.map((span) => (
          <label key={span}>
            <input
              type="radio"
              name={`span-${name}`}
              value={span}
              checked={route.value.span === span}
              onChange={() => go({ span }, 'replace')}
            />
            <span>{w.spans[span]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
