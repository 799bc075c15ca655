import { to } from '../app/router';
import { gateways, now, pageLink, times } from '../app/store';
import { countText, gatewayName, percentText } from '../model/format';
import { gatewayState } from '../model/live';
import { millis } from '../model/time';
import type { Gateway } from '../model/types';
import { locale, words } from '../words';
import { Icon } from './Icon';
import { Mark } from './Mark';

/** The gateway's health in one line; a door to Fleet. */
export function GatewayLine() {
  return (
    <section class="gateway-lines" aria-label={words.value.overview.gateway}>
      {gateways.value.map((gateway) => (
        <a key={gateway.id} class="gateway-line" href={to({ view: 'fleet', point: null })}>
          <LinkState gateway={gateway} />
          <span>{backlogText(gateway)}</span>
          <span>{gateway.completeness_today !== null && words.value.top.complete(percentText(gateway.completeness_today, locale.value), gateway.gaps_today.length)}</span>
          <span>{words.value.fleet.devicesDown(gateway.devices_down, gateway.devices)}</span>
          <Icon name="chevron" size={16} />
        </a>
      ))}
    </section>
  );
}

export function LinkState({ gateway }: { gateway: Gateway }) {
  const state = gatewayState(gateway, pageLink.value !== 'lost');
  const w = words.value.link;
  const mark = state === 'connected' ? 'ok' : state === 'cut' ? 'alarm' : 'stale';
  const word = state === 'connected' ? w.connected : state === 'cut' ? w.notHeard : w.unknown;
  return (
    <span class="link-state" data-testid="gateway-link" data-state={state} data-gateway={gateway.id}>
      <Mark kind={mark} />
      <strong>{gatewayName(gateway.id)}</strong> <span>{word}</span>
    </span>
  );
}

export function backlogText(gateway: Gateway): string {
  const w = words.value.fleet;
  if (gateway.backlog_samples === 0) return `${w.backlog}: ${w.backlogNone}`;
  const oldest = millis(gateway.backlog_oldest);
  const age = oldest === null ? '' : `, ${w.oldest(times.value.span(now.value - oldest))}`;
  return `${w.backlog}: ${w.samples(countText(gateway.backlog_samples, locale.value))}${age}`;
}
