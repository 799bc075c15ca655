import { useState } from 'preact/hooks';
import * as api from '../app/api';
import { toPoint } from '../app/router';
import { equipmentName, hearCommand, holds, now, pointOf, times } from '../app/store';
import { readingText } from '../model/format';
import { OPERATOR_LEVEL } from '../model/commands';
import { millis } from '../model/time';
import type { Hold } from '../model/types';
import { locale, words } from '../words';
import { Mark } from './Mark';

/** What a hold holds, in words: 22.5 °C. */
export function heldText(hold: Hold): string {
  const point = pointOf(hold.point);
  const reading = point && readingText(hold.value, point, locale.value, [words.value.value.off, words.value.value.on]);
  return reading ? `${reading.text}${reading.unit === '' ? '' : `\u00a0${reading.unit}`}` : String(hold.value ?? '–');
}

/** Who, until when, and how long still. */
export function HoldWho({ hold }: { hold: Hold }) {
  const w = words.value.act;
  const until = millis(hold.until);
  const who = hold.level === OPERATOR_LEVEL ? '' : ` (${w.here(hold.level)})`;
  return (
    <span class="hold-who">
      {w.who(hold.owner)}
      {who},{' '}
      {until === null ? (
        w.noEnd
      ) : (
        <>
          {w.until(times.value.moment(until, now.value))}{' '}
          <span class="hold-left">({w.left(times.value.countdown(until - now.value))})</span>
        </>
      )}
    </span>
  );
}

export function GiveBack({ hold }: { hold: Hold }) {
  const [state, setState] = useState<'idle' | 'busy' | string>('idle');
  const w = words.value.act;
  if (hold.level !== OPERATOR_LEVEL) return null;
  const giveBack = async () => {
    setState('busy');
    const answer = await api.command({ point: hold.point, value: null, lease_s: 0, reason: w.giveBack });
    if (answer.ok) hearCommand(answer.value);
    setState(answer.ok ? 'busy' : failureText(answer.failure));
  };
  return (
    <>
      <button class="button" type="button" disabled={state === 'busy'} onClick={giveBack} data-testid="give-back">
        {state === 'busy' ? w.givingBack : w.giveBack}
      </button>
      {state !== 'idle' && state !== 'busy' && <p class="form-error" role="alert">{state}</p>}
    </>
  );
}

export function failureText(failure: api.Failure): string {
  if (failure.kind === 'refused' && failure.detail !== '') return failure.detail;
  return failure.kind === 'signed-out' ? words.value.login.title : words.value.act.failed;
}

/** Everything that is in hand now, each with its end and a way to give it back. */
export function HandsList() {
  const all = holds.value;
  if (all.length === 0) return <p class="empty">{words.value.overview.nothingInHand}</p>;
  return (
    <ul class="hands">
      {all.map((hold) => {
        const point = pointOf(hold.point);
        return (
          <li key={`${hold.point}/${hold.level}`} class="hand">
            <Mark kind="hand" />
            <div class="hand-text">
              <a class="hand-name" href={toPoint(hold.point)}>
                {point ? `${equipmentName(point.equipment)} · ${point.name}` : hold.point}: {heldText(hold)}
              </a>
              <HoldWho hold={hold} />
              {hold.reason !== '' && <span class="hand-reason">“{hold.reason}”</span>}
            </div>
            <GiveBack hold={hold} />
          </li>
        );
      })}
    </ul>
  );
}
