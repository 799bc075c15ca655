import { useEffect, useRef, useState } from 'preact/hooks';
import { model } from '../app/store';
import { type Theme, theme } from '../app/theme';
import { type Language, language, speak, words } from '../words';
import { Icon } from './Icon';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const LANGUAGES: readonly [Language, string][] = [
  ['en', 'English'],
  ['de', 'Deutsch'],
];

export function AccountMenu() {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const w = words.value.top;

  useEffect(() => {
    if (!open) return undefined;
    const away = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !root.current?.contains(event.target as Node)) {
        setOpen(false);
        if (event instanceof KeyboardEvent) root.current?.querySelector('button')?.focus();
      }
    };
    addEventListener('pointerdown', away);
    addEventListener('keydown', away);
    return () => {
      removeEventListener('pointerdown', away);
      removeEventListener('keydown', away);
    };
  }, [open]);

  return (
    <div class="menu-root" ref={root}>
      <button
        class="round"
        type="button"
        aria-label={w.account}
        aria-expanded={open}
        aria-controls="account-menu"
        onClick={() => setOpen(!open)}
      >
        <Icon name="account" />
      </button>
      {open && (
        <div class="menu" id="account-menu">
          <p class="menu-user">
            {w.signedInAs} <strong>{model.value?.user.name ?? '–'}</strong>
          </p>
          <fieldset class="choice">
            <legend>{w.language}</legend>
            <div class="segments">
              {LANGUAGES.map(([key, name]) => (
                <label key={key} lang={key}>
                  <input type="radio" name="language" checked={language.value === key} onChange={() => speak(key)} />
                  <span>{name}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <fieldset class="choice">
            <legend>{w.theme}</legend>
            <div class="segments">
              {THEMES.map((key) => (
                <label key={key}>
                  <input type="radio" name="theme" checked={theme.value === key} onChange={() => (theme.value = key)} />
                  <span>{w.themes[key]}</span>
                </label>
              ))}
            </div>
          </fieldset>
        </div>
      )}
    </div>
  );
}
