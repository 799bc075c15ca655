import { useEffect, useRef, useState } from 'preact/hooks';
import { go, route, to } from '../app/router';
import { equipmentName, holds, link, model, now, pointOf, sampleOf, times } from '../app/store';
import { ruling } from '../model/commands';
import { className } from '../model/roles';
import type { Point } from '../model/types';
import { locale, words } from '../words';
import { CommandSteps } from './CommandSteps';
import { GiveBack, HoldWho, heldText } from './Hands';
import { Icon } from './Icon';
import { Mark } from './Mark';
import { SetpointForm } from './SetpointForm';
import { LazyTrend, SpanChoice } from './Trends';
import { Age, Door, Figure, bandText, explain, shown } from './Value';
import { rangeText, withUnit } from '../model/format';
import { readAt, statusOf } from '../model/live';

/** What is behind a value: its trend, its limits, where it comes from, what is in hand, how to change it. */
export function PointPanel() {
  const path = route.value.point;
  const building = model.value;
  if (path === null || building === null) return null;
  const point = pointOf(path);
  return <Aside key={path} point={point} path={path} />;
}

function Aside({ point, path }: { point: Point | undefined; path: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const w = words.value;
  const close = () => go({ point: null });

  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) close();
    };
    addEventListener('keydown', escape);
    return () => {
      removeEventListener('keydown', escape);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [path]);

  return (
    <aside class="panel" aria-labelledby="panel-title">
      <header class="panel-head">
        <div>
          {point && (
            <a class="panel-place" href={to({ view: 'equipment', equipment: point.equipment, point: path, filter: '' })}>
              {equipmentName(point.equipment)}
            </a>
          )}
          <h2 id="panel-title" tabIndex={-1} ref={heading}>
            {point?.name ?? w.panel.notFound}
          </h2>
        </div>
        <button class="round" type="button" aria-label={w.top.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {point && (
        <div class="panel-body">
          <Now point={point} />
          <Change point={point} />
          <section aria-label={w.panel.trend}>
            <div class="panel-row">
              <h3>{w.panel.trend}</h3>
              <SpanChoice name="panel" />
            </div>
            <LazyTrend points={[point]} setpoint={pointOf(point.setpoint)} span={route.value.span} height={210} shortNames />
            <a class="more" href={to({ view: 'trends', picked: [path], point: null })}>
              {w.panel.addTrend}
              <Icon name="chevron" size={16} />
            </a>
          </section>
          <About point={point} />
        </div>
      )}
    </aside>
  );
}

function Now({ point }: { point: Point }) {
  const view = shown(point);
  const w = words.value;
  const why = explain(point, view);
  const status = statusOf(point, view.sample, link.value, now.value);
  return (
    <div class="now">
      <p class="now-value">
        <Figure point={point} size="xl" />
      </p>
      <p class="now-state">
        <Mark kind={view.mark} label />
        <span class="now-age">
          <Age point={point} />
          {view.sample && <> · {times.value.clockSeconds(readAt(view.sample))}</>}
        </span>
      </p>
      <p class="now-words">{view.mark === 'attention' && why !== '' ? why : why !== '' && status !== 'stale' ? why : w.panel.statusWords[status]}</p>
      {view.sample?.l && <p class="now-words">{w.value.ahead}.</p>}
      {view.sample?.uc && <p class="now-words">{w.value.clockUncertain}.</p>}
      <Held point={point} />
    </div>
  );
}

/** Who holds a point, why and until when; with a way to give it back. */
function Held({ point }: { point: Point }) {
  const w = words.value;
  const hold = ruling(holds.value, point.path);
  if (!hold) return null;
  return (
    <div class="held" data-testid="held">
      <Mark kind="hand" />
      <div class="hand-text">
        <strong>{w.act.held(heldText(hold))}</strong>
        <HoldWho hold={hold} />
        {hold.reason !== '' && <span class="hand-reason">“{hold.reason}”</span>}
      </div>
      <GiveBack key={hold.command_id ?? ''} hold={hold} />
    </div>
  );
}

/** The form for the point itself, or for the set-point that governs it. */
function Change({ point }: { point: Point }) {
  const target = point.writable ? point : pointOf(point.setpoint);
  const [sent, setSent] = useState<string | null>(null);
  const [open, setOpen] = useState(point.writable && point.kind === 'setpoint');
  const w = words.value;
  if (!target?.writable) return null;
  return (
    <section class="change" aria-labelledby="change-title">
      <div class="panel-row">
        <h3 id="change-title">{point === target ? w.panel.change : w.panel.governedBy}</h3>
        {point !== target && (
          <Door point={target} class="change-target">
            {target.name} <Figure point={target} size="s" />
          </Door>
        )}
      </div>
      {point !== target && <Held point={target} />}
      {sent !== null ? (
        <>
          <CommandSteps id={sent} />
          <button class="button" type="button" onClick={() => setSent(null)} data-testid="again">
            {w.act.again}
          </button>
        </>
      ) : open ? (
        sampleOf(target.path).value === undefined ? null : <SetpointForm key={target.path} point={target} onSent={setSent} />
      ) : (
        <button class="button" type="button" onClick={() => setOpen(true)} data-testid="change">
          {w.panel.changeSetpoint(target.name)}
        </button>
      )}
    </section>
  );
}

function About({ point }: { point: Point }) {
  const w = words.value.panel;
  const rows: [string, string][] = [];
  rows.push([w.comesFrom, point.source ?? w.inside]);
  const band = bandText(point);
  if (band !== '') rows.push([w.expected, limits(point, point.low, point.high)]);
  if (point.writable && point.write_min !== null && point.write_max !== null) {
    rows.push([w.writable, limits(point, point.write_min, point.write_max)]);
  }
  if (point.report_within_s) rows.push([w.reports, w.everySpan(times.value.span(point.report_within_s * 1000))]);
  rows.push([w.kind, words.value.kind[point.kind]], [w.class, className(point.class)], [w.path, point.path]);
  return (
    <section aria-labelledby="about-title">
      <h3 id="about-title">{w.about}</h3>
      <dl class="about">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {!point.writable && point.setpoint === null && <p class="empty">{w.readOnly}</p>}
    </section>
  );
}

/** 19–26 °C, or the one end there is: ≥ 19 °C. */
function limits(point: Point, low: number | null, high: number | null): string {
  if (low !== null && high !== null) return rangeText(low, high, point.unit, locale.value);
  const end = low ?? high;
  return end === null ? '–' : `${low === null ? '≤' : '≥'} ${withUnit(end, point.unit, locale.value)}`;
}
