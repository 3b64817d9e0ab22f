// What changes something: the token, pause and resume.
import { $, put, say, view } from './core.js';
import { poll } from './poll.js';

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

export async function unlock() {
  view.token = await ask('Unlock', 'With the management token rooms can be paused and resumed. It stays in this page’s memory until you reload or lock it.', 'Unlock', true);
  drawLock();
  return view.token !== '';
}

export function drawLock() {
  $('unlock').hidden = !view.status?.writes;
  put($('unlock'), view.token ? 'Lock' : 'Unlock');
}

export async function change(room, action) {
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
