// Asks and has everything drawn.
import { $, age, get, number, put, view, word } from './core.js';
import { refresh, unpack } from './list.js';
import { drawDetail } from './room.js';
import { drawLock } from './writes.js';
import { drawTab } from './fleet.js';

const POLL = 2000; // how often the list is asked for while the page is seen

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

export async function poll() {
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
