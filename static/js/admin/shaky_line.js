// A form at the counter on a shaky line: it is sent only while the portal answers, and kept on the screen until then.
// Without this script the browser sends it as always; the form's token makes one case of any number of sendings.
(function () {
  "use strict";
  var form = document.querySelector("form[data-shaky-line]");
  if (!form || !window.fetch) return;
  var status = form.querySelector("[data-shaky-status]");
  var waiting = false;

  function say(text) {
    status.hidden = false;
    status.textContent = text;
  }

  function reach() {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 8000);
    return fetch(window.location.href, { method: "HEAD", cache: "no-store", signal: stop.signal }).then(
      function (answer) { clearTimeout(timer); return answer.status < 500; },
      function () { clearTimeout(timer); return false; }
    );
  }

  function send() {
    reach().then(function (there) {
      if (there) {
        say(form.dataset.sending);
        waiting = false;
        HTMLFormElement.prototype.submit.call(form);
      } else {
        say(form.dataset.waiting);
        setTimeout(send, 3000);
      }
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    send();
  });
})();
