import { begin } from '../app/boot';
import { words } from '../words';

/** No login, or an old one: calm, and what to do. */
export function SignedOut() {
  const w = words.value.login;
  return (
    <main class="calm" id="content">
      <img src="/favicon.svg" width="56" height="56" alt="" />
      <h1>{w.title}</h1>
      <p>{w.text}</p>
      <p>
        <code>{w.command}</code>
      </p>
      <p>{w.after}</p>
      <button class="button" type="button" onClick={() => void begin()}>
        {w.again}
      </button>
    </main>
  );
}

/** The cloud did not answer at all. */
export function Unreachable() {
  const w = words.value.link;
  return (
    <main class="calm" id="content">
      <img src="/favicon.svg" width="56" height="56" alt="" />
      <h1>{w.failed}</h1>
      <button class="button" type="button" onClick={() => void begin()}>
        {w.retry}
      </button>
    </main>
  );
}
