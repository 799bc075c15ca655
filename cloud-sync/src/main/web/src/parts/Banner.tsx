import { cutGateway, gateways, lastHeard, now, pageLink, times } from '../app/store';
import { countText, gatewayName } from '../model/format';
import { millis } from '../model/time';
import { locale, words } from '../words';
import { Mark } from './Mark';

/** Fewer waiting samples than this is the ordinary second between reading and storing. */
const BACKLOG_SPOKEN_MIN = 200;

/** One line over the page while it shows something older than now. */
export function Banner() {
  const w = words.value.link;
  const t = times.value;
  if (pageLink.value === 'lost') {
    const at = lastHeard.value;
    return (
      <p class="banner" role="status" data-testid="page-lost">
        <Mark kind="stale" />
        <span>
          <strong>{w.lost}</strong> {at !== null && w.lostSince(t.clockSeconds(at))}
        </span>
      </p>
    );
  }
  const cut = cutGateway.value;
  if (cut) {
    const heard = millis(cut.last_heard);
    const known = millis(cut.complete_until) ?? heard;
    const name = gatewayName(cut.id);
    return (
      <p class="banner" role="status" data-testid="gateway-cut">
        <Mark kind="alarm" />
        <span>
          {heard === null || known === null
            ? w.cutNever(name)
            : w.cut(name, t.span(now.value - heard), t.clockSeconds(Math.min(known, heard)))}
        </span>
      </p>
    );
  }
  const behind = gateways.value.find((g) => (g.backlog_samples ?? 0) >= BACKLOG_SPOKEN_MIN);
  if (behind) {
    return (
      <p class="banner banner-calm" role="status" data-testid="catching-up">
        <Mark kind="stale" />
        <span>{w.catchingUp(gatewayName(behind.id), countText(behind.backlog_samples ?? 0, locale.value))}</span>
      </p>
    );
  }
  return null;
}
