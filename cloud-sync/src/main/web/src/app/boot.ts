import { effect } from '@preact/signals';
import * as api from './api';
import { route } from './router';
import { buildingList, forget, hearCommand, model, pageLink, session, tick } from './store';
import { follow, unfollow, watchSilence } from './stream';

const MODEL_RETRY_MILLIS = 3_000;

/** Signs in, reads the building of the address (or the first), and follows it. Safe to call again. */
export async function begin(): Promise<void> {
  session.value = 'starting';
  const list = await api.buildings();
  if (!list.ok) {
    session.value = list.failure.kind === 'signed-out' ? 'signed-out' : 'failed';
    return;
  }
  buildingList.value = list.value;
  const wanted = list.value.find((b) => b.id === route.peek().building) ?? list.value[0];
  session.value = 'in';
  if (!wanted) {
    // A cloud that no gateway has met yet: look again, it appears by itself.
    setTimeout(() => void begin(), MODEL_RETRY_MILLIS);
    return;
  }
  if (model.peek()?.id !== wanted.id) forget();
  const read = await api.building(wanted.id);
  if (!read.ok) {
    session.value = read.failure.kind === 'signed-out' ? 'signed-out' : 'failed';
    return;
  }
  model.value = read.value;
  follow(wanted.id);
  const recent = await api.recentCommands();
  if (recent.ok) {
    const commands = Array.isArray(recent.value) ? recent.value : recent.value.commands;
    commands.forEach(hearCommand);
  }
}

export function start(): void {
  setInterval(() => {
    tick();
    watchSilence();
  }, 1000);
  effect(() => {
    if (session.value === 'signed-out') unfollow();
  });
  effect(() => {
    const wanted = route.value.building;
    const shown = model.peek();
    if (wanted && shown && wanted !== shown.id && buildingList.peek().some((b) => b.id === wanted)) {
      pageLink.value = 'connecting';
      void begin();
    }
  });
  void begin();
}
