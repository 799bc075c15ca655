import { route, to } from '../app/router';
import type { View } from '../model/route';
import { words } from '../words';
import { Icon, type IconName } from './Icon';

const PAGES: readonly [View, IconName][] = [
  ['overview', 'overview'],
  ['equipment', 'equipment'],
  ['trends', 'trends'],
  ['fleet', 'fleet'],
];

/** On the left; on a phone at the bottom. */
export function Nav() {
  const w = words.value.nav;
  return (
    <nav class="nav" aria-label={w.label}>
      <ul>
        {PAGES.map(([view, icon]) => (
          <li key={view}>
            <a
              href={to({ view, equipment: null, point: null, filter: '' })}
              aria-current={route.value.view === view ? 'page' : undefined}
            >
              <Icon name={icon} />
              <span>{w[view]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
