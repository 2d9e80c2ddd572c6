// Every variant's loss against the reference, with its interval, against what is acceptable, and the noise floor where there is one.

function lossRow(v) {
  const tone = toneOf(verdictAt(v));
  return {
    name: short(v.id), value: v.loss.points, low: v.loss.low, high: v.loss.high, kind: tone.kind,
    texts: [`${number(v.loss.points)} (${range(v.loss.low, v.loss.high)})`, `${v.loss.lost} / ${v.loss.gained}`, `${tone.sign} ${tone.words.split(':')[0]}`.trim()],
    title: `${v.id}: ${v.loss.lost} lost, ${v.loss.gained} gained on ${v.loss.pairs} problems; ${tone.words}`,
  };
}

function lossForest(compared) {
  const lines = [{ at: 0, text: 'no loss', name: 'zero', anchor: 'end' }];
  if (report.isComplete) lines.push({ at: acceptable.at, text: `acceptable ${asChosen(acceptable.at)}`, name: 'acceptable', anchor: 'start' });
  const floor = report.noiseFloor?.loss;
  return forest({
    title: 'Loss of accuracy against the reference, by variant', axis: 'loss in points of accuracy on the same problems, 95 % interval (less is better)',
    rows: compared.map(lossRow), columns: ['loss, points', 'lost / gained', 'verdict'], lines,
    band: floor && floor.low !== null && floor.high !== null ? { low: floor.low, high: floor.high, text: 'noise floor' } : null,
  });
}

function lossNumbers(compared) {
  const or = (value, show = number) => value === null || value === undefined ? '\u2013' : show(value);
  const estimated = e => e ? cell(or(e.value), e.low === null || e.high === null ? '' : range(e.low, e.high)) : cell('\u2013');
  const rows = compared.map(v => [variantHeader(v), cell(number(v.loss.points), range(v.loss.low, v.loss.high)), estimated(v.loss.bootstrap), estimated(v.loss.ofReference),
    cell(or(v.loss.smallestDetectable)), estimated(v.loss.flipsBeyondNoise), cell(or(v.loss.passesAt)), cell(or(v.loss.problemsToDecide, whole))]);
  return numbers(table('Losses in points, by two kinds of interval, and in percent of the reference', ['variant', ['loss, points', 'Tango’s score interval'], ['bootstrap', 'BCa over problems'],
    ['% of reference', 'the loss in percent of the reference’s accuracy'], ['detectable', 'the smallest true loss, in points, that so many problems show with 80 % power'],
    ['flips beyond noise', 'percent of problems that turn either way, beyond those that the reference turns by itself'], ['passes at', 'the acceptable loss at which it would pass'],
    ['problems to decide', 'if losses and flips stay as they are']], rows));
}

function noiseNote() {
  const floor = report.noiseFloor;
  if (!floor) return 'There is no noise floor: a run that holds the reference a second time, under another batch shape or seed, shows what moves without any quantization.';
  return `Noise floor: the reference run again (${floor.variant}${floor.batchShape ? `, ${floor.batchShape}` : ''}) turns ${counts(floor.flips)} answers, ${floor.lost} lost and ${floor.gained} gained; the band is its loss against itself, with its interval.`;
}

function drawLosses() {
  const target = body('losses');
  const compared = ordered.filter(v => v.loss);
  if (compared.length === 0) { target.append(note('There is nothing to compare with the reference yet: a run needs a second variant with answers to the same problems.')); return; }
  const place = element('div', {}, lossForest(compared));
  whenMoved.push(() => place.replaceChildren(lossForest(compared)));
  target.append(place,
    note('May ship: the loss is surely smaller than the acceptable one. Loses: surely larger. Undecided is neither, and is never a sign of safety. '
      + 'Two one-sided tests at 5 % on the same problems, adjusted by Holm over the variants. ', noiseNote(), ...ungradable(compared)),
    lossNumbers(compared));
}

// The loss and the two accuracies need not agree: what cannot be graded counts against the variant on both sides.
function ungradable(compared) {
  const left = compared.filter(v => v.loss.gradableOnly).map(v => v.loss.pairs - v.loss.gradableOnly.pairs);
  if (left.length === 0) return [];
  const [low, high] = [Math.min(...left), Math.max(...left)];
  return [` An answer that cannot be graded counts as wrong for the variant and as right for the reference: ${low === high ? low : `${low} to ${high}`} of `
    + `${compared[0].loss.pairs} pairs a variant, so a loss may exceed the difference of the accuracies. The loss without those pairs stands in the first table.`];
}
