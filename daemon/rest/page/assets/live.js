// Keeps a page live over one stream of server-sent events. Without it every page works and refreshes by itself.
'use strict';
(() => {
  const body = document.body, byID = id => document.getElementById(id), say = (key, at) => body.dataset[key].replace('{at}', at);
  const policy = window.trustedTypes ? trustedTypes.createPolicy('ringevett', {createHTML: text => text}) : {createHTML: text => text};

  // A link's secret is behind the #, so that it is in no log. It is sent by the form, once.
  const link = byID('link');
  if (link && location.hash.length > 1) {
    link.value = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
    byID('sign-in').submit();
    return;
  }
  document.addEventListener('input', () => { touched = true; });
  let touched = false;
  if (!body.dataset.live) return;

  const stale = byID('stale'), veil = byID('veil'), figures = byID('figures'), hold = byID('hold'), clock = byID('clock');
  let source = null, wait = 2, retry = 0, away = 0;  // the stream, and timers
  let at = 0, tickedAt = -Infinity, shown = clock.textContent; // the daemon's clock at the last tick
  let held = false, full = false, peek = false;      // peek: shown although too old
  const mono = () => performance.now(), began = mono();

  const now = () => at + (mono() - tickedAt);
  const lasting = ms => {
    const s = Math.max(0, Math.floor(ms / 1000)), two = n => String(n).padStart(2, '0');
    return s < 3600 ? Math.floor(s / 60) + ':' + two(s % 60) : Math.floor(s / 3600) + ':' + two(Math.floor(s / 60) % 60) + ':' + two(s % 60);
  };
  const count = root => {
    if (at) for (const t of root.querySelectorAll('time.for')) {
      const text = lasting(now() - Date.parse(t.dateTime));
      if (t.textContent !== text) t.textContent = text;
    }
  };
  const parse = html => {
    const t = document.createElement('template');
    t.innerHTML = policy.createHTML(html);
    return t.content.firstElementChild;
  };

  const put = part => {
    const fresh = parse(part.html), old = byID(part.id), list = part.in && byID(part.in);
    count(fresh.parentNode || fresh);
    if (old) Idiomorph.morph(old, fresh, {morphStyle: 'outerHTML', ignoreActiveValue: true});
    else if (list) list.append(fresh);
  };
  let orders = {};
  const arrange = () => {
    for (const id in orders) {
      const list = byID(id);
      if (list && (list.matches(':hover') || list.contains(document.activeElement))) continue;
      if (list) orders[id].forEach((row, i) => {
        const el = byID(row);
        if (el && list.children[i] !== el) list.insertBefore(el, list.children[i] || null);
      });
      delete orders[id];
    }
  };
  const parts = e => {
    if (held) return;
    const change = JSON.parse(e.data);
    for (const id of change.gone || []) byID(id)?.remove();
    (change.parts || []).forEach(put);
    orders = Object.assign(orders, change.order || {});
  };
  const tick = e => {
    if (held) return;
    const t = JSON.parse(e.data);
    if (t.version !== body.dataset.version && !touched) return location.reload();
    at = Date.parse(t.at); tickedAt = mono(); shown = t.clock; wait = 2; full = peek = false;
    clock.textContent = t.clock;
    arrange();
    paint();
  };

  // Figures that are old say so, stop counting, and are veiled after half a minute.
  const paint = () => {
    const age = (mono() - (at ? tickedAt : began)) / 1000, old = age > 5, gone = age > 30 && !peek;
    body.classList.toggle('stale', old || held || full);
    const text = held ? say('held', shown) : full ? say('full', shown) : old ? say('old', shown) : '';
    if (stale.textContent !== text) stale.textContent = text;
    stale.hidden = !text;
    veil.hidden = !gone;
    if (figures) figures.hidden = gone;
    byID('head').hidden = gone;
    veil.firstElementChild.textContent = say('gone', shown);
    if (!old && !held && !full) count(document);
  };
  veil.querySelector('button').addEventListener('click', () => { peek = true; paint(); });

  const close = () => { clearTimeout(retry); source?.close(); source = null; };
  const open = () => {
    close();
    source = new EventSource(body.dataset.live);
    source.addEventListener('parts', parts);
    source.addEventListener('tick', tick);
    source.addEventListener('end', () => { close(); location.assign('/sign-in?said=ended'); });
    source.addEventListener('full', () => { close(); full = true; paint(); });
    source.onerror = () => { // after any answer but 200 a browser would not try again
      close();
      retry = setTimeout(open, wait * 1000);
      wait = Math.min(30, wait * 2);
    };
  };
  hold.hidden = false;
  hold.addEventListener('click', () => {
    held = !held;
    hold.setAttribute('aria-pressed', held);
    hold.textContent = held ? body.dataset.go : body.dataset.hold;
    if (held) close(); else open();
    paint();
  });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(away);
    if (document.hidden) away = setTimeout(close, 30000);
    else if (!source && !held) open();
  });
  setInterval(paint, 1000);
  open();
})();
