// A little comfort; every page works without it.
(() => {
  'use strict';
  // What went wrong is read first.
  document.getElementById('fouten')?.focus();

  // A form is sent once, however often somebody presses; the server would do it once in any case.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = 'yes';
  });

  // A page that comes back out of the browser's memory is asked for again: after a withdrawal it may hold nothing old.
  addEventListener('pageshow', event => {
    if (event.persisted) location.reload();
    document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent);
  });

  // The quick way out: the page is empty at once, the session ends, and 'back' does not lead here.
  const away = document.querySelector('[data-away]');
  if (away) {
    const leave = () => {
      document.title = ' ';
      document.body.replaceChildren();
      fetch(away.getAttribute('href'), { keepalive: true, redirect: 'manual' }).catch(() => { });
      location.replace(away.dataset.away);
    };
    away.addEventListener('click', event => { event.preventDefault(); leave(); });
    let pressed = [];
    document.addEventListener('keydown', event => {
      pressed = event.key === 'Escape' ? [...pressed.filter(at => event.timeStamp - at < 2000), event.timeStamp] : [];
      if (pressed.length >= 3) leave();
    });
  }

  // A session of a code ends by itself; what it showed goes with it, also when the phone slept meanwhile.
  const main = document.getElementById('inhoud');
  if (main?.dataset.ends) {
    const ends = Date.now() + main.dataset.ends * 1000;
    const close = () => { if (Date.now() >= ends) location.replace('/binnen?klaar=1'); };
    setTimeout(close, ends - Date.now() + 50);
    document.addEventListener('visibilitychange', close);
  }

  // Read aloud with the voice of the device, where it has one: nothing is sent anywhere.
  document.querySelectorAll('[data-read]').forEach(part => {
    if (!('speechSynthesis' in window)) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'nl-button nl-button--secondary wo-read wo-noprint';
    button.textContent = part.dataset.readLabel;
    button.addEventListener('click', () => {
      speechSynthesis.cancel();
      const said = new SpeechSynthesisUtterance([...part.querySelectorAll('h2, dt, dd')].map(e => e.textContent.trim()).join('. '));
      said.lang = part.dataset.read;
      speechSynthesis.speak(said);
    });
    part.querySelector('h2').after(button);
  });

  document.querySelectorAll('[data-print]').forEach(button => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });
})();
