// Error types per 100 problems, against the reference, in the ways that they can be counted.

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

const fullRate = 8; // errors per 100 problems more than the reference's at which a cell has its full colour

function rateTitle(v, e) {
  const parts = [traced(e.rate)];
  if (e.shareOfFailures?.trials > 0) parts.push(`${share(e.shareOfFailures)} of the failures with a type`);
  if (e.difference) parts.push(`against the reference ${signed(e.difference.points)} (${range(e.difference.low, e.difference.high)}), new on ${e.difference.more}, gone on ${e.difference.fewer}`);
  if (e.ratio && e.ratio.value !== null) parts.push(`ratio ${number(e.ratio.value, 2)}${e.ratio.low === null || e.ratio.high === null ? '' : ` (${range(e.ratio.low, e.ratio.high, 2)})`}`);
  if (e.p !== null && e.p !== undefined) parts.push(`p ${probability(e.p)}, Holm ${probability(e.holm ?? 1)}`);
  return parts.join('; ');
}

function rateCell(v, e) {
  const value = e.rate.successes > 0 ? trace(number(e.rate.percent), { variant: v.id, type: e.name }) : number(e.rate.percent);
  const made = shade(cell(value, e.difference ? signed(e.difference.points) : `${e.rate.successes}`, rateTitle(v, e)), e.difference?.points ?? null, fullRate);
  if (e.holm !== null && e.holm !== undefined && e.holm < 0.05) made.classList.add('sure');
  return made;
}

const whereRight = (v, e) => e.rateWhereReferenceRight ? cell(number(e.rateWhereReferenceRight.percent), `${e.rateWhereReferenceRight.successes}`, traced(e.rateWhereReferenceRight)) : cell('\u2013');
const corrected = (v, e) => cell(e.per100.value === null ? '\u2013' : number(e.per100.value), e.per100.low === null || e.per100.high === null ? '' : range(e.per100.low, e.per100.high));

const countings = [
  { name: 'each error under the first type that holds', of: v => v.errors, cell: rateCell },
  { name: 'in the order conceptual, method, execution, reasoning', of: v => v.errorsInOtherOrder ?? [], cell: rateCell },
  { name: 'on problems that the reference solves', of: v => v.isReference || v.errors.some(e => e.rateWhereReferenceRight) ? v.errors : [], cell: whereRight },
  { name: 'corrected for the judges’ own confusion', of: v => v.correctedErrors ?? [], cell: corrected },
];

function coverageRows() {
  const span = judged.length + 1;
  const rows = [groupRow('Coverage', span), ['failures', ...judged.map(v => cell(`${v.failed}`))],
    ['with a verdict', ...judged.map(v => cell(`${v.judged}`, `${number(100 * v.judged / Math.max(1, v.failed), 0)} %`))]];
  if (judged.some(v => v.disagreed > 0)) rows.push(['judges disagree', ...judged.map(v => cell(`${v.disagreed}`))]);
  if (judged.some(v => v.typesOpen > 0)) rows.push(['type not agreed', ...judged.map(v => cell(`${v.typesOpen}`))]);
  const shift = v => v.typeShift ? cell(`p ${probability(v.typeShift.p)}`, `Holm ${probability(v.typeShift.holm)}`,
    `chi-square ${number(v.typeShift.chiSquare, 2)} on ${v.typeShift.degreesOfFreedom}, Cramér’s V ${number(v.typeShift.cramersV, 2)}, ${v.typeShift.referenceErrors} errors of the reference and ${v.typeShift.variantErrors} of the variant`) : cell('\u2013');
  if (judged.some(v => v.typeShift)) rows.push(groupRow('Are the types spread otherwise than the reference’s?', span), ['permutation test', ...judged.map(shift)]);
  return rows;
}

function typeTable(counting) {
  const row = name => [element('th', { scope: 'row', title: meanings[name] }, spaced(name)), ...judged.map(v => {
    const found = counting.of(v).find(e => e.name === name);
    return found ? counting.cell(v, found) : cell('\u2013');
  })];
  const rows = categories.flatMap(c => [groupRow(c.name, judged.length + 1), ...c.types.map(row)]);
  return table(`First errors per 100 problems, ${counting.name}`, ['type', ...variantColumns(judged)], [...rows, ...coverageRows()], 'heat types');
}

function drawTypes() {
  const target = body('types');
  if (judged.length === 0) { target.append(note(report.judgeNote)); return; }
  const shown = countings.filter(c => judged.some(v => c.of(v).length > 0));
  const select = element('select', { id: 'counting' }, ...shown.map((c, i) => element('option', { value: i }, c.name)));
  const place = element('div', {}, typeTable(shown[0]));
  select.addEventListener('change', () => place.replaceChildren(typeTable(shown[Number(select.value)])));
  if (shown.length > 1) target.append(element('p', { class: 'choice' }, element('label', { for: 'counting' }, 'Counted '), select));
  target.append(place, note('Below each rate: the paired difference from the reference, in bold where Holm’s p is below 0.05; for the reference its count. '
    + 'A type’s share of the failures can rise while its rate falls: rates stand here, and shares, ratios and tests in the tooltips. '
    + (judged.some(v => (v.correctedErrors ?? []).length > 0) ? `Corrections rest on labels by ${report.correctedByKind ?? 'annotators'}.` : 'Without labels of this run’s failures the rates are not corrected for the judges’ own confusion.')));
}
