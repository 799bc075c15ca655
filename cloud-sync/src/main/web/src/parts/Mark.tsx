import type { Mark as Kind } from '../model/live';
import { words } from '../words';

/** The six marks as shapes of one size: told apart without colour. */
export function Mark({ kind, label = false }: { kind: Kind; label?: boolean }) {
  return (
    <span class={`mark mark-${kind}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        {shape(kind)}
      </svg>
      <span class={label ? 'mark-word' : 'unseen'}>{words.value.mark[kind]}</span>
    </span>
  );
}

function shape(kind: Kind) {
  switch (kind) {
    case 'ok':
      return <circle cx="8" cy="8" r="5" fill="currentColor" />;
    case 'attention':
      return (
        <>
          <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.8" />
          <path d="M8 2.4a5.6 5.6 0 0 0 0 11.2z" fill="currentColor" />
        </>
      );
    case 'alarm':
      return <path d="M8 1.6 15 14H1z" fill="currentColor" />;
    case 'out':
      return <rect x="3" y="3" width="10" height="10" fill="currentColor" />;
    case 'stale':
      return (
        <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.2 2.2" />
      );
    case 'hand':
      return (
        <path
          d="M4.2 9.6V4.3a.9.9 0 0 1 1.8 0V2.6a.9.9 0 0 1 1.8 0v-.3a.9.9 0 0 1 1.8 0v1a.9.9 0 0 1 1.8 0v5.1l.9-1.3c.5-.7 1.7-.2 1.4.7l-1.9 4.5A3.6 3.6 0 0 1 8.5 14.5h-.9a3.4 3.4 0 0 1-3.4-3.4z"
          fill="currentColor"
        />
      );
  }
}
