// The theme, and the order in which sections are drawn.

document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});

function drawProvenance() {
  body('provenance').append(element('dl', { class: 'facts' },
    ...report.facts.filter(f => f.value !== '').map(f => element('div', {}, element('dt', {}, f.name), element('dd', {}, f.value)))));
}

for (const draw of [drawVerdict, drawSamples, drawLosses, drawSizes, drawWhere, drawCapability, drawTypes, drawHazard, drawDivergence, drawJudges, drawCost, drawFailures, drawProvenance]) draw();
