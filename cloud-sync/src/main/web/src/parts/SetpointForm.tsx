import { useState } from 'preact/hooks';
import * as api from '../app/api';
import { cutGateway, hearCommand, model, now, pageLink, sampleOf, times } from '../app/store';
import {
  DURATIONS,
  type Draft,
  type Mistake,
  check,
  isBinary,
  parseNumber,
  stepOf,
} from '../model/commands';
import { asNumber, gatewayName, rangeText, readingText, withUnit } from '../model/format';
import type { Point } from '../model/types';
import { language, locale, words } from '../words';
import { failureText } from './Hands';
import { Icon } from './Icon';

/** Changing a value for a limited time: how long, to what, why; and what will happen, before it does. */
export function SetpointForm({ point, onSent }: { point: Point; onSent: (id: string) => void }) {
  const [draft, setDraft] = useState<Draft>(() => ({ duration: null, until: '', value: starting(point), reason: '' }));
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState('');
  const w = words.value.act;
  const change = (part: Partial<Draft>) => {
    setFailure('');
    setDraft({ ...draft, ...part });
  };
  const checked = check(draft, point, now.value, (clock) => times.value.next(clock, now.value));
  const mistakes = tried && !checked.ok ? checked.mistakes : [];
  const cut = cutGateway.value;

  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!checked.ok || sending) return;
    setSending(true);
    const answer = await api.command({
      point: point.path,
      value: checked.value,
      lease_s: checked.leaseSeconds,
      reason: draft.reason.trim(),
    });
    setSending(false);
    if (!answer.ok) {
      setFailure(failureText(answer.failure));
      return;
    }
    hearCommand(answer.value);
    onSent(answer.value.id);
  };

  return (
    <form class="act" onSubmit={submit} noValidate data-testid="setpoint-form" data-target={point.path}>
      <fieldset class="choice" data-testid="duration">
        <legend>{w.duration}</legend>
        <div class="chips">
          {DURATIONS.map((key) => (
            <label key={key} class="chip">
              <input
                type="radio"
                name="duration"
                value={key}
                checked={draft.duration === key}
                onChange={() => change({ duration: key })}
              />
              <span>{w.durations[key]}</span>
            </label>
          ))}
        </div>
        {draft.duration === 'until' && (
          <label class="field">
            <span>{w.untilLabel}</span>
            <input
              type="text"
              inputMode="numeric"
              placeholder="17:30"
              data-testid="until"
              value={draft.until}
              onInput={(e) => change({ until: e.currentTarget.value })}
            />
          </label>
        )}
        <Wrong mistakes={mistakes} of={['duration', 'until']} point={point} />
      </fieldset>

      <ValueField point={point} value={draft.value} onValue={(value) => change({ value })} />
      <Wrong mistakes={mistakes} of={['value', 'low', 'high']} point={point} />

      <label class="field">
        <span class="field-name">{w.reason}</span>
        <input
          type="text"
          maxLength={200}
          list="reasons"
          placeholder={w.reasonHint}
          data-testid="reason"
          value={draft.reason}
          onInput={(e) => change({ reason: e.currentTarget.value })}
        />
        <datalist id="reasons">
          {w.reasons.map((reason) => (
            <option key={reason} value={reason} />
          ))}
        </datalist>
      </label>
      <Wrong mistakes={mistakes} of={['reason']} point={point} />

      <Announcement draft={draft} point={point} />
      {cut && <p class="form-error">{w.cutOff(gatewayName(cut.id))}</p>}
      {failure !== '' && <p class="form-error" role="alert" data-testid="form-error">{failure}</p>}
      <button
        class="button button-main"
        type="submit"
        disabled={sending || cut !== undefined || pageLink.value === 'lost'}
        data-testid="submit"
      >
        {sending ? w.sending : checked.ok ? w.submit(text(point, draft.value), times.value.spanFine(checked.until - now.value + 500)) : w.submitPlain}
      </button>
    </form>
  );
}

function ValueField({ point, value, onValue }: { point: Point; value: string; onValue: (value: string) => void }) {
  const w = words.value.act;
  if (isBinary(point)) {
    return (
      <fieldset class="choice">
        <legend>{w.value}</legend>
        <div class="chips">
          {point.state_names!.map((name, i) => (
            <label key={name} class="chip">
              <input type="radio" name="value" checked={value === String(i)} onChange={() => onValue(String(i))} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  const step = (by: number) => {
    const from = parseNumber(value) ?? point.write_min ?? 0;
    const next = Math.round((from + by) / stepOf(point)) * stepOf(point);
    onValue(plain(Math.min(point.write_max ?? next, Math.max(point.write_min ?? next, next)), point));
  };
  const limited = point.write_min !== null && point.write_max !== null;
  const limits = limited
    ? rangeText(point.write_min!, point.write_max!, point.unit, locale.value)
    : '';
  return (
    <div class="field">
      <label class="field-name" for="act-value">
        {w.value} <span class="field-hint">{limits}</span>
      </label>
      <div class="stepper">
        <button class="round" type="button" aria-label={w.less} onClick={() => step(-stepOf(point))}>
          <Icon name="minus" />
        </button>
        <input
          id="act-value"
          type="text"
          inputMode="decimal"
          data-testid="value"
          value={value}
          onInput={(e) => onValue(e.currentTarget.value)}
        />
        <span class="stepper-unit">{readingText(0, point, locale.value)?.unit}</span>
        <button class="round" type="button" aria-label={w.more} onClick={() => step(stepOf(point))}>
          <Icon name="plus" />
        </button>
      </div>
    </div>
  );
}

/** What will happen, for how long, and who sees it. */
function Announcement({ draft, point }: { draft: Draft; point: Point }) {
  const w = words.value.act;
  const filled = { ...draft, reason: 'x' };
  const checked = check(filled, point, now.value, (clock) => times.value.next(clock, now.value));
  if (!checked.ok) return draft.duration === null ? <p class="act-will">{w.choose}</p> : null;
  const span = times.value.spanFine(checked.until - now.value + 500);
  return (
    <p class="act-will">
      {w.will(point.name, text(point, draft.value), times.value.moment(checked.until, now.value), span)}{' '}
      {w.seen(model.value?.user.name ?? '')}
    </p>
  );
}

function Wrong({ mistakes, of, point }: { mistakes: readonly Mistake[]; of: readonly Mistake[]; point: Point }) {
  const mistake = mistakes.find((m) => of.includes(m));
  if (!mistake) return null;
  const w = words.value.act.mistakes;
  const limit = (value: number | null) => (value === null ? '' : withUnit(value, point.unit, locale.value));
  const said =
    mistake === 'low' ? w.low(limit(point.write_min)) : mistake === 'high' ? w.high(limit(point.write_max)) : w[mistake];
  return <p class="form-error" role="alert">{said}</p>;
}

function starting(point: Point): string {
  const present = asNumber(sampleOf(point.path).peek()?.v) ?? point.write_min ?? 0;
  return isBinary(point) ? '' : plain(present, point);
}

/** As a person would type it: no thousands, the language's decimal sign. */
function plain(value: number, point: Point): string {
  const short = String(Math.round(value * 1000) / 1000);
  const whole = point.unit === 'Cel' && Number.isInteger(Number(short)) ? `${short}.0` : short;
  return language.peek() === 'de' ? whole.replace('.', ',') : whole;
}

function text(point: Point, draft: string): string {
  const number = parseNumber(draft);
  const reading = number === null ? null : readingText(number, point, locale.value);
  return reading ? `${reading.text}${reading.unit === '' ? '' : `\u00a0${reading.unit}`}` : draft;
}
