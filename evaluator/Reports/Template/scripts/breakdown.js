// Where accuracy is lost: by subject, by level, and by both.

const fullShade = 20; // points at which a cell has its full colour

function lossCell(v, here, there, chosen) {
  if (!here || here.trials === 0) return cell('\u2013');
  const difference = v.isReference || !there || there.trials === 0 ? null : there.percent - here.percent;
  const value = here.successes < here.trials ? trace(number(here.percent), { variant: v.id, ...chosen }) : number(here.percent);
  const made = cell(value, difference === null ? counts(here) : signed(-difference), traced(here));
  return shade(made, difference, fullShade);
}

function drawWhere() {
  const target = body('where');
  const group = (key, title, values, name, pick) => values.length === 0 ? [] : [groupRow(title, ordered.length + 1),
    ...values.map((value, i) => [name(value), ...ordered.map(v => lossCell(v, pick(v)[i], reference ? pick(reference)[i] : null, { [key]: value }))])];
  const rows = [...group('subject', 'Subject', report.subjects, s => s, v => v.bySubject), ...group('level', 'Level', report.levels, l => `Level ${l}`, v => v.byLevel)];
  if (rows.length === 0) { target.append(note('The problems state neither subject nor level.')); return; }
  target.append(
    table('Accuracy in percent; below it the difference from the reference in points (the reference: right of problems).',
      ['', ...variantColumns(ordered)], rows, 'heat'),
    legend());
  if (report.subjects.length > 0 && report.levels.length > 0 && report.variants.some(v => v.bySubjectAndLevel.length > 0)) drawCross(target);
}

function legend() {
  const swatch = difference => { const made = element('span', { class: 'swatch' }); return shade(made, difference, fullShade); };
  return element('p', { class: 'note legend' },
    'Colour: ', swatch(-fullShade), swatch(-fullShade / 2), ' better than the reference, ', swatch(fullShade / 2), swatch(fullShade),
    ` worse (full at ${fullShade} points). It shows size, not certainty: cells are small, and each one’s counts and interval stand in its tooltip.`);
}

function drawCross(target) {
  const others = ordered.filter(v => !v.isReference);
  const worst = [...others].sort((a, b) => (b.loss?.points ?? 0) - (a.loss?.points ?? 0))[0] ?? ordered[0];
  const select = element('select', { id: 'cross-variant' }, ...ordered.map(v => element('option', { value: v.id }, short(v.id))));
  const place = element('div');
  const draw = () => {
    const v = report.variants.find(one => one.id === select.value) ?? worst;
    const rows = report.subjects.map((subject, s) => [subject,
      ...report.levels.map((level, l) => lossCell(v, v.bySubjectAndLevel[s]?.[l], reference?.bySubjectAndLevel[s]?.[l], { subject, level }))]);
    place.replaceChildren(table(`${short(v.id)}: accuracy in percent by subject and level, difference from the reference below`,
      ['subject', ...report.levels.map(l => `level ${l}`)], rows, 'heat cross'));
  };
  select.value = worst.id;
  select.addEventListener('change', draw);
  target.append(element('p', { class: 'choice' }, element('label', { for: 'cross-variant' }, 'Subject and level together, for '), select), place);
  draw();
}
