/* The rehearsal's forms go the browser's own way: the chat's script must neither send them to the chat nor, when the page
   changes because of them, forget the rehearsal. Leaving by the exit, or by a link, still forgets it. */
const token = document.getElementById('exit').elements.namedItem('session');
document.getElementById('main').addEventListener('submit', (event) => {
  event.stopPropagation();
  token.value = '';
});
