// What breaks: capabilities, types of error, the step at which solutions go wrong, and who says so.

const judged = ordered.filter(v => v.judged > 0);
const judgedReference = judged.find(v => v.isReference);
const fewestAtStep = 5; // a share of fewer solutions than this is not drawn

const categories = [
  { name: 'Conceptual', types: ['conceptual_misunderstanding', 'contextual_oversight'] },
  { name: 'Reasoning', types: ['logical_reasoning_error'] },
  { name: 'Method', types: ['procedural_error', 'formula_rule_error'] },
  { name: 'Execution', types: ['computational_error', 'symbolic_manipulation_error'] },
];

const meanings = {
  conceptual_misunderstanding: 'applies a wrong idea of what is asked or of the principle behind it',
  contextual_oversight: 'overlooks or misreads a condition, number or constraint of the problem',
  logical_reasoning_error: 'concludes what does not follow from what is there',
  procedural_error: 'carries out a standard procedure wrongly',
  formula_rule_error: 'uses a wrong formula or rule, or a right one where it does not hold',
  computational_error: 'computes numbers wrongly',
  symbolic_manipulation_error: 'transforms an expression wrongly, or confuses variables',
};

const contents = {
  'numerical computation': 'computing numbers, manipulating symbols',
  'reasoning planning': 'concepts, context, logic, procedure, choice of formula',
};

function drawCapability() {
  const target = body('capability');
  if (judged.length === 0) { target.append(note(report.judgeNote)); return; }
  target.append(note('First wrong steps per 100 problems. The grouping is this product’s own. Each failure counts once, where its first wrong step falls, as the judges have it.'));
  judged[0].capabilities.forEach((group, i) => {
    const there = judgedReference?.capabilities[i].rate;
    target.append(
      element('h3', {}, group.name, element('span', { class: 'soft' }, contents[group.name] ?? '')),
      forest(`${group.name}: first errors per 100 problems`, 'first errors per 100 problems, 95 % interval',
        judged.map(v => {
          const { rate, difference } = v.capabilities[i];
          return {
            name: short(v.id), value: rate.percent, low: rate.low, high: rate.high, kind: v.isReference ? 'reference' : 'plain',
            texts: [`${number(rate.percent)} (${range(rate.low, rate.high)})`, difference ? `${signed(difference.points)} (${range(difference.low, difference.high)})` : 'reference'],
            title: `${v.id}: ${traced(rate)}${difference ? `; new on ${difference.more}, gone on ${difference.fewer} of ${difference.pairs} problems` : ''}`,
          };
        }),
        there ? [{ at: there.percent, text: short(judgedReference.id), name: 'zero' }] : [],
        ['per 100', 'against the reference, paired']));
  });
}

function typeRow(name) {
  const at = judged[0].errors.findIndex(e => e.name === name);
  return [element('th', { scope: 'row', title: meanings[name] }, spaced(name)), ...judged.map(v => {
    const { rate, difference } = v.errors[at];
    const ofFailures = v.judged > 0 ? `${number(100 * rate.successes / v.judged, 0)} % of its judged failures` : '';
    const paired = difference ? `; against the reference ${signed(difference.points)} (${range(difference.low, difference.high)})` : '';
    return shade(cell(number(rate.percent), difference ? signed(difference.points) : `${rate.successes}`, `${traced(rate)}; ${ofFailures}${paired}`), difference?.points ?? null, 8);
  })];
}

function drawTypes() {
  const target = body('types');
  if (judged.length === 0) { target.append(note(report.judgeNote)); return; }
  const rows = categories.flatMap(c => [groupRow(c.name, judged.length + 1), ...c.types.filter(t => judged[0].errors.some(e => e.name === t)).map(typeRow)]);
  rows.push(groupRow('Coverage', judged.length + 1));
  rows.push(['failures', ...judged.map(v => cell(`${v.failed}`))], ['with a verdict', ...judged.map(v => cell(`${v.judged}`, `${number(100 * v.judged / Math.max(1, v.failed), 0)} %`))]);
  if (judged.some(v => v.disagreed > 0)) rows.push(['judges disagree', ...judged.map(v => cell(`${v.disagreed}`))]);
  if (judged.some(v => v.typesOpen > 0)) rows.push(['type not agreed', ...judged.map(v => cell(`${v.typesOpen}`))]);
  target.append(
    table('First errors per 100 problems; below them the paired difference from the reference (the reference: count).', ['type', ...judged.map(v => [short(v.id), v.id])], rows, 'heat'),
    note('A type’s share of the failures can rise while its rate falls; so rates stand here and shares in the tooltips. A type’s meaning is its tooltip.'));
}

function drawHazard() {
  const target = body('hazard');
  const points = v => v.hazard.map((s, i) => ({ ...s, step: i + 1 })).filter(p => p.trials >= fewestAtStep);
  const shown = judged.filter(v => points(v).length > 0);
  if (shown.length === 0) { target.append(judged.length === 0 ? note(report.judgeNote) : note('Too few solutions reach any step to draw this.')); return; }
  const longest = Math.max(...shown.flatMap(v => points(v).map(p => p.step)));
  const top = Math.min(100, Math.max(5, ...shown.flatMap(v => points(v).map(p => p.high))));
  const behind = judgedReference ? points(judgedReference) : null;
  target.append(
    element('div', { class: 'courses' }, ...shown.map(v => chart(course(short(v.id), points(v), v.isReference ? null : behind, top, longest), v.isReference ? 'reference' : 'plain'))),
    note('Of the solutions that reach a step still right, the percent that goes wrong there; right solutions leave at their end. The answer is the step after the last. '
      + `The reference in grey; bars are 95 % intervals; steps that fewer than ${fewestAtStep} solutions reach are left out.`));
  const rows = shown.map(v => [variantHeader(v), ...Array.from({ length: longest }, (_, k) => v.hazard[k]?.trials ? cell(share(v.hazard[k]), counts(v.hazard[k]), traced(v.hazard[k])) : cell(''))]);
  target.append(element('details', { class: 'words' }, element('summary', {}, 'The numbers'),
    table('percent that goes wrong, and counts', ['variant', ...Array.from({ length: longest }, (_, k) => `step ${k + 1}`)], rows)));
}

function drawJudges() {
  const target = body('judges');
  if (report.judges.length > 0) {
    target.append(table('Replies over all failures', ['judge', 'valid', 'invalid', 'does not fit', 'abstained', 'failed', 'unjudged', ['agreement', 'of the failures on which this judge and another gave a valid verdict, those on which its step is the one that stands']],
      report.judges.map(j => [element('th', { scope: 'row', class: 'wide' }, j.id), ...[j.valid, j.invalid, j.doesNotFit, j.abstained, j.failed, j.unjudged].map(n => cell(`${n}`)),
        j.oneJudge ? cell(element('span', { class: 'badge' }, 'one judge')) : j.agreement ? cell(share(j.agreement), counts(j.agreement), traced(j.agreement)) : cell('\u2013')])));
  }
  target.append(note(report.judgeNote));
}
