// The live events of the room in the panel.
import { $, get, make, number, put, view } from './core.js';
import { address, link } from './room.js';

const TAIL_LINES = 200; // events that are kept on the page

export async function watch(liveId) {
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
