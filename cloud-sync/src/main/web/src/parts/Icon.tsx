/** Line icons of 20 px, drawn with the text's colour. */
const PATHS = {
  overview: 'M3 10.5 10 4l7 6.5M5 9v7h10V9',
  equipment: 'M3.5 5h13v4h-13zM3.5 11h13v4h-13zM6 7h.01M6 13h.01',
  trends: 'M3 3.5v13h14M5.5 12.5l3-4 3 2.5 4.5-6',
  fleet: 'M4 12.5h12v4H4zM7 14.5h.01M10 9.5v3M6.5 7a5 5 0 0 1 7 0M4.5 4.5a8 8 0 0 1 11 0',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M13 13l4 4',
  close: 'M5 5l10 10M15 5 5 15',
  account: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10M4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5',
  chevron: 'M7.5 5l5 5-5 5',
  back: 'M12.5 5l-5 5 5 5',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  window: 'M4 3.5h12v13H4zM10 3.5v13M4 10h12',
  people: 'M10 9a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 10 9M4.5 16.5c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5',
  flame: 'M10 3c1 3 4.5 4.5 4.5 8.5a4.5 4.5 0 0 1-9 0c0-2 1-3 1.8-4 .3 1 .8 1.5 1.4 1.7C8.3 6.5 9 4.5 10 3z',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  thermometer: 'M8 11.5V5a2 2 0 1 1 4 0v6.5a3.5 3.5 0 1 1-4 0zM10 8v5.5',
  bolt: 'M11 2.5 5 11.5h4.5l-.5 6 6-9h-4.5z',
  clock: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M10 6.5V10l2.5 1.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
