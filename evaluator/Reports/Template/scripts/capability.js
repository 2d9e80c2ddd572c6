// The capability view: numerical computation and reasoning planning, as first errors per 100 problems, beside wrong equations without a judge.

const judged = ordered.filter(v => v.judged > 0);
const judgedReference = judged.find(v => v.isReference);

const contents = {
  'numerical computation': 'computing numbers, manipulating symbols',
  'reasoning planning': 'concepts, context, logic, procedure, choice of formula',
};

function capabilityRow(v, i) {
  const { rate, difference } = v.capabilities[i];
  return {
    name: short(v.id), value: rate.percent, low: rate.low, high: rate.high, kind: v.isReference ? 'reference' : 'plain',
    texts: [`${number(rate.percent)} (${range(rate.low, rate.high)})`, difference ? `${signed(difference.points)} (${range(difference.low, difference.high)})` : 'reference'],
    title: `${v.id}: ${traced(rate)}${difference ? `; new on ${difference.more}, gone on ${difference.fewer} of ${difference.pairs} problems` : ''}`,
  };
}

function capabilityForest(group, i) {
  const there = judgedReference?.capabilities[i].rate;
  return forest({
    title: `${group.name}: first errors per 100 problems`, axis: 'first errors per 100 problems, 95 % interval',
    rows: judged.map(v => capabilityRow(v, i)), domain: judged.flatMap(v => v.capabilities.map(c => c.rate)), lines: there ? [{ at: there.percent, text: 'reference', name: 'zero' }] : [],
    columns: ['per 100', 'against the reference'],
  });
}

function equationRow(v) {
  const { per100, difference, checked, wrong, outputs } = v.equations;
  const value = per100.value ?? 0;
  return {
    name: short(v.id), value, low: per100.low ?? value, high: per100.high ?? value, kind: v.isReference ? 'reference' : 'plain',
    texts: [`${number(value)} (${range(per100.low ?? value, per100.high ?? value)})`,
      v.isReference || difference?.value === null || !difference ? (v.isReference ? 'reference' : '\u2013') : `${signed(difference.value)} (${range(difference.low ?? difference.value, difference.high ?? difference.value)})`],
    title: `${v.id}: ${wrong} wrong of ${checked} checked equations in ${outputs} outputs`,
  };
}

function drawEquations(target) {
  const shown = ordered.filter(v => v.equations?.checked > 0);
  target.append(element('h3', {}, 'wrong equations', element('span', { class: 'soft' }, 'checked exactly in all outputs, right answers included; no judge is asked')));
  if (shown.length === 0) {
    target.append(note('No equations are counted for this run: the same run command, given again, counts them without generating.'));
    return;
  }
  const there = shown.find(v => v.isReference)?.equations.per100.value;
  target.append(forest({
    title: 'Wrong equations per 100 checked', axis: 'wrong per 100 checked equations, 95 % interval by bootstrap over problems', rows: shown.map(equationRow),
    lines: there === undefined || there === null ? [] : [{ at: there, text: 'reference', name: 'zero' }], columns: ['per 100', 'against the reference'],
  }));
}

function drawCapability() {
  const target = body('capability');
  if (judged.length === 0) target.append(note(report.judgeNote));
  else {
    target.append(note('First wrong steps per 100 problems. Each failure counts once, where its first wrong step falls, as the judges have it. The grouping is this product’s own; differences are paired by problem.'));
    judged[0].capabilities.forEach((group, i) => target.append(
      element('h3', {}, group.name, element('span', { class: 'soft' }, contents[group.name] ?? '')), capabilityForest(group, i)));
  }
  drawEquations(target);
}
