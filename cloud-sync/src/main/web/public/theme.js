// Before the first paint, so that a chosen theme does not flash.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('arxos.theme');
  } catch (_) {
    // No storage: follow the system.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
