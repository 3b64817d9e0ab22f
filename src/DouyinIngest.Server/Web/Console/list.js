// The list of rooms: what is chosen, in which order, and the few rows of it that are seen.
import { $, STATES, age, grid, isTrouble, make, number, perSecond, put, space, title, view, word } from './core.js';
import { open } from './room.js';

const SPARE_ROWS = 8; // rows drawn above and below what is seen

const COLUMNS = [
  { key: 'liveId', name: 'Room', css: 'room' },
  { key: 'state', name: 'State', css: 'c-state' },
  { key: 'pod', name: 'Pod', css: 'c-pod' },
  { key: 'rate', name: 'Events/s', css: 'c-rate number', down: true },
  { key: 'events', name: 'Events', css: 'c-events number', down: true },
  { key: 'lastEvent', name: 'Last event', css: 'c-last number', down: true },
  { key: 'reason', name: 'Last refusal and remedy', css: 'c-why why-cell' },
];

export function unpack(answer) {
  view.now = answer.time;
  const keys = answer.columns;
  return answer.rows.map(row => {
    const room = {};
    for (let i = 0; i < keys.length; i++) room[keys[i]] = row[i];
    room.text = `${room.liveId} ${room.title} ${room.pod} ${room.labels} ${word(room.state)} ${room.transport} ${room.reason} ${room.remedy}`.toLowerCase();
    return room;
  });
}

function choose() {
  const { filter, words, sort } = view;
  view.shown = view.rooms.filter(room =>
    (filter === 'all' || (filter === 'trouble' ? isTrouble(room) : room.state === filter)) && words.every(text => room.text.includes(text)));
  const { key, down } = sort;
  const sign = down ? -1 : 1;
  const compare = key === 'liveId'
    ? (a, b) => a.liveId.length - b.liveId.length || (a.liveId < b.liveId ? -1 : 1)
    : typeof view.rooms[0]?.[key] === 'number' || key === 'lastEvent'
      ? (a, b) => (a[key] ?? -1) - (b[key] ?? -1)
      : key === 'state'
        ? (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state)
        : (a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0);

  // The list comes sorted by live id already.
  if (key !== 'liveId' || down) view.shown.sort((a, b) => sign * compare(a, b));
}

export function drawHead() {
  const head = $('head');
  head.replaceChildren(...COLUMNS.map(column => {
    const cell = make('div', `cell ${column.css}`);
    cell.setAttribute('role', 'columnheader');
    cell.setAttribute('aria-sort', view.sort.key !== column.key ? 'none' : view.sort.down ? 'descending' : 'ascending');
    const button = make('button', '', column.name);
    button.addEventListener('click', () => {
      view.sort = { key: column.key, down: view.sort.key === column.key ? !view.sort.down : column.down === true };
      drawHead();
      refresh();
    });
    cell.append(button);
    return cell;
  }));
}

function drawChips() {
  const counts = new Map();
  let trouble = 0;
  let rate = 0;
  for (const room of view.rooms) {
    counts.set(room.state, (counts.get(room.state) ?? 0) + 1);
    if (isTrouble(room)) trouble++;
    rate += room.rate;
  }

  const wanted = [['all', 'All', view.rooms.length], ['trouble', 'Needs attention', trouble], ...STATES.map(state => [state, title(word(state)), counts.get(state) ?? 0])]
    .filter(([key, , count]) => key === 'all' || count > 0 || view.filter === key);
  const chips = $('chips');
  while (chips.children.length > wanted.length) chips.lastChild.remove();
  while (chips.children.length < wanted.length) {
    const chip = make('button', 'chip');
    chip.append(make('span'), make('b'));
    chip.addEventListener('click', () => {
      view.filter = view.filter === chip.dataset.key ? 'all' : chip.dataset.key;
      grid.scrollTop = 0;
      refresh();
    });
    chips.append(chip);
  }

  wanted.forEach(([key, name, count], i) => {
    const chip = chips.children[i];
    chip.dataset.key = key;
    chip.setAttribute('aria-pressed', String(view.filter === key));
    put(chip.firstChild, name);
    put(chip.lastChild, number(count));
  });
  put($('shown'), `${view.shown.length === view.rooms.length ? '' : `${number(view.shown.length)} of `}${number(view.rooms.length)} rooms · ${number(rate)} events/s`);
}

// Only what is seen has elements; they are used again for other rooms.
const pool = [];

function newRow() {
  const row = make('div', 'row');
  row.setAttribute('role', 'row');
  const cells = COLUMNS.map(column => {
    const cell = make('div', `cell ${column.css}`);
    cell.setAttribute('role', 'gridcell');
    row.append(cell);
    return cell;
  });
  cells[0].append(make('span', 'id'), make('span', 'name'));
  cells[1].append(make('span', 'state'), make('span', 'sub'));
  cells[1].firstChild.append(make('span'));
  cells[6].append(make('b'), make('span'));
  row.addEventListener('click', () => {
    pick(row.room.liveId);
    open(row.room.liveId);
  });
  return row;
}

function fill(row, room, index) {
  row.room = room;
  row.id = `row-${index}`;
  row.setAttribute('aria-rowindex', String(index + 2));
  row.setAttribute('aria-selected', String(room.liveId === view.picked));
  row.style.transform = `translateY(${index * rowHeight()}px)`;
  const [id, state, pod, rate, events, last, why] = row.children;
  put(id.firstChild, room.liveId);
  put(id.lastChild, room.title || room.labels);
  state.firstChild.className = `state ${room.state}`;
  put(state.firstChild.firstChild, word(room.state));
  const polled = room.transport === 'polling' && room.state === 'streaming' ? 'polled' : '';
  put(state.lastChild, [polled, room.since === null ? '' : age(room.since)].filter(Boolean).join(' · '));
  put(pod, room.pod || '–');
  const flows = room.state === 'streaming' || room.rate > 0;
  put(rate, flows ? perSecond(room.rate) : '–');
  rate.classList.toggle('none', !flows);
  put(events, room.events > 0 ? number(room.events) : '–');
  put(last, age(room.lastEvent));
  const past = room.state === 'streaming';
  put(why.firstChild, past ? '' : room.reason);
  put(why.lastChild, past ? (room.reason && `before: ${room.reason}`) : room.remedy && ` ${room.remedy}`);
  why.title = past ? '' : `${room.reason} ${room.remedy}`.trim();
}

let height = 0;
export const rowHeight = () => height || (height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')));
export const headHeight = () => $('head').offsetHeight;

export function draw() {
  const high = rowHeight();
  const seen = grid.clientHeight - headHeight();
  const first = Math.max(0, Math.floor(grid.scrollTop / high) - SPARE_ROWS);
  const last = Math.min(view.shown.length, Math.ceil((grid.scrollTop + seen) / high) + SPARE_ROWS);
  space.style.height = `${view.shown.length * high}px`;
  grid.setAttribute('aria-rowcount', String(view.shown.length + 1));
  while (pool.length < last - first) {
    const row = newRow();
    pool.push(row);
    space.append(row);
  }

  for (const row of pool) row.used = false;
  for (let i = first; i < last; i++) {
    const row = pool[i % pool.length];
    row.hidden = false;
    row.used = true;
    fill(row, view.shown[i], i);
  }

  for (const row of pool) {
    if (!row.used) {
      row.hidden = true;
      row.removeAttribute('id');
    }
  }

  const at = view.shown.findIndex(room => room.liveId === view.picked);
  if (at >= first && at < last) grid.setAttribute('aria-activedescendant', `row-${at}`);
  else grid.removeAttribute('aria-activedescendant');
  $('empty').hidden = view.shown.length > 0;
  put($('empty'), view.rooms.length === 0 ? 'No room is followed yet. Add one: rooms add <live url>' : 'No room matches. Esc clears the search.');
}

export function refresh() {
  choose();
  drawChips();
  draw();
}

export function pick(liveId, show) {
  view.picked = liveId;
  const at = view.shown.findIndex(room => room.liveId === liveId);
  if (show && at >= 0) {
    const top = at * rowHeight();
    const seen = grid.clientHeight - headHeight();
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + rowHeight() > grid.scrollTop + seen) grid.scrollTop = top + rowHeight() - seen;
  }

  draw();
}

export function step(by) {
  if (view.shown.length === 0) return;
  const at = view.shown.findIndex(room => room.liveId === view.picked);
  const to = Math.min(view.shown.length - 1, Math.max(0, at + by));
  pick(view.shown[to].liveId, true);
}

export function resized() {
  height = 0;
  draw();
}
