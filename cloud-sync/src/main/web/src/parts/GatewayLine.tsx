import { to } from '../app/router';
import { gateways, model, now, pageLink, times } from '../app/store';
import { countText, gatewayName, percentText } from '../model/format';
import { gatewayState } from '../model/live';
import { millis } from '../model/time';
import type { Gateway } from '../model/types';
import { locale, words } from '../words';
import { Icon } from './Icon';
import { Mark } from './Mark';

/** From reading to storing takes a moment; what waits no longer than this is no backlog. */
const ORDINARY_MILLIS_MAX = 10_000;

/** The gateway's health in one line; a door to Fleet. */
export function GatewayLine() {
  const speed = model.value?.physics_speed ?? 1;
  const simulated = speed > 1;
  return (
    <section class="gateway-lines" aria-label={words.value.overview.gateway}>
      {gateways.value.map((gateway) => (
        <a key={gateway.id} class="gateway-line" href={to({ view: 'fleet', point: null })}>
          <LinkState gateway={gateway} />
          <span>{backlogText(gateway)}</span>
          <span>{gateway.completeness_today !== null && words.value.top.complete(percentText(gateway.completeness_today, locale.value), gateway.gaps_today.length)}</span>
          {gateway.devices !== null && <span>{words.value.fleet.devicesDown(gateway.devices_down ?? 0, gateway.devices)}</span>}
          <Icon name="chevron" size={16} />
        </a>
      ))}
      {simulated && <p class="muted simulated">{words.value.top.simulated(String(speed))}.</p>}
    </section>
  );
}

export function LinkState({ gateway, named = true }: { gateway: Gateway; named?: boolean }) {
  const state = gatewayState(gateway, pageLink.value !== 'lost');
  const w = words.value.link;
  const mark = state === 'connected' ? 'ok' : state === 'cut' ? 'alarm' : 'stale';
  const word = state === 'connected' ? w.connected : state === 'cut' ? w.notHeard : w.unknown;
  return (
    <span class="link-state" data-testid="gateway-link" data-state={state} data-gateway={gateway.id}>
      <Mark kind={mark} />
      {named && <strong>{gatewayName(gateway.id)}</strong>} <span>{word}</span>
    </span>
  );
}

/** What waits to be sent, in words of its own: up to date, or how much since when. */
export function waitingText(gateway: Gateway): string {
  const w = words.value.fleet;
  if (!gateway.connected || gateway.backlog_samples === null) return words.value.link.unknown;
  if (gateway.backlog_samples === 0) return w.upToDate;
  const oldest = millis(gateway.backlog_oldest);
  const samples = w.samples(countText(gateway.backlog_samples, locale.value));
  if (oldest === null) return samples;
  const age = now.value - oldest;
  if (age < ORDINARY_MILLIS_MAX) return w.upToDate;
  return `${samples}, ${w.oldest(times.value.span(age))}`;
}

function backlogText(gateway: Gateway): string {
  const waiting = waitingText(gateway);
  return waiting === words.value.fleet.upToDate ? waiting : `${words.value.fleet.backlog}: ${waiting}`;
}
