// One room: its panel.
import { $, age, get, grid, make, number, perSecond, put, title, view, word } from './core.js';
import { draw } from './list.js';
import { watch } from './tail.js';
import { change } from './writes.js';

export function open(liveId) {
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

export function close() {
  if (view.open === null) return;
  view.open = null;
  view.tail?.close();
  view.tail = null;
  $('detail').hidden = true;
  history.replaceState(null, '', location.pathname);
  draw();
  grid.focus();
}

export async function drawDetail() {
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
export const address = room => (/^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/.test(room.address) ? room.address : '');

export function link(room) {
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
    ? [['Room id', figures.roomId || '–'], ['Transport', `${figures.transport}${figures.transportChanges ? `, changed ${number(figures.transportChanges)} ×` : ''}`], ['Events/s', perSecond(room.rate)], ['Events', number(room.events)], ['Last event', age(room.lastEventAt && Date.parse(room.lastEventAt))],
      ...Object.entries(figures.events).filter(([kind]) => kind !== 'total').map(([kind, count]) => [title(kind), number(count)]),
      ['Gaps', number(figures.gaps)], ['Reconnects', number(figures.reconnects)], ['Duplicates', number(figures.duplicates)], ['Filtered', number(figures.filtered)], ['Rejected frames', number(figures.rejectedFrames)], ['Not confirmed', `${number(figures.unackedFrames)} ${figures.unackedFrames === 1 ? 'frame' : 'frames'}`]]
    : [['Room id', room.roomId || '–'], ['Transport', room.transport || '–'], ['Events/s', perSecond(room.rate)], ['Events', number(room.events)], ['Gaps', number(room.gaps)]];
  $('detail-facts').replaceChildren(...facts.map(([name, value]) => {
    const fact = make('div', name === 'Room id' ? 'wide' : '');
    const dd = make('dd', '', value);
    dd.title = value;
    fact.append(make('dt', '', name), dd);
    return fact;
  }));
}
