// The receipt prints as soon as it is drawn; the button prints it again.
(function () {
  "use strict";
  var button = document.querySelector("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
  window.addEventListener("load", function () { window.print(); });
})();
