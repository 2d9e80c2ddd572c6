// Who says where a solution goes wrong: replies, cost, agreement, and how right they are where labels tell.

const agreementMeaning = 'of the failures on which this judge and another gave a valid verdict, those on which its step is the one that stands';
const estimateCell = (e, digits = 1) => !e || e.value === null ? cell('\u2013') : cell(number(e.value, digits), e.low === null || e.high === null ? '' : range(e.low, e.high, digits));

function judgeRow(j) {
  const agreement = j.oneJudge ? cell(element('span', { class: 'badge' }, 'one judge'))
    : j.agreement ? cell(share(j.agreement), counts(j.agreement), traced(j.agreement)) : cell('\u2013');
  const cost = (report.judgeCosts ?? []).find(c => c.judge === j.id);
  return [element('th', { scope: 'row', class: 'wide' }, j.id), ...[j.valid, j.invalid, j.doesNotFit, j.abstained, j.failed, j.unjudged].map(n => cell(whole(n))), agreement,
    ...(cost ? [cell(whole(cost.promptTokens + cost.generatedTokens), `${whole(cost.generatedTokens)} generated`), cell(duration(cost.seconds), cost.replies > 0 ? `${duration(cost.seconds / cost.replies)} a reply` : '')] : [cell('\u2013'), cell('\u2013')])];
}

function repliesTable() {
  return table('Replies over all failures', ['judge', 'valid', 'invalid', 'does not fit', 'abstained', 'failed', 'unjudged', ['agreement', agreementMeaning], 'tokens', 'time'], report.judges.map(judgeRow));
}

function alphaNote() {
  const a = report.agreement;
  if (!a) return report.judges.length === 1 ? 'One judge: there is no agreement to measure.' : 'Agreement is not measured: no two judges gave valid verdicts on the same failures.';
  const alpha = e => e && e.value !== null ? `${number(e.value, 2)}${e.low === null || e.high === null ? '' : ` (${range(e.low, e.high, 2)})`}` : 'not defined, since all say the same';
  return `Krippendorff’s alpha over ${a.judges} judges and ${whole(a.failures)} failures (1 is perfect, 0 is chance): first wrong step ${alpha(a.steps)}; type ${alpha(a.types)}. Agreement is not truth.`;
}

function accuracyTable() {
  const labelled = report.judgeAccuracy ?? [];
  if (labelled.length === 0) {
    return note('How right the judges are is not known here: no failure of this run is labelled. Draw a sample with quantgrpc-eval annotate sample, have it labelled, and bring it back with annotate import.');
  }
  return table('Against labels of this run’s own failures: percent right, each label weighted by the failures that it stands for',
    ['judge', 'labels by', 'covered', 'right step', 'right type', 'both'],
    labelled.map(a => [element('th', { scope: 'row', class: 'wide' }, a.judge), cell(a.annotatorKind, a.labels), cell(counts(a.covered), share(a.covered)), estimateCell(a.step), estimateCell(a.type), estimateCell(a.both)]));
}

function annotatorTable() {
  const twice = report.annotatorAgreement ?? [];
  return twice.length === 0 ? null : table('How far the labels agree with themselves, where a failure was labelled twice or more', ['labels by', 'same step', 'step and type', 'alpha, step', 'alpha, both'],
    twice.map(a => [element('th', { scope: 'row', class: 'wide', title: a.labels }, a.annotatorKind), cell(share(a.sameStep), counts(a.sameStep), traced(a.sameStep)),
      cell(share(a.sameStepAndType), counts(a.sameStepAndType), traced(a.sameStepAndType)), estimateCell(a.stepAlpha, 2), estimateCell(a.stepAndTypeAlpha, 2)]));
}

function drawJudges() {
  const target = body('judges');
  target.append(...(report.judgeWarnings ?? []).map(text => element('p', { class: 'warning' }, text)));
  if (report.judges.length === 0) { target.append(note(report.judgeNote)); return; }
  target.append(...[repliesTable(), note(alphaNote()), accuracyTable(), annotatorTable(), note(report.judgeNote)].filter(Boolean));
}
