import { computed, effect, signal } from '@preact/signals';
import { de } from './de';
import { en, type Words } from './en';

export type Language = 'en' | 'de';
const CATALOGUE: Record<Language, Words> = { en, de };
const KEY = 'arxos.language';

function initial(): Language {
  try {
    const chosen = localStorage.getItem(KEY);
    if (chosen === 'en' || chosen === 'de') return chosen;
  } catch {
    // No storage: the browser's own language.
  }
  return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
}

export const language = signal<Language>(initial());
export const words = computed<Words>(() => CATALOGUE[language.value]);
/** The browser's own regional form of the language, where it is that language. */
export const locale = computed(() => {
  const own = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language.value));
  return own && own.length > 2 ? own : language.value === 'de' ? 'de-DE' : 'en-GB';
});

export function speak(next: Language): void {
  language.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // No storage: for this visit only.
  }
}

effect(() => {
  document.documentElement.lang = language.value;
});
