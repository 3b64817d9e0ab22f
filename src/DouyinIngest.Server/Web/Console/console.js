// The operator's console: theme, keys and clicks. Reads /api/ and draws.
import { $, grid, put, say, title, view } from './core.js';
import { draw, drawHead, headHeight, pick, refresh, resized, rowHeight, step } from './list.js';
import { close, open } from './room.js';
import { drawLock, unlock } from './writes.js';
import { showTab } from './fleet.js';
import { poll } from './poll.js';

const search = $('search');

function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  put($('theme'), `◐ ${title(theme)}`);
  $('theme').setAttribute('aria-label', `Theme: ${theme}`);
  $('theme').title = 'Theme: as the system, light, dark';
  try { localStorage.setItem('theme', theme); } catch { /* Not kept, then. */ }
}

function savedTheme() {
  try { return ['light', 'dark'].find(theme => theme === localStorage.getItem('theme')) ?? 'auto'; } catch { return 'auto'; }
}

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
new ResizeObserver(resized).observe(grid);
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
