// The head, provenance, the theme, and the order in which sections are drawn.

function drawHead() {
  document.title = `QuantGrpc: ${report.title}`;
  document.getElementById('title').textContent = report.title;
  const facts = new Map(report.facts.map(f => [f.name, f.value]));
  document.getElementById('facts-line').textContent = [facts.has('run') ? `Run ${facts.get('run')}` : '', facts.get('created') ?? '', `reference ${report.reference}`, facts.get('engine') ?? '']
    .filter(Boolean).join(' \u00b7 ');
  for (const [id, text] of [['notice', report.notice], ['unfinished', report.unfinished]]) {
    const place = document.getElementById(id);
    place.textContent = text ?? '';
    place.hidden = !text;
  }
  const nav = document.querySelector('nav');
  for (const section of document.querySelectorAll('main section')) {
    nav.append(element('a', { href: `#${section.id}` }, section.querySelector('h2').textContent));
  }
}

function drawProvenance() {
  body('provenance').append(element('dl', { class: 'facts' },
    ...report.facts.filter(f => f.value !== '').map(f => element('div', {}, element('dt', {}, f.name), element('dd', {}, f.value)))));
}

document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});

for (const draw of [drawHead, drawVerdict, drawVariants, drawBits, drawWhere, drawCapability, drawTypes, drawHazard, drawJudges, drawFailures, drawProvenance]) draw();
