import { go, route, to } from '../app/router';
import { buildingList, gateways, model, now, sampleOf, times } from '../app/store';
import { clockOfHours, numberText, percentText, asNumber } from '../model/format';
import { completeness } from '../model/live';
import { find } from '../model/roles';
import { locale, words } from '../words';
import { AccountMenu } from './AccountMenu';
import { Icon } from './Icon';
import { searching } from './Search';

export function TopBar() {
  const w = words.value;
  const building = model.value;
  return (
    <header class="top">
      <a class="brand" href={to({ view: 'overview', point: null })} aria-label={`${w.product}, ${w.nav.overview}`}>
        <img src="/favicon.svg" width="28" height="28" alt="" />
      </a>
      <div class="top-place">
        {buildingList.value.length > 1 ? (
          <select
            class="top-building"
            aria-label={w.top.building}
            value={building?.id ?? ''}
            onChange={(e) => go({ building: e.currentTarget.value, view: 'overview', point: null, equipment: null })}
          >
            {buildingList.value.map((b) => (
              <option key={b.id} value={b.id}>
                {b.name}
              </option>
            ))}
          </select>
        ) : (
          <span class="top-building">{building?.name ?? '\u00a0'}</span>
        )}
        <Clock />
      </div>
      <button class="top-search" type="button" onClick={() => (searching.value = true)} aria-keyshortcuts="Control+K">
        <Icon name="search" size={18} />
        <span class="top-search-text">{w.top.searchHint}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div class="top-end">
        <CompletenessPill />
        <AccountMenu />
      </div>
    </header>
  );
}

function Clock() {
  const building = model.value;
  if (!building) return <span class="top-clock">&nbsp;</span>;
  const speed = building.physics_speed;
  const simulated = speed !== null && speed > 0;
  const inside = find(building.points, 'timeOfDay');
  const hours = inside ? asNumber(sampleOf(inside.path).value?.v) : null;
  const w = words.value.top;
  return (
    <span class="top-clock">
      <time dateTime={new Date(now.value).toISOString()} title={`${w.localTime} (${building.zone})`}>
        <span class="top-day">{times.value.day(now.value)}, </span>
        {times.value.clock(now.value)}
      </time>
      {simulated && (
        <span class="top-simulated" title={w.simulated(numberText(speed, '1', 'en').replace(/\.?0+$/, ''))}>
          {hours !== null && <>{w.buildingClock(clockOfHours(hours))} · </>}
          {w.simulatedShort(String(speed))}
        </span>
      )}
    </span>
  );
}

function CompletenessPill() {
  const w = words.value.top;
  const known = completeness(gateways.value);
  const gaps = known?.gaps ?? 0;
  return (
    <a
      class={`pill ${known === null ? 'pill-unknown' : gaps > 0 ? 'pill-gaps' : ''}`}
      href={to({ view: 'fleet', point: null })}
      title={w.completeTitle}
      data-testid="completeness"
      data-value={known?.share ?? ''}
      data-gaps={gaps}
      aria-current={route.value.view === 'fleet' ? 'page' : undefined}
    >
      <span class="pill-ring" style={{ '--share': known?.share ?? 0 }} aria-hidden="true" />
      <span class="pill-text">{known ? w.complete(percentText(known.share, locale.value), gaps) : w.completeUnknown}</span>
      <span class="pill-short" aria-hidden="true">{known ? percentText(known.share, locale.value) : '–'}</span>
    </a>
  );
}
