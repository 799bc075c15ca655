'use strict';
// Everything that comes from outside reaches the page as text (textContent), never as markup.
const $ = id => document.getElementById(id);
const MARK = { ok: '●', attention: '◐', alarm: '▲', off: '■', stale: '◌' };
const PERIOD_MS = 1000;
let state = null, open = null, asked = null, failures = 0, built = '';
const rows = new Map();

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* A mark and what follows it; the hand is drawn by the style sheet. */
function marked(made, is, text) {
  if (is === 'hand') made.replaceChildren(node('span', 'raised'), ' ' + text);
  else if (is) made.textContent = MARK[is] + ' ' + text;
  else made.textContent = text;
  return made;
}

function replaceItems(list, items) {
  const key = items.map(item => item.className + item.textContent).join('\n');
  if (list.dataset.key !== key) { list.dataset.key = key; list.replaceChildren(...items); }
}

function decimals(value) {
  const size = Math.abs(value);
  return Number.isInteger(value) ? 0 : size >= 1000 ? 0 : size >= 10 ? 1 : 2;
}

function shown(point, value) {
  if (value === undefined || value === null) return '–';
  if (point.states) { const name = point.states[Number(value)]; if (name !== undefined) return name; }
  if (typeof value !== 'number') return String(value);
  return new Intl.NumberFormat('en', { maximumFractionDigits: decimals(value), minimumFractionDigits: decimals(value) }).format(value);
}

function withUnit(point, value) { return shown(point, value) + (point.unit && value !== undefined ? ' ' + point.unit : ''); }

function ago(seconds) {
  if (seconds === undefined) return '';
  if (seconds < 2) return 'just now';
  if (seconds < 60) return seconds + ' s ago';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min ago';
  if (seconds < 172800) return Math.floor(seconds / 3600) + ' h ago';
  return Math.floor(seconds / 86400) + ' days ago';
}

function clock(ms, withSeconds) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: state.gateway.zone, hour: '2-digit', minute: '2-digit',
    second: withSeconds ? '2-digit' : undefined }).format(ms);
}

/* What a point is, in one of the six marks, and a word for it. */
function judge(point) {
  switch (point.status) {
    case 'down': return { is: 'alarm', word: point.reason || 'no answer' };
    case 'fault': return { is: 'alarm', word: point.reason || 'fault' };
    case 'stale': return { is: 'stale', word: 'stale, ' + (ago(point.age_s) || 'no time known') };
    case 'unknown': return { is: 'stale', word: 'nothing heard yet' };
    case 'disabled': return { is: 'off', word: 'out of service' };
  }
  if (point.overridden) return { is: 'hand', word: 'in hand' };
  if (typeof point.value === 'number' && point.high !== undefined && point.value > point.high)
    return { is: 'attention', word: 'above ' + withUnit(point, point.high) };
  if (typeof point.value === 'number' && point.low !== undefined && point.value < point.low)
    return { is: 'attention', word: 'below ' + withUnit(point, point.low) };
  return { is: 'ok', word: ago(point.age_s) };
}

function rowFor(point) {
  const button = node('button', 'row');
  button.type = 'button';
  const mark = node('span', 'mark'), what = node('span', 'what', point.name), word = node('small');
  const value = node('span', 'value'), number = node('span'), unit = node('small');
  what.append(word);
  value.append(number, ' ', unit);
  button.append(mark, what, value);
  button.addEventListener('click', () => { location.hash = point.path; });
  return { button, mark, word, number, unit };
}

function build() {
  const key = state.equipment.map(one => one.path + one.points.length).join();
  if (key === built) return;
  built = key;
  rows.clear();
  $('equipment').replaceChildren(...state.equipment.map(one => {
    const section = node('section'), title = node('h2', '', one.name + ' ');
    title.append(node('small', '', one.class.replaceAll('_', ' ')));
    section.append(title);
    for (const point of one.points) {
      const row = rowFor(point);
      rows.set(point.path, row);
      section.append(row.button);
    }
    return section;
  }));
}

function everyPoint() { return state.equipment.flatMap(one => one.points.map(point => ({ one, point }))); }

function drawPoints() {
  for (const { point } of everyPoint()) {
    const row = rows.get(point.path), found = judge(point);
    const className = 'row ' + (found.is === 'ok' || found.is === 'stale' ? '' : found.is) + (found.is === 'stale' ? ' stale' : '');
    if (row.button.className !== className) row.button.className = className;
    if (row.is !== found.is) { row.is = found.is; marked(row.mark, found.is, ''); }
    row.word.textContent = found.word;
    row.number.textContent = found.is === 'alarm' ? '–' : shown(point, point.value);
    row.unit.textContent = found.is === 'alarm' || point.value === undefined ? '' : point.unit;
  }
}

function drawNeeds() {
  const items = [];
  for (const { one, point } of everyPoint()) {
    const found = judge(point);
    if (found.is === 'alarm' || found.is === 'attention' || found.is === 'stale')
      items.push(marked(node('li', found.is === 'alarm' ? 'alarm' : 'attention'), found.is, one.name + ', ' + point.name + ': ' + (found.is === 'attention' ? withUnit(point, point.value) + ', ' : '')
        + found.word));
  }
  const more = items.length - 12;
  if (more > 1) items.splice(12, more, node('li', 'muted', 'and ' + more + ' more below'));
  replaceItems($('needs'), items.length ? items : [node('li', 'muted', 'Nothing needs you. Every point reports, and every value is where it is expected.')]);
}

function pointOf(path) { return everyPoint().find(each => each.point.path === path); }

function drawHands() {
  const items = state.holds.map(hold => {
    const found = pointOf(hold.point);
    const name = found ? found.one.name + ', ' + found.point.name : hold.point;
    const value = found ? withUnit(found.point, hold.value) : String(hold.value);
    return marked(node('li', 'hand'), 'hand', name + ': ' + value + ', by ' + hold.owner
      + (hold.until_ms ? ' until ' + clock(hold.until_ms) : '') + (hold.reason ? ' (' + hold.reason + ')' : ''));
  });
  replaceItems($('hands'), items.length ? items : [node('li', 'muted', 'Nothing. The building runs by itself.')]);
}

function pill(label, value, is) {
  const item = node('li', is || '');
  item.append((is ? MARK[is] + ' ' : '') + label + ' ', node('b', '', value));
  return item;
}

function hours(left) { return left >= 48 ? Math.floor(left / 24) + ' days' : left >= 2 ? Math.floor(left) + ' hours' : Math.round(left * 60) + ' min'; }

function drawHealth() {
  const g = state.gateway, items = [];
  if (g.cloud_configured)
    items.push(g.cloud_connected ? pill('Cloud', 'connected') : pill('Cloud', 'not connected: ' + (g.cloud_detail || 'trying'), 'attention'));
  else items.push(pill('Cloud', 'none configured'));
  if (g.cloud_configured) items.push(pill('Not yet in the cloud', new Intl.NumberFormat('en').format(g.backlog_samples)));
  items.push(g.journal_trouble ? pill('Journal', g.journal_trouble, 'alarm')
    : pill('Journal', (g.journal_bytes / 1048576).toFixed(1) + ' MB, room for ' + hours(g.journal_hours_left)));
  items.push(pill('Samples', g.samples_per_second.toFixed(1) + ' /s'));
  items.push(g.clock_synchronised ? pill('Clock', 'synchronised') : pill('Clock', 'not synchronised', 'attention'));
  if (g.outputs_in_alarm) items.push(pill('Outputs that do not follow', String(g.outputs_in_alarm), 'alarm'));
  if (g.discovered) items.push(pill('Seen, not configured', String(g.discovered)));
  if (g.physics_speed) items.push(pill('Simulated building, running', g.physics_speed + '× faster'));
  replaceItems($('health'), items);
}

function fact(list, name, value) { if (value) list.append(node('dt', '', name), node('dd', '', value)); }

function drawPanel() {
  const found = open && pointOf(open);
  if (!found) return;
  const { one, point } = found, verdict = judge(point), hold = state.holds.find(each => each.point === open && each.level === 8);
  $('panel-title').textContent = one.name + ', ' + point.name;
  $('panel-value').textContent = withUnit(point, point.value);
  const facts = $('panel-facts');
  facts.replaceChildren();
  facts.append(node('dt', '', 'State'), marked(node('dd'), verdict.is, verdict.word));
  if (point.low !== undefined) fact(facts, 'Expected', withUnit(point, point.low) + ' to ' + withUnit(point, point.high));
  fact(facts, 'Comes from', point.source || 'the gateway');
  fact(facts, 'Path', point.path);
  for (const each of state.holds.filter(h => h.point === open))
    fact(facts, 'In hand', withUnit(point, each.value) + ', level ' + each.level + ', ' + each.owner + (each.reason ? ': ' + each.reason : ''));
  $('act').hidden = $('take').hidden = point.min === undefined;
  $('give').hidden = !hold;
  if (point.min === undefined) return;
  const value = wanted(point);
  $('will').textContent = value === null ? '' : 'It will be ' + withUnit(point, value) + ' until '
    + clock(state.now_ms + Number($('minutes').value) * 60000) + ', then go back by itself.' + (state.gateway.cloud_configured ? ' The cloud will see it too.' : '');
  const step = asked && state.commands.find(each => each.id === asked);
  if (step) $('said').textContent = step.state[0].toUpperCase() + step.state.slice(1) + (step.detail ? ': ' + step.detail : '') + '.';
}

function wanted(point) {
  if (point.states) return Number($('new-state').value);
  return $('new-number').value === '' ? null : Number($('new-number').value);
}

function openPanel() {
  const path = decodeURIComponent(location.hash.slice(1)), found = state && path && pointOf(path);
  if (!found) { if ($('panel').open) $('panel').close(); open = null; return; }
  if (open === path) return;
  open = path;
  asked = null;
  const { point } = found;
  $('said').textContent = '';
  $('reason').value = '';
  $('new-number').hidden = Boolean(point.states);
  $('new-state').hidden = !point.states;
  $('panel-limits').textContent = point.states || point.min === undefined ? '' : withUnit(point, point.min) + ' to ' + withUnit(point, point.max);
  if (point.states) $('new-state').replaceChildren(...point.states.map((name, at) => {
    const option = node('option', '', name);
    option.value = String(at);
    option.selected = Number(point.value) === at;
    return option;
  }));
  else $('new-number').value = typeof point.value === 'number' ? String(Math.round(point.value * 10) / 10) : '';
  drawPanel();
  if (!$('panel').open) $('panel').showModal();
}

async function send(value) {
  const reason = $('reason').value.trim() || (value === null ? 'given back' : '');
  $('said').textContent = 'Sending …';
  try {
    const answer = await fetch('/api/commands', { method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ point: open, value, minutes: Number($('minutes').value), reason }) });
    const body = await answer.json();
    if (answer.ok) asked = body.id;
    $('said').textContent = answer.ok ? 'Sent.' : body.detail;
  } catch { $('said').textContent = 'The gateway does not answer.'; }
}

async function refresh() {
  try {
    const answer = await fetch('/api/points', { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error('status ' + answer.status);
    state = await answer.json();
    failures = 0;
    $('silence').hidden = true;
    const g = state.gateway;
    document.title = g.building + ' · ' + g.id;
    $('building').textContent = g.building;
    $('gateway').textContent = g.id;
    $('version').textContent = g.version;
    $('time').textContent = clock(state.now_ms, true) + ' ' + g.zone;
    build();
    drawHealth(); drawNeeds(); drawHands(); drawPoints(); openPanel(); drawPanel();
  } catch {
    if (++failures >= 3) {
      $('silence').hidden = false;
      $('silence').textContent = MARK.alarm + ' The gateway does not answer. What you see is ' + failures + ' s old or older.';
    }
  }
  setTimeout(refresh, PERIOD_MS);
}

$('panel').addEventListener('close', () => { open = null; if (location.hash) history.pushState(null, '', location.pathname); });
$('form').addEventListener('input', drawPanel);
$('take').addEventListener('click', () => {
  const found = pointOf(open), value = found && wanted(found.point);
  if (value === null || Number.isNaN(value)) { $('said').textContent = 'Enter a value first.'; return; }
  send(value);
});
$('give').addEventListener('click', () => send(null));
window.addEventListener('hashchange', () => { if (state) openPanel(); });
refresh();
