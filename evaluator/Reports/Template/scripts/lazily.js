// Typesetting costs a millisecond a formula, and most texts of a report are never looked at.
const unseen = new WeakMap();
const whenSeen = new IntersectionObserver(entries => {
  for (const entry of entries.filter(e => e.isIntersecting && unseen.has(e.target))) show(entry.target);
}, { rootMargin: '100px' });
addEventListener('beforeprint', () => { for (const waiting of document.querySelectorAll('.unseen')) show(waiting); });

function show(target) {
  const draw = unseen.get(target);
  unseen.delete(target);
  whenSeen.unobserve(target);
  target.classList.remove('unseen');
  if (draw) target.replaceChildren(...draw());
}

function lazily(text, draw) {
  const place = element('span', { class: 'text unseen' }, text);
  unseen.set(place, draw);
  whenSeen.observe(place);
  return place;
}
