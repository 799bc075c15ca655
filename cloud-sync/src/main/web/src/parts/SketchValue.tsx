import { toPoint } from '../app/router';
import { readingText } from '../model/format';
import type { Point } from '../model/types';
import { locale, words } from '../words';
import { isBad, shown } from './Value';

/** A live value inside a drawing: the same door, the same status, on a plate of its own. */
export function SketchValue({ point, x, y, name, above = false }: {
  point: Point | undefined;
  x: number;
  y: number;
  name?: string;
  above?: boolean;
}) {
  if (!point) return null;
  const { mark, status, sample } = shown(point);
  const reading = readingText(sample?.v, point, locale.value, [words.value.value.off, words.value.value.on]);
  const text = isBad(status) ? words.value.status[status] : reading ? `${reading.text}${reading.unit && `\u202f${reading.unit}`}` : '–';
  const width = Math.max(64, text.length * 8.2 + 18);
  return (
    <a
      href={toPoint(point.path)}
      class={`plate is-${mark}`}
      data-point={point.path}
      data-value={sample?.v === undefined || sample.v === null ? '' : String(sample.v)}
      data-status={status}
    >
      <title>{`${point.name}, ${words.value.mark[mark]}`}</title>
      <rect x={x - width / 2} y={y - 14} width={width} height="28" rx="7" class="plate-box" />
      <text x={x} y={y + 5} text-anchor="middle" class="plate-text">
        {text}
      </text>
      {name && (
        <text x={x} y={above ? y - 22 : y + 30} text-anchor="middle" class="sketch-label">
          {name}
        </text>
      )}
    </a>
  );
}
