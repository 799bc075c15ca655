import { useState } from 'preact/hooks';
import { go, route } from '../app/router';
import { fullName, model, pointOf } from '../app/store';
import { find, isRoom, pointsOf } from '../model/roles';
import { TREND_POINTS_MAX } from '../model/route';
import { search } from '../model/search';
import type { Model, Point } from '../model/types';
import { Box } from '../parts/Box';
import { Icon } from '../parts/Icon';
import Trend, { Swatch } from '../chart/Trend';
import { SpanChoice } from '../parts/Trends';
import { words } from '../words';

const CHOICES_MAX = 12;

export default function TrendsPage() {
  const w = words.value.trends;
  const building = model.value!;
  const picked = route.value.picked.flatMap((path) => pointOf(path) ?? []);
  const put = (points: readonly Point[]) => go({ picked: points.map((p) => p.path) });
  return (
    <div class="page">
      <div class="page-head">
        <h1>{w.title}</h1>
        <SpanChoice name="trends" />
      </div>
      <div class="picks">
        {picked.map((point, i) => (
          <span key={point.path} class="pick">
            <Swatch order={i} />
            {fullName(point)}
            <button type="button" aria-label={w.remove(fullName(point))} onClick={() => put(picked.filter((p) => p !== point))}>
              <Icon name="close" size={14} />
            </button>
          </span>
        ))}
        {picked.length < TREND_POINTS_MAX ? (
          <Adder building={building} taken={picked} onAdd={(point) => put([...picked, point])} />
        ) : (
          <span class="muted">{w.full}</span>
        )}
      </div>
      {picked.length === 0 ? (
        <Start building={building} />
      ) : (
        <Box title={words.value.chart.last(words.value.chart.spans[route.value.span])} class="trend-box">
          <Trend
            points={picked}
            setpoint={picked.length === 1 ? pointOf(picked[0]!.setpoint) : undefined}
            span={route.value.span}
            height={picked.length > 1 ? 220 : 320}
          />
        </Box>
      )}
    </div>
  );
}

function Adder({ building, taken, onAdd }: { building: Model; taken: readonly Point[]; onAdd: (point: Point) => void }) {
  const [text, setText] = useState('');
  const w = words.value;
  const found = text.trim() === '' ? [] : search(building, text).flatMap((h) => (h.kind === 'point' && !taken.includes(h.point) ? [h.point] : []));
  return (
    <div class="adder">
      <Icon name="plus" size={16} />
      <input
        type="search"
        aria-label={w.trends.add}
        placeholder={w.trends.add}
        value={text}
        onInput={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && found[0]) {
            onAdd(found[0]);
            setText('');
          }
        }}
      />
      {text.trim() !== '' && (
        <ul class="adder-list">
          {found.slice(0, CHOICES_MAX).map((point) => (
            <li key={point.path}>
              <button
                type="button"
                onClick={() => {
                  onAdd(point);
                  setText('');
                }}
              >
                {fullName(point)}
              </button>
            </li>
          ))}
          {found.length === 0 && <li class="empty">{w.search.none(text)}</li>}
        </ul>
      )}
    </div>
  );
}

/** An empty page says what to do, and offers a first step. */
function Start({ building }: { building: Model }) {
  const w = words.value.trends;
  const rooms = building.equipment.filter(isRoom).slice(0, TREND_POINTS_MAX);
  const temperatures = rooms.flatMap((r) => find(pointsOf(building, r.id), 'temperature') ?? []);
  const first = rooms[0] ? pointsOf(building, rooms[0].id) : [];
  const one = [find(first, 'temperature'), find(first, 'setpoint'), find(first, 'valve')].flatMap((p) => p ?? []);
  const offers: [string, Point[]][] = [
    [`${words.value.overview.rooms}: ${words.value.room.temperature}`, temperatures],
    [`${rooms[0]?.name ?? ''}: ${words.value.equipment.loops}`, one],
  ];
  return (
    <div class="empty-page">
      <p>{w.empty}</p>
      <h2>{w.suggestions}</h2>
      <div class="chips">
        {offers
          .filter(([, points]) => points.length > 0)
          .map(([name, points]) => (
            <button
              key={name}
              class="button"
              type="button"
              onClick={() => go({ picked: points.map((p) => p.path) })}
            >
              {name}
            </button>
          ))}
      </div>
    </div>
  );
}
