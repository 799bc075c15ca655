import type { ComponentChildren } from 'preact';
import { times } from '../app/store';
import type { GapStretch, QualityStretch, Series } from '../model/series';
import { words } from '../words';

/** The strip below the axis: how far each stretch of a curve can be trusted, by pattern and colour. */
export function Quality({ series, gaps, from, to, label, children }: {
  series: Series;
  gaps: readonly GapStretch[];
  from: number;
  to: number;
  label: string;
  children: ComponentChildren;
}) {
  const stretches: QualityStretch[] = [
    ...series.quality.filter((q) => q.quality !== 'gap'),
    ...gaps.map((gap) => ({ from: gap.from, to: gap.to, quality: 'gap' as const })),
  ];
  const at = (ms: number) => ((Math.min(to, Math.max(from, ms)) - from) / (to - from)) * 100;
  return (
    <div class="quality">
      <span class="quality-name">{children}</span>
      <div class="quality-strip" role="img" aria-label={`${words.value.chart.quality}, ${label}: ${spoken(stretches, from)}`}>
        {stretches
          .filter((s) => s.to > from && s.from < to)
          .map((s) => (
            <span
              key={`${s.quality}${s.from}`}
              class={`quality-part quality-${s.quality}`}
              style={{ left: `${at(s.from).toFixed(3)}%`, width: `${Math.max(0.15, at(s.to) - at(s.from)).toFixed(3)}%` }}
              title={`${word(s.quality)}, ${times.value.clock(s.from)}–${times.value.clock(s.to)}`}
            />
          ))}
      </div>
    </div>
  );
}

function word(quality: QualityStretch['quality']): string {
  if (quality === 'gap') return words.value.chart.gap;
  return quality === 'hand' ? words.value.mark.hand : words.value.status[quality];
}

function spoken(stretches: readonly QualityStretch[], from: number): string {
  const seen = new Set(stretches.filter((s) => s.to > from).map((s) => word(s.quality)));
  return [...seen].join(', ');
}
