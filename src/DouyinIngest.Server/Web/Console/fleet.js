// Assignments and pods, and the tabs.
import { $, get, make, number, perSecond, view } from './core.js';
import { draw } from './list.js';
import { address, close } from './room.js';

function table(heads, rows) {
  const frame = make('div', 'table');
  const head = make('tr');
  heads.forEach(name => {
    const cell = make('th', name.startsWith('#') ? 'number' : '', name.replace('#', ''));
    cell.scope = 'col';
    head.append(cell);
  });
  const body = make('tbody');
  for (const cells of rows) {
    const row = make('tr');
    cells.forEach((cell, i) => {
      const node = make('td', heads[i].startsWith('#') ? 'number' : i === 0 ? 'mono' : '');
      node.append(cell);
      row.append(node);
    });
    body.append(row);
  }

  const whole = make('table');
  const top = make('thead');
  top.append(head);
  whole.append(top, body);
  frame.append(whole);
  return frame;
}

function reasonCell(reason, remedy) {
  const cell = make('span', '', reason);
  cell.append(make('span', 'remedy', remedy));
  return cell;
}

async function drawAssignments() {
  if (view.status?.mode === 'rooms') {
    $('assignments').replaceChildren(make('h2', '', 'Assignments'), make('p', '', 'This process follows the rooms of its configuration (Ingest:Rooms); nothing waits and nothing is refused.'));
    return;
  }

  const held = await get('/api/assignments');
  const cut = (total, rows) => (total > rows.length ? [make('p', '', `The first ${number(rows.length)} of ${number(total)}.`)] : []);
  $('assignments').replaceChildren(
    make('h2', '', `Refused records (${number(held.refusedTotal)})`),
    ...(held.refused.length ? [table(['Key', '#Offset', 'Why, and what to do'], held.refused.map(row => [row.key, String(row.offset), reasonCell(row.reason, row.remedy)]))] : [make('p', '', 'None: every record of the control topic is understood.')]),
    ...cut(held.refusedTotal, held.refused),
    make('h2', '', 'Credentials'),
    ...held.warnings.map(text => make('p', 'note', text)),
    held.credentials.length
      ? table(['Name', '#Rooms with a place', '#Rooms wanted', '#Limit', '#Reserve'], held.credentials.map(row => [row.name, number(row.admitted), number(row.wanted), row.limit === null ? 'none' : number(row.limit), number(row.reserve)]))
      : make('p', '', 'No room uses one.'),
    make('h2', '', `Waiting for a place (${number(held.pendingTotal)})`),
    ...(held.pending.length ? [table(['Room', 'Credential', '#Priority', 'Wanted since'], held.pending.map(row => [row.liveId, row.credential, String(row.priority), row.since ? `${row.since.slice(0, 16).replace('T', ' ')} UTC` : '–']))] : [make('p', '', 'None: every room that is wanted has a place.')]),
    ...cut(held.pendingTotal, held.pending));
}

function drawPods() {
  const { pods, mode, fleetIsWhole, fleetTrouble } = view.status;
  const note = mode === 'rooms' ? 'This process shares its rooms with nobody.' : fleetTrouble || (fleetIsWhole ? '' : 'Reading the fleet’s topics…');
  $('pods').replaceChildren(make('h2', '', `Pods (${pods.length})`), ...(note ? [make('p', '', note)] : []),
    ...(pods.length ? [table(['Instance', 'Console', '#Partitions', '#Rooms', '#Events/s'], pods.map(pod => {
      let where = make('span', '', pod.isThis ? 'this one' : pod.address || '–');
      if (!pod.isThis && address(pod)) {
        where = make('a', '', pod.address);
        where.href = `http://${address(pod)}/console`;
        where.rel = 'noreferrer';
      }

      return [pod.instance, where, number(pod.partitions), number(pod.rooms), perSecond(pod.rate)];
    }))] : []));
}

export function showTab(name, focus) {
  for (const id of ['rooms', 'assignments', 'pods']) {
    const tab = $(`tab-${id}`);
    $(id).hidden = id !== name;
    tab.setAttribute('aria-selected', String(id === name));
    tab.tabIndex = id === name ? 0 : -1;
    if (focus && id === name) tab.focus();
  }

  if (name !== 'rooms') close();
  drawTab();
}

export function drawTab() {
  if (!$('assignments').hidden) drawAssignments().catch(() => {});
  if (!$('pods').hidden && view.status) drawPods();
  if (!$('rooms').hidden) draw();
}
