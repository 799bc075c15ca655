import { useEffect } from 'preact/hooks';
import * as api from '../app/api';
import { commands, hearCommand, times } from '../app/store';
import { STEPS, isFinal, progress } from '../model/commands';
import { millis } from '../model/time';
import { words } from '../words';
import { Icon } from './Icon';

/** Normally the stream brings each step; a step that it missed is asked for. */
const ASK_MILLIS = 2_000;
const ASKS_MAX = 60;

export function CommandSteps({ id }: { id: string }) {
  const command = commands.value.get(id);
  const done = command ? isFinal(command) : false;
  useEffect(() => {
    if (done) return undefined;
    let asks = 0;
    const timer = setInterval(async () => {
      if (++asks > ASKS_MAX) clearInterval(timer);
      const answer = await api.commandById(id);
      if (answer.ok) hearCommand(answer.value);
    }, ASK_MILLIS);
    return () => clearInterval(timer);
  }, [id, done]);

  if (!command) return null;
  const w = words.value.act;
  const reached = progress(command);
  const failed = command.state === 'refused' || command.state === 'expired';
  return (
    <div class={`steps ${failed ? 'steps-failed' : ''}`} data-testid="command-state" data-state={command.state}>
      <ol>
        {STEPS.map((step, i) => {
          const at = millis(command.steps.find((s) => s.state === step)?.at);
          const state = i <= reached ? 'done' : i === reached + 1 && !failed ? 'next' : 'open';
          return (
            <li key={step} class={`step step-${state}`}>
              <span class="step-dot">{i <= reached && <Icon name="check" size={14} />}</span>
              <span class="step-name">{w.steps[step]}</span>
              <span class="step-time">{at === null ? '' : times.value.clockSeconds(at)}</span>
            </li>
          );
        })}
      </ol>
      <p role="status" class="steps-text">
        {w.state[command.state]}
        {failed && command.detail ? `: ${command.detail}` : '.'}
      </p>
    </div>
  );
}
