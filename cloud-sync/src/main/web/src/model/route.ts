/**
 * The state of the view is in the query of the address, so that Back works, a link can be sent, and no server rule
 * is needed: /?b=hofgarten&view=equipment&eq=hofgarten/room-101&point=hofgarten/room-101/air-temp&span=24h
 */
export type View = 'overview' | 'equipment' | 'trends' | 'fleet';
export type Span = '1h' | '6h' | '24h' | '3d';

export const SPANS: readonly Span[] = ['1h', '6h', '24h', '3d'];

/** An hour: what has just been changed, or was just missing, is wide enough to be seen. */
const SPAN_DEFAULT: Span = '1h';
export const SPAN_MS: Record<Span, number> = {
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '3d': 259_200_000,
};
/** More curves than this cannot be told apart. */
export const TREND_POINTS_MAX = 6;

export interface Route {
  building: string | null;
  view: View;
  /** The equipment that is open, by its path. */
  equipment: string | null;
  /** The point whose side panel is open. */
  point: string | null;
  span: Span;
  /** What Trends shows. */
  picked: string[];
  /** What the equipment list is narrowed to. */
  filter: string;
}

const VIEWS: readonly View[] = ['overview', 'equipment', 'trends', 'fleet'];

export function parse(search: string): Route {
  const query = new URLSearchParams(search);
  const view = query.get('view') as View | null;
  const span = query.get('span') as Span | null;
  return {
    building: query.get('b'),
    view: view && VIEWS.includes(view) ? view : 'overview',
    equipment: query.get('eq'),
    point: query.get('point'),
    span: span && SPANS.includes(span) ? span : SPAN_DEFAULT,
    picked: (query.get('p') ?? '').split(',').filter(Boolean).slice(0, TREND_POINTS_MAX),
    filter: query.get('q') ?? '',
  };
}

export function href(route: Route): string {
  const query: [string, string][] = [];
  if (route.building) query.push(['b', route.building]);
  if (route.view !== 'overview') query.push(['view', route.view]);
  if (route.view === 'equipment' && route.equipment) query.push(['eq', route.equipment]);
  if (route.view === 'equipment' && route.filter) query.push(['q', route.filter]);
  if (route.view === 'trends' && route.picked.length > 0) query.push(['p', route.picked.join(',')]);
  if (route.point) query.push(['point', route.point]);
  if (route.span !== SPAN_DEFAULT) query.push(['span', route.span]);
  const text = query.map(([k, v]) => `${k}=${encodeURIComponent(v).replace(/%2F/g, '/').replace(/%2C/g, ',')}`);
  return text.length === 0 ? '/' : `/?${text.join('&')}`;
}
