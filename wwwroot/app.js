// What HTML cannot do by itself: copy a text, open a modal dialog, and reload when the node has forgotten this page.
(() => {
  'use strict';

  window.toxmail = {
    open: (dialog) => dialog.showModal(),
    live: () => { document.documentElement.dataset.live = ''; },
  };

  // A page that came over plain HTTP from another machine has no clipboard: there the text is marked for the user's own hand.
  const copy = async (button) => {
    const copied = await navigator.clipboard?.writeText(button.dataset.copy).then(() => true, () => false);
    if (!copied) {
      getSelection().selectAllChildren(button.parentElement.querySelector('code, pre') ?? button);
    }
    const label = button.textContent;
    button.textContent = copied ? 'Copied' : 'Press Ctrl-C';
    setTimeout(() => { button.textContent = label; }, 1500);
  };

  document.addEventListener('click', (event) => {
    const copied = event.target.closest('[data-copy]');
    if (copied) {
      copy(copied);
    } else if (event.target.closest('[data-reload]')) {
      location.reload();
    }
  });

  // A node that was restarted refuses the old circuit: the page itself is still right after a reload.
  const notice = document.getElementById('components-reconnect-modal');
  const reloadWhenBack = () => setInterval(async () => {
    const answer = await fetch('/healthz').catch(() => null);
    if (answer?.ok) {
      location.reload();
    }
  }, 3000);
  let waiting = null;
  new MutationObserver(() => {
    if (notice.classList.contains('components-reconnect-rejected')) {
      location.reload();
    } else if (notice.classList.contains('components-reconnect-failed')) {
      waiting ??= reloadWhenBack();
    }
  }).observe(notice, { attributes: true, attributeFilter: ['class'] });
})();
