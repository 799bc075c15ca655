import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { go } from '../app/router';
import { fullName, model } from '../app/store';
import { type Hit, search } from '../model/search';
import { words } from '../words';
import { Figure } from './Value';
import { Icon } from './Icon';

export const searching = signal(false);

addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    searching.value = true;
  }
});

export function Search() {
  return searching.value ? <Dialog /> : null;
}

function Dialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const hits = useMemo(() => (model.value ? search(model.value, text) : []), [text, model.value]);
  const w = words.value.search;

  // Before the next key arrives, so that what is typed right after Ctrl-K is not lost.
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const close = () => (searching.value = false);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    if (hit.kind === 'point') go({ point: hit.point.path });
    else go({ view: 'equipment', equipment: hit.equipment.id, point: null, filter: '' });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') open(hits[at]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      class="search"
      ref={dialog}
      aria-label={words.value.top.search}
      onClose={close}
      onClick={(e) => e.target === dialog.current && close()}
    >
      <div class="search-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="search-hits"
          aria-activedescendant={hits.length > 0 ? `hit-${at}` : undefined}
          aria-label={words.value.top.searchHint}
          placeholder={w.placeholder}
          autocomplete="off"
          autofocus
          value={text}
          onInput={(e) => {
            setText(e.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <button class="round" type="button" aria-label={words.value.top.close} onClick={close}>
          <Icon name="close" size={18} />
        </button>
      </div>
      <ul id="search-hits" ref={list} role="listbox" aria-label={w.results}>
        {hits.map((hit, i) => (
          <li
            key={hit.kind === 'point' ? hit.point.path : hit.equipment.id}
            id={`hit-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseEnter={() => setAt(i)}
            onClick={() => open(hit)}
          >
            {hit.kind === 'point' ? (
              <>
                <span class="hit-name">{fullName(hit.point)}</span>
                <Figure point={hit.point} size="s" />
              </>
            ) : (
              <>
                <span class="hit-name">{hit.equipment.name}</span>
                <span class="hit-kind">{words.value.equipment.points(hit.points)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p class="search-none">{w.none(text)}</p>}
      <p class="search-keys">{w.keys}</p>
    </dialog>
  );
}
