import { computed, signal } from '@preact/signals';
import { type Route, href, parse } from '../model/route';
import { model } from './store';

export const route = signal<Route>(parse(location.search));

addEventListener('popstate', () => {
  route.value = parse(location.search);
});

/** Where a change of the present view leads; for links, so that each is a real address. */
export function to(change: Partial<Route>): string {
  return href({ ...route.value, building: model.value?.id ?? route.value.building, ...change });
}

/** The address of a point's side panel over the present page. */
export function toPoint(path: string): string {
  return to({ point: path });
}

export function go(change: Partial<Route>, how: 'push' | 'replace' = 'push'): void {
  const address = to(change);
  if (address === location.pathname + location.search) return;
  const view = route.peek().view;
  const equipment = route.peek().equipment;
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  route.value = parse(location.search);
  if (route.peek().view !== view || route.peek().equipment !== equipment) scrollTo(0, 0);
}

/** Links stay real links; a plain click on one of ours changes the view without a new page. */
addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element | null)?.closest?.('a[href]');
  if (!link || link.getAttribute('target')) return;
  const address = link.getAttribute('href')!;
  if (!(address === '/' || address.startsWith('/?'))) return;
  event.preventDefault();
  go(parse(address.slice(1)));
});

export const view = computed(() => route.value.view);
