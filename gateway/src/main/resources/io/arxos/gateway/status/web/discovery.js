'use strict';
// Devices that no site file has: found, put right, added. Uses $ and node of page.js.
const FIND_PERIOD_MS = 2000;
let found = null, drawn = '', searchTimer = null;

function percent(part) { return Math.round(part * 100) + ' %'; }

function valueNow(point) {
  if (point.value === null || point.value === undefined) return point.reason || '–';
  const value = typeof point.value === 'number' ? shown({}, point.value) : String(point.value);
  return value + (point.symbol ? ' ' + point.symbol : '');
}

function field(label, value, size) {
  const made = node('input');
  made.value = value;
  made.setAttribute('aria-label', label);
  made.title = label;
  made.spellcheck = false;
  made.autocomplete = 'off';
  if (size) made.className = size;
  return made;
}

function pointRow(point) {
  const row = node('li', 'found-point'), choose = node('input'), head = node('label', 'choose'), what = node('span', 'what', point.name);
  choose.type = 'checkbox';
  choose.checked = point.addable;
  choose.disabled = !point.addable;
  what.append(node('small', '', point.addable ? valueNow(point) : 'not added: ' + valueNow(point)));
  head.append(choose, what);
  const path = field('Path of ' + point.name, point.path, 'path'), brick = field('Brick class of ' + point.name, point.class, 'path'), unit = field('Unit of ' + point.name + ' (UCUM)', point.unit, 'unit');
  const why = node('details', 'why'), sure = node('summary', point.confidence < 0.6 ? 'doubtful' : '', percent(point.confidence) + ' sure');
  why.append(sure);
  for (const reason of point.reasons) why.append(node('p', 'muted', reason));
  row.append(head, path, brick, unit, why);
  return { row, point, choose, path, brick, unit };
}

function deviceCard(device) {
  const card = node('details', 'device'), head = node('summary'), who = [device.vendor, device.model].filter(Boolean).join(' ');
  const title = node('span', 'what', device.device);
  title.append(node('small', '', [who, device.protocol + ' ' + device.address, device.points.length ? device.points.length + (device.points.length === 1 ? ' point' : ' points') : 'not understood'].filter(Boolean).join(' · ')));
  head.append(title, node('small', '', percent(device.confidence) + ' sure'));
  card.append(head);
  if (!device.points.length) {
    card.append(node('p', 'muted', 'It says: ' + (device.sample || 'nothing that can be shown')));
    return card;
  }
  const rows = device.points.map(pointRow), list = node('ul', 'found-points'), said = node('p', '', ''), button = node('button', 'main', 'Add to the site file');
  list.append(...rows.map(each => each.row));
  button.type = 'button';
  said.setAttribute('role', 'status');
  button.addEventListener('click', () => addDevice(device, rows, button, said));
  const foot = node('menu');
  foot.append(button);
  card.append(node('p', 'muted', 'Path, Brick class and unit (UCUM) can be put right before adding.'), list, said, foot);
  return card;
}

async function post(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return { ok: answer.ok, body: await answer.json() };
}

async function addDevice(device, rows, button, said) {
  const points = rows.filter(each => each.choose.checked).map(each => ({ name: each.point.name, path: each.path.value, class: each.brick.value, unit: each.unit.value }));
  if (!points.length) { said.textContent = 'Choose at least one point.'; return; }
  button.disabled = true;
  said.textContent = 'Adding …';
  try {
    const answer = await post('/api/add', { devices: [{ address: device.address, driver: device.driver, points }] });
    said.textContent = answer.ok ? '' : answer.body.detail;
    if (answer.ok) look();
  } catch { said.textContent = 'The gateway does not answer.'; }
  button.disabled = false;
}

function searchWords() {
  const parts = [];
  if (found.added) parts.push(found.added + (found.added === 1 ? ' point is' : ' points are') + ' in ' + found.file + ' now. Restart the gateway to read them: systemctl restart arxos-gateway.');
  if (found.searching) parts.push('Searching …');
  else if (!found.searched) parts.push('Nobody has searched yet.');
  else if (!found.devices.length) parts.push('Nothing else was found. Battery devices speak seldom: search longer.');
  return parts.join(' ');
}

function drawFound() {
  $('search').disabled = found.searching;
  $('search-said').textContent = searchWords();
  const key = found.devices.map(device => device.driver + device.address + device.points.length).join();
  if (key === drawn) return;
  drawn = key;
  $('found').replaceChildren(...found.devices.map(deviceCard));
}

async function look() {
  clearTimeout(searchTimer);
  try {
    const answer = await fetch('/api/discovered', { signal: AbortSignal.timeout(5000) });
    if (answer.ok) { found = await answer.json(); drawFound(); }
  } catch { /* page.js says that the gateway does not answer */ }
  if (found && found.searching) searchTimer = setTimeout(look, FIND_PERIOD_MS);
}

$('search').addEventListener('click', async () => {
  $('search-said').textContent = 'Searching …';
  try {
    const answer = await post('/api/discover', { seconds: Number($('search-for').value) });
    if (!answer.ok) { $('search-said').textContent = answer.body.detail; return; }
  } catch { $('search-said').textContent = 'The gateway does not answer.'; return; }
  look();
});
look();
