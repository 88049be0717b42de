/* Puts the chat into a page of another site, in a frame that this page cannot read:
   <script src="https://chat.example/static/frame.js"></script> where it is to stand. docs/embedding.md says more. */
(() => {
  const tag = document.currentScript;
  const home = new URL('/', tag.src);
  const frame = document.createElement('iframe');
  frame.src = home.href;
  frame.title = 'Support options';
  frame.referrerPolicy = 'no-referrer';
  frame.allow = 'clipboard-write';
  frame.setAttribute('sandbox', [
    'allow-scripts', 'allow-forms', 'allow-same-origin', 'allow-modals',
    'allow-top-navigation-by-user-activation', 'allow-top-navigation-to-custom-protocols',
  ].join(' '));
  Object.assign(frame.style, { display: 'block', width: '100%', height: 'min(46rem, 92vh)', border: '0' });
  tag.after(frame);
  /* The exit in the frame asks the page around it to go as well: blank first, then elsewhere. */
  addEventListener('message', (event) => {
    if (event.source !== frame.contentWindow || event.origin !== home.origin) return;
    if (!String(event.data).startsWith('https://')) return;
    document.title = '\u200e';
    document.documentElement.replaceChildren();
    location.replace(event.data);
  });
})();
