/* The forms of this page load a page of their own: the chat's script, which sends forms piece by piece, leaves them alone. */
for (const form of document.querySelectorAll('.pro form')) {
  form.addEventListener('submit', (event) => event.stopPropagation());
}
