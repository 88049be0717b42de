/* Sends the forms without leaving the page, and leaves the page without a trace. Everything works without it too.
   It stores nothing: the conversation's token lives in the page alone. All words stand in the page, none here. */
const body = document.body;
const exit = document.getElementById('exit');
const presses = document.getElementById('presses');
const token = exit.elements.namedItem('session');
const find = (id) => document.getElementById(id);
let gone = false;

/* Leaving. The order matters: first nothing is to be seen, then the server forgets, then the address changes. */

const PATIENCE = 10000;

function forget() {
  if (!token.value) return;
  const said = new URLSearchParams({ session: token.value, quiet: '1' });
  token.value = '';
  if (!(navigator.sendBeacon && navigator.sendBeacon('/leave', said))) {
    fetch('/leave', { method: 'POST', body: said, keepalive: true, credentials: 'omit' }).catch(() => {});
  }
}

function blank(...left) {
  gone = true;
  document.title = '\u200e';
  body.className = 'gone';
  body.replaceChildren(...left);
}

function away() {
  forget();
  /* In a frame the page around it goes too; with our script there it blanks itself at once. */
  if (self !== top) parent.postMessage(exit.dataset.to, '*');
  top.location.replace(exit.dataset.to);
}

function leave() {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  blank(note);
  note.textContent = exit.dataset.loading;
  if (navigator.onLine) {
    away();
    return;
  }
  /* Without a network the page stays blank until the server can be told, and not for long. */
  addEventListener('online', away, { once: true });
  setTimeout(away, PATIENCE);
}

exit.addEventListener('submit', (event) => {
  event.preventDefault();
  leave();
});

addEventListener('pagehide', () => {
  if (!gone) blank();
  forget();
});

addEventListener('pageshow', (event) => {
  if (event.persisted) location.replace('/');
});

/* Shift, three times within five seconds of each other, with the announcements of GOV.UK's exit-this-page.
   Shift held for another key is not one of them. */

const WINDOW = 5000;
let count = 0;
let held = false;
let expiry;

function tell(text) {
  presses.textContent = text;
}

function expire() {
  clearTimeout(expiry);
  count = 0;
  tell(exit.dataset.over);
  expiry = setTimeout(() => tell(''), WINDOW);
}

document.addEventListener('keyup', (event) => {
  if (gone) return;
  if (event.key === 'Shift' && !held) {
    count += 1;
    if (count === 3) {
      leave();
      return;
    }
    tell(count === 1 ? exit.dataset.two : exit.dataset.one);
    clearTimeout(expiry);
    expiry = setTimeout(expire, WINDOW);
  } else if (count) {
    expire();
  }
  held = event.shiftKey;
}, true);

/* Left alone: a warning, then the page is wiped. */

const IDLE = Number(body.dataset.idle) * 1000;
const WARNING = 120000;
let touched = Date.now();
let warned = false;

function awake() {
  touched = Date.now();
  if (warned) tell('');
  warned = false;
}

function tick() {
  const idle = Date.now() - touched;
  if (gone || !token.value) return;
  if (idle >= IDLE) {
    const over = find('over').content.cloneNode(true);
    forget();
    blank(over);
  } else if (idle >= IDLE - WARNING && !warned) {
    warned = true;
    tell(body.dataset.soon);
  }
}

for (const act of ['keydown', 'pointerdown']) addEventListener(act, awake, { passive: true });
document.addEventListener('visibilitychange', tick);
setInterval(tick, 1000);

/* Turns. */

let busy = false;

async function fetched(address, options) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 20000);
  try {
    const answer = await fetch(address, {
      ...options, headers: { 'X-Fragment': '1' }, signal: stop.signal, credentials: 'omit', cache: 'no-store', redirect: 'error',
    });
    const html = await answer.text();
    const part = new DOMParser().parseFromString(html, 'text/html');
    if (!part.querySelector('.turn, #answer')) throw new Error('no fragment');
    return part;
  } finally {
    clearTimeout(late);
  }
}

async function send(form, button) {
  const said = new URLSearchParams(new FormData(form));
  if (button && button.name) said.append(button.name, button.value);
  said.set('session', token.value);
  const inPlace = 'inPlace' in form.dataset;
  if (!inPlace) standing(said);
  await during(form, async () => {
    const part = await fetched(new URL(form.action).pathname, { method: 'POST', body: said });
    if (inPlace) note(form, part);
    else take(part, button?.matches('.to-easy, .to-usual'));
  });
}

/* The form may be older than what stands on the page. */
function standing(said) {
  said.set('shown', find('help')?.dataset.shown || '');
  said.delete('easy');
  if (body.classList.contains('easy')) said.set('easy', '1');
}

async function during(element, work) {
  if (busy) return;
  busy = true;
  element.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => tell(body.dataset.waiting), 1500);
  document.querySelectorAll('.problem').forEach((old) => old.remove());
  try {
    await work();
  } catch (error) {
    if (!gone) trouble();
  } finally {
    busy = false;
    clearTimeout(slow);
    if (presses.textContent === body.dataset.waiting) tell('');
    element.removeAttribute('aria-busy');
  }
}

function trouble() {
  (find('answer') || find('main')).prepend(find('trouble').content.cloneNode(true));
  const problem = document.querySelector('.problem');
  look(problem, problem);
}

function note(form, part) {
  if (gone) return;
  const noted = part.querySelector('.noted');
  noted.tabIndex = -1;
  form.replaceWith(noted);
  noted.focus();
}

function take(part, switched) {
  if (gone) return;
  const [log, urgent, answer, help] = ['log', 'urgent', 'answer', 'help'].map((id) => part.getElementById(id));
  const fresh = 'fresh' in log.dataset;
  /* With a question open it comes first; where nothing is left to ask, the services do. */
  const servicesFirst = help.nextElementSibling === answer;
  /* Only a new start or the end takes the token away; a page about trouble may not know it. */
  if (answer.dataset.session || fresh) token.value = answer.dataset.session;
  body.classList.toggle('easy', 'easy' in answer.dataset);
  addTurns(log, fresh);
  renewUrgent(urgent, fresh);
  const old = find('help');
  find('answer').replaceWith(answer);
  const services = renewHelp(old, help, fresh);
  if (servicesFirst) answer.before(services);
  else answer.after(services);
  ready(body);
  const turn = find('log').lastElementChild;
  const problem = answer.querySelector('.problem');
  const others = services.querySelector('#others');
  /* Other words for the same leave the person where the switch is. */
  if (switched) document.querySelector(body.classList.contains('easy') ? '.to-usual' : '.to-easy')?.focus();
  else if (others && !problem) look(others, others);
  /* Where something was said, the log announces it and the person stands at its head; else the question is what is new. */
  else look(problem || (turn.querySelector('.said') ? turn : answer).querySelector('h2'), problem || turn);
}

function addTurns(log, fresh) {
  const all = find('log');
  if (fresh) all.replaceChildren();
  for (const turn of all.children) turn.classList.add('earlier');
  all.append(...log.children);
}

/* The card for danger is announced when it comes, not again with each turn that it stays for. */
function renewUrgent(coming, fresh) {
  const here = find('urgent');
  const changed = coming.dataset.service !== here.dataset.service;
  if (!changed || (!coming.dataset.service && !fresh && document.querySelector('.problem'))) return;
  if (coming.dataset.service) here.dataset.service = coming.dataset.service;
  else delete here.dataset.service;
  here.replaceChildren(...coming.childNodes);
}

/* Services that stay are left untouched, with what was unfolded in them, unless they are worded in another way now. */
function renewHelp(here, coming, fresh) {
  const same = coming.dataset.shown === here.dataset.shown && coming.dataset.words === here.dataset.words;
  const lost = coming.hidden && document.querySelector('.problem');
  if (!fresh && (lost || (same && !here.querySelector('#others')))) return here;
  here.replaceWith(coming);
  return coming;
}

function look(at, from) {
  if (at) at.focus({ preventScroll: true });
  from.scrollIntoView({ block: 'start' });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form === exit || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target.id !== 'text') return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

/* The numbers alone, on paper or in the clipboard. */
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-print], [data-copy]');
  if (!button) return;
  if ('print' in button.dataset) {
    print();
    return;
  }
  const lines = [...button.closest('.take').querySelectorAll('.digits-only li')].map((line) => line.textContent);
  const copied = navigator.clipboard ? navigator.clipboard.writeText(lines.join('\n')) : Promise.reject();
  copied.then(() => tell(button.dataset.done), () => tell(button.dataset.failed));
});

/* The page on covering tracks is shown in place, so that reading it does not end the talk. */
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-here]');
  if (!link || !find('log') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  during(link, async () => {
    const part = await fetched(link.href, {});
    if (gone) return;
    find('log').append(part.querySelector('.turn'));
    const turn = find('log').lastElementChild;
    look(turn.querySelector('h2'), turn);
  });
});

function ready(within) {
  within.querySelectorAll('[data-script]').forEach((words) => { words.hidden = false; });
}
ready(body);
