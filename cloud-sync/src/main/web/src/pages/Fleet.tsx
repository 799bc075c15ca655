import { gateways, now, times } from '../app/store';
import { backupIsOld } from '../model/attention';
import { countText, gatewayName, numberText, percentText } from '../model/format';
import { reasonText } from '../model/reasons';
import { millis } from '../model/time';
import type { Gap, Gateway } from '../model/types';
import { Box } from '../parts/Box';
import { LinkState, waitingText } from '../parts/GatewayLine';
import { Mark } from '../parts/Mark';
import { locale, words } from '../words';

export default function Fleet() {
  const w = words.value.fleet;
  return (
    <div class="page">
      <div class="page-head">
        <h1>{w.title}</h1>
      </div>
      {gateways.value.length === 0 && <p class="empty">{w.none}</p>}
      {gateways.value.map((gateway) => (
        <GatewayBox key={gateway.id} gateway={gateway} />
      ))}
    </div>
  );
}

function GatewayBox({ gateway }: { gateway: Gateway }) {
  const w = words.value.fleet;
  const share = gateway.completeness_today;
  return (
    <article class="gateway">
      <Box title={gatewayName(gateway.id)} aside={<LinkState gateway={gateway} named={false} />} class="gateway-box">
        <div class="gateway-top">
          <div class="gateway-share">
            <span class="muted">{w.completeness}</span>
            <span class="figure figure-xl">{share === null ? '–' : percentText(share, locale.value)}</span>
            <DayBar gateway={gateway} />
          </div>
          <dl class="gateway-facts">
            {facts(gateway).map(({ name, value, attention }) => (
              <div key={name} class={attention ? 'is-attention' : ''}>
                <dt>{name}</dt>
                <dd>
                  {attention && <Mark kind="attention" />}
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </Box>
      <Box title={w.gaps} class="gaps-box">
        <Gaps gaps={gateway.gaps_today} />
      </Box>
    </article>
  );
}

interface Told {
  name: string;
  value: string;
  attention?: boolean;
}

function facts(g: Gateway): Told[] {
  const w = words.value.fleet;
  const t = times.value;
  const at = now.value;
  const since = (time: string | null) => {
    const ms = millis(time);
    return ms === null ? '–' : ms > at - 2000 ? words.value.value.now : words.value.value.ago(t.span(at - ms));
  };
  const started = millis(g.started);
  const complete = millis(g.complete_until);
  return [
    { name: w.heard, value: since(g.last_heard), attention: !g.connected },
    { name: w.upTo, value: complete === null ? '–' : t.clockSeconds(complete) },
    { name: w.backlog, value: waitingText(g) },
    { name: w.journal, value: g.journal_hours_left === null ? '–' : hoursText(g.journal_hours_left) },
    { name: w.clock, value: g.clock === null ? '–' : (w.clocks[g.clock] ?? g.clock), attention: g.clock === 'unsynchronised' },
    { name: w.devices, value: g.devices === null ? '–' : w.devicesDown(g.devices_down ?? 0, g.devices), attention: (g.devices_down ?? 0) > 0 },
    { name: w.points, value: g.points === null ? '–' : countText(g.points, locale.value) },
    { name: w.rate, value: g.samples_per_second === null ? '–' : numberText(g.samples_per_second, '1', locale.value) },
    { name: w.keep, value: backupText(g, since), attention: backupIsOld(g, at) },
    { name: w.started, value: started === null ? '–' : t.spanFine(at - started) },
    { name: w.software, value: g.software ?? '–' },
  ];
}

/** What a restore could lose. */
function backupText(g: Gateway, since: (time: string | null) => string): string {
  const w = words.value.fleet;
  if (g.backup_every_s === 0) return w.keepCommitted;
  return g.backup_newest === null ? w.keepNone : w.keepSafe(since(g.backup_newest));
}

/** Hours up to two days, then whole days. */
function hoursText(hours: number): string {
  const w = words.value.fleet;
  return hours < 48 ? w.hours(countText(Math.floor(hours), locale.value)) : w.days(countText(Math.floor(hours / 24), locale.value));
}

/** Today from midnight to midnight: what is here, and what is not. The list below says the same. */
function DayBar({ gateway }: { gateway: Gateway }) {
  const at = now.value;
  const start = times.value.startOfDay(at);
  const end = times.value.startOfDay(start + 26 * 3_600_000);
  const place = (ms: number) => `${(((Math.min(end, Math.max(start, ms)) - start) / (end - start)) * 100).toFixed(2)}%`;
  return (
    <div class="daybar" aria-hidden="true">
      <span class="daybar-past" style={{ left: 0, width: place(at) }} />
      {gateway.gaps_today.map((gap) => {
        const from = millis(gap.from) ?? start;
        const to = millis(gap.to) ?? at;
        return <span key={gap.from} class="daybar-gap" style={{ left: place(from), width: `calc(${place(to)} - ${place(from)})` }} />;
      })}
    </div>
  );
}

function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  const w = words.value.fleet;
  const t = times.value;
  const at = now.value;
  if (gaps.length === 0) return <p class="empty">{w.noGaps}</p>;
  return (
    <table class="points gaps" data-testid="gaps">
      <thead>
        <tr>
          <th scope="col">{w.from}</th>
          <th scope="col">{w.to}</th>
          <th scope="col" class="is-number">{w.length}</th>
          <th scope="col">{w.reason}</th>
          <th scope="col">{w.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {gaps.map((gap) => {
          const from = millis(gap.from) ?? at;
          const to = millis(gap.to);
          return (
            <tr key={gap.from + gap.reason}>
              <td>{t.clockSeconds(from)}</td>
              <td>{to === null ? w.open : t.clockSeconds(to)}</td>
              <td class="is-number">{t.spanFine((to ?? at) - from)}</td>
              <td>{reasonText(gap.reason, words.value.chart.reasons)}</td>
              <td>
                <Mark kind={gap.will_backfill ? 'stale' : 'attention'} /> {gap.will_backfill ? w.willArrive : w.lost}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
