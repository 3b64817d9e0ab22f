// What every part of the console stands on. Everything that comes from /api/ is put into the page as text, never as markup.

export const $ = id => document.getElementById(id);
export const grid = $('grid');
export const space = $('space');

export const STATES = ['streaming', 'connecting', 'resolving', 'backing_off', 'offline', 'ended', 'pending', 'admitted', 'paused', 'refused', 'unknown', 'stopped'];
const WORDS = { backing_off: 'backing off' };

export const view = {
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

export const word = state => WORDS[state] ?? state;
export const title = text => text.charAt(0).toUpperCase() + text.slice(1);
export const number = value => value.toLocaleString('en', { maximumFractionDigits: 0 });
export const perSecond = value => value.toLocaleString('en', { minimumFractionDigits: value < 100 ? 1 : 0, maximumFractionDigits: value < 100 ? 1 : 0 });

export function age(ms) {
  if (ms === null || ms === undefined) return '–';
  const seconds = Math.max(0, (view.now - ms) / 1000);
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

export function make(tag, css, text) {
  const node = document.createElement(tag);
  if (css) node.className = css;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function say(text) {
  put($('toast'), text);
  $('toast').hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { $('toast').hidden = true; }, 6000);
}

export async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok && answer.status !== 404) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export const isTrouble = room => room.state === 'backing_off' || room.state === 'refused' || (room.remedy !== '' && (room.state === 'unknown' || room.state === 'pending'));
