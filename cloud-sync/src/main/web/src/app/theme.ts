import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';
const KEY = 'arxos.theme';

function initial(): Theme {
  try {
    const chosen = localStorage.getItem(KEY);
    if (chosen === 'light' || chosen === 'dark') return chosen;
  } catch {
    // No storage: as the system.
  }
  return 'auto';
}

export const theme = signal<Theme>(initial());
const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(system.matches);
system.addEventListener('change', () => (systemDark.value = system.matches));

/** Changes whenever colours do; charts draw with colours and must be told. */
export const dark = signal(false);

effect(() => {
  const chosen = theme.value;
  if (chosen === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  dark.value = chosen === 'dark' || (chosen === 'auto' && systemDark.value);
  try {
    if (chosen === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // No storage: for this visit only.
  }
});
