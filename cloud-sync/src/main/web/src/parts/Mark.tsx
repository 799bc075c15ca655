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
        <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
          <path d="M5.2 8V3.6M7.7 7.4V2M10.2 7.4V2.6M12.7 8.4V4.6" stroke-width="1.9" />
          <path d="M5.2 8 3.6 7c-.9-.5-1.8.4-1.2 1.3L5 12.5c.8 1.5 2 2 3.5 2 2.6 0 4.2-1.6 4.2-4V8z" fill="currentColor" stroke-width="1.2" />
        </g>
      );
  }
}
