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
})();
