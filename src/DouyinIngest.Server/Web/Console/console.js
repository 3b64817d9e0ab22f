// The operator's console. Reads /api/ and draws; everything that comes from there is put into the page as text, never as markup.
const POLL = 2000;              // how often the list is asked for while the page is seen
const TAIL_LINES = 200;         // events that are kept on the page
const SPARE_ROWS = 8;           // rows drawn above and below what is seen

const $ = id => document.getElementById(id);
const grid = $('grid');
const space = $('space');
const search = $('search');

const COLUMNS = [
  { key: 'liveId', name: 'Room', css: 'room' },
  { key: 'state', name: 'State', css: 'c-state' },
  { key: 'pod', name: 'Pod', css: 'c-pod' },
  { key: 'rate', name: 'Events/s', css: 'c-rate number', down: true },
  { key: 'events', name: 'Events', css: 'c-events number', down: true },
  { key: 'lastEvent', name: 'Last event', css: 'c-last number', down: true },
  { key: 'reason', name: 'Last refusal and remedy', css: 'c-why why-cell' },
];

const STATES = ['streaming', 'connecting', 'resolving', 'backing_off', 'offline', 'ended', 'pending', 'admitted', 'paused', 'refused', 'unknown', 'stopped'];
const WORDS = { backing_off: 'backing off' };

const view = {
  rooms: [],            // as they came
  shown: [],            // filtered and sorted
  now: Date.now(),      // the server's clock at the last answer
  filter: 'all',
  words: [],
  sort: { key: 'liveId', down: false },
  picked: null,         // live id of the row under the cursor
  open: null,           // live id of the room in the panel
  status: null,
  token: '',            // in memory only, gone with the page
  tail: null,
};

// ---- small things -------------------------------------------------------------------------------------------------------------

const word = state => WORDS[state] ?? state;
const title = text => text.charAt(0).toUpperCase() + text.slice(1);
const number = value => value.toLocaleString('en', { maximumFractionDigits: 0 });
const perSecond = value => value.toLocaleString('en', { minimumFractionDigits: value < 100 ? 1 : 0, maximumFractionDigits: value < 100 ? 1 : 0 });

function age(ms) {
  if (ms === null || ms === undefined) return '–';
  const seconds = Math.max(0, (view.now - ms) / 1000);
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

function make(tag, css, text) {
  const node = document.createElement(tag);
  if (css) node.className = css;
  if (text !== undefined) node.textContent = text;
  return node;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function say(text) {
  put($('toast'), text);
  $('toast').hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { $('toast').hidden = true; }, 6000);
}

async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok && answer.status !== 404) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const isTrouble = room => room.state === 'backing_off' || room.state === 'refused' || (room.remedy !== '' && (room.state === 'unknown' || room.state === 'pending'));

// ---- the list -----------------------------------------------------------------------------------------------------------------

function unpack(answer) {
  view.now = answer.time;
  const keys = answer.columns;
  return answer.rows.map(row => {
    const room = {};
    for (let i = 0; i < keys.length; i++) room[keys[i]] = row[i];
    room.text = `${room.liveId} ${room.title} ${room.pod} ${room.labels} ${word(room.state)} ${room.reason} ${room.remedy}`.toLowerCase();
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

function drawHead() {
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
  put(state.lastChild, room.since === null ? '' : age(room.since));
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
const rowHeight = () => height || (height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')));
const headHeight = () => $('head').offsetHeight;

function draw() {
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

function refresh() {
  choose();
  drawChips();
  draw();
}

function pick(liveId, show) {
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

function step(by) {
  if (view.shown.length === 0) return;
  const at = view.shown.findIndex(room => room.liveId === view.picked);
  const to = Math.min(view.shown.length - 1, Math.max(0, at + by));
  pick(view.shown[to].liveId, true);
}

// ---- one room -----------------------------------------------------------------------------------------------------------------

function open(liveId) {
  const isNew = view.open !== liveId;
  view.open = liveId;
  $('detail').hidden = false;
  if (isNew) {
    $('tail').replaceChildren();
    drawDetail();
    watch(liveId);
  }

  $('detail-name').focus();
  history.replaceState(null, '', `#room=${encodeURIComponent(liveId)}`);
  draw();
}

function close() {
  if (view.open === null) return;
  view.open = null;
  view.tail?.close();
  view.tail = null;
  $('detail').hidden = true;
  history.replaceState(null, '', location.pathname);
  draw();
  grid.focus();
}

async function drawDetail() {
  const liveId = view.open;
  const answer = await get(`/api/rooms/${encodeURIComponent(liveId)}`).catch(() => null);
  if (view.open !== liveId || answer === null) return;
  put($('detail-name'), liveId);
  if (answer.error) {
    put($('detail-title'), answer.error);
    $('detail-facts').replaceChildren();
    return;
  }

  const { room, figures } = answer;
  put($('detail-title'), [room.title, room.labels].filter(Boolean).join(' · '));
  const state = make('span', `state ${room.state}`);
  state.append(make('span', '', word(room.state)));
  const where = make('span');
  where.append(room.pod ? `on ${room.pod}${room.isHere ? ' (this pod)' : ''} ` : '');
  if (address(room)) where.append(link(room));
  $('detail-state').replaceChildren(state, make('span', '', room.since ? `since ${age(Date.parse(room.since))}` : ''), where);
  drawWhy(room, figures?.lastRefusal);
  drawActions(room);
  drawFacts(room, figures);
}

// The address comes out of another pod's claim: nothing but host and port is made a link.
const address = room => (/^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/.test(room.address) ? room.address : '');

function link(room) {
  const to = make('a', '', 'open its console');
  to.href = `http://${address(room)}/console#room=${encodeURIComponent(room.liveId)}`;
  to.rel = 'noreferrer';
  return to;
}

function drawWhy(room, refusal) {
  const why = $('detail-why');
  why.hidden = !room.reason && !room.remedy;
  why.className = `why ${room.state === 'streaming' ? 'past' : room.state === 'refused' ? 'bad' : ''}`;
  why.replaceChildren(
    make('b', '', `${room.state === 'streaming' ? 'Before: ' : ''}${room.reason}`),
    ...(refusal?.detail ? [make('span', '', `${refusal.detail} `)] : []),
    make('span', '', room.remedy));
}

function drawActions(room) {
  const paused = room.want === 'Paused';
  const can = view.status?.writes && ['Active', 'Paused', 'Pending'].includes(room.want);
  const key = `${room.liveId} ${room.want} ${room.offset} ${can}`;
  const actions = $('detail-actions');
  if (actions.dataset.key === key) return;
  actions.dataset.key = key;
  actions.replaceChildren();
  if (can) {
    const button = make('button', '', paused ? 'Resume room' : 'Pause room');
    button.addEventListener('click', () => change(room, paused ? 'resume' : 'pause'));
    actions.append(button);
  }
}

function drawFacts(room, figures) {
  const facts = figures
    ? [['Room id', figures.roomId || '–'], ['Events/s', perSecond(room.rate)], ['Events', number(room.events)], ['Last event', age(room.lastEventAt && Date.parse(room.lastEventAt))],
      ...Object.entries(figures.events).filter(([kind]) => kind !== 'total').map(([kind, count]) => [title(kind), number(count)]),
      ['Gaps', number(figures.gaps)], ['Reconnects', number(figures.reconnects)], ['Duplicates', number(figures.duplicates)], ['Rejected frames', number(figures.rejectedFrames)], ['Not confirmed', `${number(figures.unackedFrames)} ${figures.unackedFrames === 1 ? 'frame' : 'frames'}`]]
    : [['Room id', room.roomId || '–'], ['Events/s', perSecond(room.rate)], ['Events', number(room.events)], ['Gaps', number(room.gaps)]];
  $('detail-facts').replaceChildren(...facts.map(([name, value]) => {
    const fact = make('div', name === 'Room id' ? 'wide' : '');
    const dd = make('dd', '', value);
    dd.title = value;
    fact.append(make('dt', '', name), dd);
    return fact;
  }));
}

// ---- the tail -----------------------------------------------------------------------------------------------------------------

async function watch(liveId) {
  view.tail?.close();
  view.tail = null;
  const room = view.rooms.find(other => other.liveId === liveId) ?? (await get(`/api/rooms/${encodeURIComponent(liveId)}`).catch(() => null))?.room;
  if (view.open !== liveId) return;
  if (!room || !(room.here || room.isHere)) {
    elsewhere(room);
    return;
  }

  put($('tail-state'), 'connecting…');
  let seen = 0;
  let shown = 0;
  let lines = [];
  const tell = () => put($('tail-state'), `live · ${number(shown)} shown${seen > shown ? `, ${number(seen - shown)} too fast to show` : ''}`);
  const source = new EventSource(`/api/rooms/${encodeURIComponent(liveId)}/events`);
  view.tail = source;
  source.addEventListener('message', event => {
    lines.push(JSON.parse(event.data));
    if (lines.length === 1) {
      requestAnimationFrame(() => {
        if (view.tail !== source) return;
        shown += lines.length;
        addLines(lines);
        lines = [];
        tell();
      });
    }
  });
  source.addEventListener('beat', event => {
    // What is counted there and lies in our hands is not lost.
    seen = Number(event.data) - lines.length;
    if (seen === 0) [seen, shown] = [0, 0];
    tell();
  });
  source.addEventListener('gone', () => {
    source.close();
    put($('tail-state'), 'the room left this pod');
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) elsewhere(room);
    else put($('tail-state'), 'lost; connecting again…');
  });
}

// Events are shown where the room runs; this pod does not have them.
function elsewhere(room) {
  put($('tail-state'), '');
  const note = make('li', 'note');
  if (room?.pod && !(room.here || room.isHere)) {
    note.append(`This room runs on pod ${room.pod}; its events can be watched there. `);
    if (address(room)) note.append(link(room));
    else note.append('That pod tells no address (Fleet:ManagementAddress).');
  } else {
    note.append('This room runs nowhere now, so nothing comes.');
  }

  $('tail').replaceChildren(note);
}

function addLines(lines) {
  const tail = $('tail');
  const added = document.createDocumentFragment();
  for (const event of lines.slice(-TAIL_LINES).reverse()) added.append(line(event));
  tail.prepend(added);
  while (tail.children.length > TAIL_LINES) tail.lastChild.remove();
}

function line(event) {
  const item = make('li');
  const when = make('time', '', (event.upstreamTime ?? event.receivedTime ?? '').slice(11, 19));
  const text = make('span', 'text');
  if (event.user?.name) text.append(make('b', '', event.user.name), ' ');
  text.append(what(event));
  item.append(when, make('span', `kind ${event.kind}`, event.kind), text);
  return item;
}

function what(event) {
  switch (event.kind) {
    case 'chat': return event.chat.content;
    case 'gift': return `${event.gift.name} × ${event.gift.count} (${event.gift.total})`;
    case 'like': return `${event.like.count}, ${event.like.total} in all`;
    case 'enter': return `${event.enter.online} online`;
    case 'follow': return `${event.follow.followCount} followers`;
    case 'share': return event.share.target;
    default: return [event.room?.status, event.room?.title, event.room && Number(event.room.online) >= 0 ? `${event.room.online} online` : ''].filter(Boolean).join(' · ');
  }
}

// ---- writing ------------------------------------------------------------------------------------------------------------------

function ask(title, text, yes, entry) {
  put($('ask-title'), title);
  put($('ask-text'), text);
  put($('ask-yes'), yes);
  $('ask-entry').hidden = !entry;
  $('token').value = '';
  const dialog = $('ask');
  dialog.returnValue = 'no';
  dialog.showModal();
  (entry ? $('token') : $('ask-no')).focus();
  return new Promise(done => dialog.addEventListener('close', () => {
    const answer = dialog.returnValue === 'yes' ? (entry ? $('token').value.trim() : true) : '';
    $('token').value = '';
    done(answer);
  }, { once: true }));
}

async function unlock() {
  view.token = await ask('Unlock', 'With the management token rooms can be paused and resumed. It stays in this page’s memory until you reload or lock it.', 'Unlock', true);
  drawLock();
  return view.token !== '';
}

function drawLock() {
  $('unlock').hidden = !view.status?.writes;
  put($('unlock'), view.token ? 'Lock' : 'Unlock');
}

async function change(room, action) {
  if (!view.token && !await unlock()) return;
  const sure = action === 'resume' || await ask(`Pause ${room.liveId}?`, 'What is said while it rests is not recorded: the room goes on with a gap of reason “paused”.', 'Pause room', false);
  if (!sure) return;
  const answer = await fetch(`/api/rooms/${encodeURIComponent(room.liveId)}/${action}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${view.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ offset: room.offset === null ? null : String(room.offset) }),
  }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (answer?.status === 401 || answer?.status === 403) {
    view.token = '';
    drawLock();
  }

  say(told ? [told.message, told.error, told.remedy].filter(Boolean).join(' ') : 'This pod does not answer.');
  await poll();
}

// ---- assignments and pods -----------------------------------------------------------------------------------------------------

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

function showTab(name, focus) {
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

function drawTab() {
  if (!$('assignments').hidden) drawAssignments().catch(() => {});
  if (!$('pods').hidden && view.status) drawPods();
  if (!$('rooms').hidden) draw();
}

// ---- asking -------------------------------------------------------------------------------------------------------------------

function drawStatus() {
  const status = view.status;
  put($('pod'), status.pod);
  const health = $('health');
  put(health, status.notReady.length ? status.notReady[0] : 'Ready');
  health.title = status.notReady.join('\n');
  health.className = `health ${status.notReady.length ? 'bad' : 'good'}`;
  drawCanary(status.canary);
  const held = view.rooms.filter(room => room.want === 'pending' || room.want === 'refused').length;
  $('held').hidden = held === 0;
  put($('held'), number(held));
  drawLock();
}

function drawCanary(canary) {
  const node = $('canary');
  node.hidden = !canary;
  if (!canary) return;
  put(node, canary.isUp ? 'Canary up' : `Canary down (${word(snake(canary.state))})`);
  node.className = `canary ${canary.isUp ? '' : 'bad'}`;
  node.title = [`Room ${canary.liveId}`, canary.lastEventAt && `last event ${age(Date.parse(canary.lastEventAt))} ago`, canary.refusal && `${canary.refusal.reason}: ${canary.refusal.remedy}`].filter(Boolean).join('\n');
}

const snake = text => text.replace(/(?<!^)[A-Z]/g, letter => `_${letter}`).toLowerCase();

async function poll() {
  clearTimeout(poll.timer);
  try {
    const [status, rooms] = await Promise.all([get('/api/console'), get('/api/rooms')]);
    view.status = status;
    view.rooms = unpack(rooms);
    $('trouble').hidden = true;
    refresh();
    drawStatus();
    if (view.open !== null) await drawDetail();
    if ($('rooms').hidden) drawTab();
    if (!poll.painted) {
      poll.painted = true;
      requestAnimationFrame(() => performance.mark('rooms-painted'));
    }
  } catch {
    $('trouble').hidden = false;
    put($('trouble'), 'This pod does not answer; what is shown is from before. Trying again…');
  }

  clearTimeout(poll.timer);
  if (!document.hidden) poll.timer = setTimeout(poll, POLL);
}

function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  put($('theme'), title(theme));
  $('theme').setAttribute('aria-label', `Theme: ${theme}`);
  $('theme').title = 'Theme: as the system, light, dark';
  try { localStorage.setItem('theme', theme); } catch { /* Not kept, then. */ }
}

function savedTheme() {
  try { return ['light', 'dark'].find(theme => theme === localStorage.getItem('theme')) ?? 'auto'; } catch { return 'auto'; }
}

// ---- keys and clicks ----------------------------------------------------------------------------------------------------------

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === '/' && !typing) {
    showTab('rooms');
    search.focus();
    search.select();
  } else if (event.key === '?' && !typing) {
    $('keys').showModal();
  } else if (event.key === 'Escape' && !typing) {
    if (view.open !== null) close();
    else if (search.value) clearSearch();
    else return;
  } else {
    return;
  }

  event.preventDefault();
});

grid.addEventListener('keydown', event => {
  if (event.target !== grid) return;
  const page = Math.max(1, Math.floor((grid.clientHeight - headHeight()) / rowHeight()) - 1);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  if (event.key in steps) step(steps[event.key]);
  else if (event.key === 'Enter' && view.picked !== null) open(view.picked);
  else return;
  event.preventDefault();
});

search.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    if (search.value) clearSearch();
    else grid.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
    grid.focus();
    if (!view.shown.some(room => room.liveId === view.picked)) step(1);
    if (event.key === 'Enter' && view.picked !== null && view.shown.length === 1) open(view.picked);
  } else {
    return;
  }

  event.preventDefault();
});

function clearSearch() {
  search.value = '';
  search.dispatchEvent(new Event('input'));
}

search.addEventListener('input', () => {
  view.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  grid.scrollTop = 0;
  refresh();
});

document.querySelector('[role="tablist"]').addEventListener('keydown', event => {
  const tabs = ['rooms', 'assignments', 'pods'];
  const at = tabs.findIndex(name => $(`tab-${name}`) === event.target);
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (at >= 0 && by) {
    showTab(tabs[(at + by + tabs.length) % tabs.length], true);
    event.preventDefault();
  }
});

for (const name of ['rooms', 'assignments', 'pods']) $(`tab-${name}`).addEventListener('click', () => showTab(name));
grid.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true });
new ResizeObserver(() => { height = 0; draw(); }).observe(grid);
$('close').addEventListener('click', close);
$('help').addEventListener('click', () => $('keys').showModal());
$('theme').addEventListener('click', () => {
  const order = ['auto', 'light', 'dark'];
  setTheme(order[(order.indexOf(savedTheme()) + 1) % order.length]);
});
$('unlock').addEventListener('click', () => {
  if (view.token) {
    view.token = '';
    drawLock();
    say('Locked.');
  } else {
    unlock();
  }
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) poll(); });

function fromAddress() {
  const room = /^#room=([\w%._-]+)$/.exec(location.hash);
  if (room) {
    const liveId = decodeURIComponent(room[1]);
    pick(liveId, true);
    open(liveId);
  }
}

window.addEventListener('hashchange', fromAddress);
setTheme(savedTheme());
drawHead();
poll().then(fromAddress);
