// The browser of failures: choices and search above, the list at the left, the chosen failure beside it.

function failureBrowser(target) {
  const found = element('p', { class: 'note', 'aria-live': 'polite' });
  const detail = element('article', { class: 'detail', tabindex: '-1', 'aria-label': 'the chosen failure' });
  const search = element('input', { type: 'search', placeholder: 'search problems, outputs, reasons', 'aria-label': 'search problems, outputs and judges’ reasons' });
  const choices = facets.map(f => facetChoice(f, () => choose())).filter(c => c.values.length > 1);
  const clear = element('button', { type: 'button' }, 'show all');
  let chosen = null;

  const list = virtualList('failures', rowOf, f => {
    chosen = f;
    detail.replaceChildren(...detailOf(f));
    detail.scrollTop = 0;
  }, () => { detail.classList.add('opened'); detail.focus(); });

  function choose(keep = chosen) {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const mentioned = words.length === 0 ? report.failures : report.failures.filter(f => mentions(f, words));
    for (const c of choices) c.count(mentioned.filter(f => choices.every(other => other === c || other.holds(f))));
    const matching = mentioned.filter(f => choices.every(c => c.holds(f)));
    const all = matching.length === report.failures.length;
    found.textContent = `${all ? '' : `${whole(matching.length)} of `}${whole(report.failures.length)} failures${leftOut()}. Keys: \u2191 \u2193 choose, Enter reads, Esc goes back, / searches.`;
    clear.hidden = all;
    if (matching.length === 0) detail.replaceChildren(note('No failure is like this.'));
    list.set(matching, keep);
  }

  function showAll(keep) {
    for (const control of [...choices.map(c => c.select), search]) control.value = '';
    choose(keep);
  }

  clear.addEventListener('click', () => showAll(chosen));
  search.addEventListener('input', () => choose());
  search.addEventListener('keydown', event => { if (event.key === 'ArrowDown' || event.key === 'Enter') { list.box.focus(); event.preventDefault(); } });
  detail.addEventListener('keydown', event => { if (event.key === 'Escape') list.box.focus(); });
  target.append(element('p', { class: 'note paper' }, `${whole(report.failures.length)} failures can be read in the page itself.`),
    element('div', { class: 'filters', role: 'search' }, search, ...choices.map(c => c.select), clear), found,
    element('div', { class: 'browser' }, list.box, detail));
  return { choices, search, detail, choose, showAll };
}

const leftOut = () => report.failuresLeftOut ? `; ${whole(report.failuresLeftOut)} more are in the store, those that the reference solves came first` : '';

// report.html#failure-12 opens the twelfth; report.html#failures?variant=m-Q2_K&flip=Lost shows those.
function openAddressed(browser) {
  const place = Number(/^#failure-(\d+)$/.exec(location.hash)?.[1] ?? 0);
  if (place > 0 && place <= report.failures.length) {
    browser.showAll(report.failures[place - 1]);
    browser.detail.classList.add('opened');
  }
  else if (location.hash.startsWith('#failures?')) {
    const asked = new URLSearchParams(location.hash.slice('#failures?'.length));
    for (const c of browser.choices) c.select.value = c.values.includes(asked.get(c.facet.key)) ? asked.get(c.facet.key) : '';
    browser.search.value = asked.get('search') ?? '';
    browser.choose();
  } else return;
  document.getElementById('failures').scrollIntoView();
}

function drawFailures() {
  const target = body('failures');
  if (!typeset) target.append(note('Formulas are shown as source: this report was built without npm’s KaTeX.'));
  if (report.failures.length === 0) { target.append(note('No failures are stored.')); return; }
  const browser = failureBrowser(target);
  browser.choose();
  addEventListener('hashchange', () => openAddressed(browser));
  addEventListener('keydown', event => {
    if (event.key !== '/' || event.target.closest('input, select, textarea')) return;
    browser.search.focus();
    event.preventDefault();
  });
  openAddressed(browser);
}
