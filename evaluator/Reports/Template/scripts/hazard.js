// Where the first wrong step falls: of the solutions that reach a step still right, the percent that goes wrong there.

const fewestAtStep = 5; // a share of fewer solutions than this is not drawn
const hazardPoints = list => list.map((s, i) => ({ ...s, step: i + 1 })).filter(p => p.trials >= fewestAtStep);

function hazardNumbers(shown, longest, of, caption) {
  const steps = Array.from({ length: longest }, (_, k) => k);
  const rows = shown.filter(v => of(v).length > 0).map(v => [variantHeader(v), ...steps.map(k => of(v)[k]?.trials ? cell(share(of(v)[k]), counts(of(v)[k]), traced(of(v)[k])) : cell(''))]);
  return rows.length === 0 ? null : table(caption, ['variant', ...steps.map(k => `step ${k + 1}`)], rows);
}

function hazardTests(shown) {
  const tested = shown.filter(v => v.hazardTest);
  if (tested.length === 0) return null;
  const shift = s => s ? cell(`p ${probability(s.p)}`, `Holm ${probability(s.holm)}`, `chi-square ${number(s.chiSquare, 2)} on ${s.degreesOfFreedom}, Cramér’s V ${number(s.cramersV, 2)}`) : cell('\u2013');
  return table('Against the reference over all steps', ['variant', ['first errors', 'of the variant, in pairs in which both solutions are right or have a first wrong step'],
    ['expected', 'if both went wrong alike at every step'], ['ratio', 'of the hazards, variant over reference'], ['log-rank p', 'by exchanging reference and variant at random, a problem at a time'],
    ['other steps?', 'whether first errors are spread over steps otherwise than the reference’s']],
  tested.map(v => [variantHeader(v), cell(`${v.hazardTest.observed}`, `${v.hazardTest.pairs} pairs`), cell(number(v.hazardTest.expected)),
    cell(v.hazardTest.ratio === null || v.hazardTest.ratio === undefined ? '\u2013' : number(v.hazardTest.ratio, 2)),
    cell(probability(v.hazardTest.p), `Holm ${probability(v.hazardTest.holm)}`), shift(v.stepShift)]));
}

function drawHazard() {
  const target = body('hazard');
  const shown = judged.filter(v => hazardPoints(v.hazard).length > 0);
  if (shown.length === 0) { target.append(judged.length === 0 ? note(report.judgeNote) : note('Too few solutions reach any step to draw this.')); return; }
  const all = shown.flatMap(v => hazardPoints(v.hazard));
  const longest = Math.max(...all.map(p => p.step));
  const top = Math.min(100, Math.max(5, ...all.map(p => p.high)));
  const behind = judgedReference ? hazardPoints(judgedReference.hazard) : null;
  target.append(
    element('div', { class: 'courses' }, ...shown.map(v => element('div', { class: v.isReference ? 'reference' : 'plain' },
      course(short(v.id), hazardPoints(v.hazard), v.isReference ? null : behind, top, longest)))),
    note('Across: the step. Upwards: of the solutions that reach it still right, the percent that goes wrong there; right solutions leave at their end. The answer is the step after the last. '
      + `The reference in grey; bars are 95 % intervals; steps that fewer than ${fewestAtStep} solutions reach are left out.`));
  target.append(...[hazardTests(shown)].filter(Boolean), numbers(element('div', {},
    ...[hazardNumbers(shown, longest, v => v.hazard, 'Percent that goes wrong at each step, and counts'),
      hazardNumbers(shown, longest, v => v.hazardWhereReferenceRight ?? [], 'The same on problems that the reference solves')].filter(Boolean))));
}
