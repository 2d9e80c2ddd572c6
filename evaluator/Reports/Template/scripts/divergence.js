// The reference's own solutions, forced through every variant: how far its distributions move, and where it would first have written another token.

const nats = value => value === null || value === undefined ? '\u2013' : value === 0 ? '0' : value < 1e-5 ? value.toExponential(1).replace('-', '\u2212') : Number(value.toPrecision(2)).toString();

function divergenceRow(v) {
  const { meanKl, withoutFlip, agreement, solutions, tokens } = v.divergence;
  return {
    name: short(v.id), value: meanKl.value ?? 0, low: meanKl.low ?? meanKl.value ?? 0, high: meanKl.high ?? meanKl.value ?? 0, kind: 'plain',
    texts: [`${nats(meanKl.value)} (${nats(meanKl.low)} to ${nats(meanKl.high)})`, share(withoutFlip), agreement ? `${share(agreement.same)}, by chance ${number(agreement.chancePercent)} %` : '\u2013'],
    title: `${v.id}: ${whole(tokens)} tokens of ${whole(solutions)} solutions; without a flip ${traced(withoutFlip)}${agreement ? `; same step ${traced(agreement.same)}, p ${probability(agreement.p)}` : ''}`,
  };
}

function divergenceBySteps(shown) {
  const longest = Math.max(...shown.map(v => v.divergence.bySteps.length));
  const steps = Array.from({ length: longest }, (_, k) => k);
  return numbers(table('Mean divergence in nats a token, by step of the reference’s solution', ['variant', ...steps.map(k => `step ${k + 1}`)],
    shown.map(v => [variantHeader(v), ...steps.map(k => v.divergence.bySteps[k] ? cell(nats(v.divergence.bySteps[k].meanKl), `${v.divergence.bySteps[k].solutions} solutions`) : cell(''))])));
}

function drawDivergence() {
  const target = body('divergence');
  const shown = ordered.filter(v => v.divergence);
  if (shown.length === 0) {
    target.append(note(report.divergenceNote || 'This run has no divergence: a run measures it when it is asked to, on variants that one server of this product holds together.'));
    return;
  }
  if (report.divergenceNote) target.append(note(report.divergenceNote));
  target.append(
    forest({
      title: 'Mean divergence from the reference', axis: 'Kullback-Leibler divergence in nats a token, logarithmic, 95 % interval (less is closer)',
      rows: shown.map(divergenceRow), columns: ['nats a token', 'no flip', 'first flip in the first wrong step'], logarithmic: true,
    }),
    note('No flip: solutions in which the variant’s likeliest token is the reference’s everywhere. The last column compares the step of the first flip with the judges’ first wrong step, '
      + 'on problems that the reference solves and the variant does not; chance deals the same flips out at random.'),
    divergenceBySteps(shown));
}
