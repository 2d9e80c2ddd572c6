// The verdict, the table of variants, and accuracy against bits per weight.

function drawVerdict() {
  const target = body('verdict');
  const decided = ordered.filter(v => v.loss?.verdict);
  if (decided.length > 0) {
    const tile = (kind, title) => {
      const names = decided.filter(v => verdictOf(v).kind === kind).map(v => short(v.id));
      return element('div', { class: `tile ${kind}` },
        element('span', { class: 'count' }, `${names.length}`), element('span', { class: 'name' }, title),
        element('span', { class: 'who' }, names.length ? names.join(', ') : 'none'));
    };
    target.append(
      element('p', { class: 'question' }, `Which variant may replace ${short(report.reference)}, if ${number(report.acceptableLoss)} points of accuracy may be lost?`),
      element('div', { class: 'tiles' }, tile('may', 'may ship'), tile('undecided', 'undecided'), tile('loses', 'lose')),
      forest('Loss of accuracy against the reference, by variant', 'loss in points of accuracy on the same problems, 95 % interval (less is better)',
        decided.map(v => ({
          name: short(v.id), value: v.loss.points, low: v.loss.low, high: v.loss.high, kind: verdictOf(v).kind,
          texts: [`${number(v.loss.points)} (${range(v.loss.low, v.loss.high)})`, `${v.loss.lost} / ${v.loss.gained}`, `${verdictOf(v).sign} ${verdictOf(v).words.split(':')[0]}`],
          title: `${v.id}: ${v.loss.lost} lost, ${v.loss.gained} gained on ${v.loss.pairs} problems; ${v.loss.verdict}`,
        })),
        [{ at: 0, text: 'no loss', name: 'zero', anchor: 'end' }, { at: report.acceptableLoss, text: `acceptable ${number(report.acceptableLoss)}`, name: 'acceptable', anchor: 'start' }],
        ['loss, points', 'lost / gained', 'verdict']));
    target.append(note('May ship: the loss is surely smaller than the acceptable one. Loses: surely larger. Undecided is neither, and is never a sign of safety. '
      + 'Two one-sided tests on the same problems, adjusted by Holm over the variants.', ...worst(decided)));
  }
  if (report.summary.length > 0) {
    target.append(element('details', { class: 'words', open: decided.length ? null : '' },
      element('summary', {}, 'In words'), element('ul', {}, ...report.summary.map(text => element('li', {}, text)))));
  }
}

// The loss and the two accuracies need not agree: what cannot be graded counts against the variant on both sides.
function worst(decided) {
  const hit = decided.filter(v => v.loss.gradableOnly);
  if (hit.length === 0) return [];
  const [low, high] = [Math.min(...hit.map(v => v.loss.pairs - v.loss.gradableOnly.pairs)), Math.max(...hit.map(v => v.loss.pairs - v.loss.gradableOnly.pairs))];
  return [` An answer that cannot be graded counts as wrong for the variant and as right for the reference: ${low === high ? low : `${low} to ${high}`} of `
    + `${hit[0].loss.pairs} pairs a variant, so a loss here may exceed the difference of the accuracies. The loss without those pairs stands in the next table.`];
}

function variantRow(v) {
  const loss = v.loss;
  const verdict = verdictOf(v);
  const passes = verdict.kind === 'undecided' ? `passes at ${number(loss.passesAt)}` : '';
  return [
    variantHeader(v),
    cell(v.wakv ?? '\u2013', v.bitsPerWeight ? `${number(v.bitsPerWeight, 2)} bits` : ''),
    cell(v.fileBytes ? bytes(v.fileBytes) : '\u2013', reference?.fileBytes && v.fileBytes ? `${number(100 * v.fileBytes / reference.fileBytes, 0)} %` : ''),
    cell(share(v.accuracy), range(v.accuracy.low, v.accuracy.high), counts(v.accuracy)),
    loss ? cell(number(loss.points), range(loss.low, loss.high), `${loss.lost} lost, ${loss.gained} gained of ${loss.pairs}`) : cell(''),
    loss?.gradableOnly ? cell(number(loss.gradableOnly.points), range(loss.gradableOnly.low, loss.gradableOnly.high), `${loss.gradableOnly.more} lost, ${loss.gradableOnly.fewer} gained of ${loss.gradableOnly.pairs}`) : cell(''),
    loss && (loss.percentOfReference ?? null) !== null ? cell(`${number(loss.percentOfReference)} %`) : cell(''),
    loss ? cell(probability(loss.mcNemar), `Holm ${probability(loss.holm)}`) : cell(''),
    cell(`${v.ungradable}`), cell(`${v.truncated}`, v.looping ? `${v.looping} loop` : ''),
    cell(number(100 * v.followsFrame / Math.max(1, v.accuracy.trials), 0)),
    cell(number(v.meanTokens)), cell(number(v.tokensPerSecond, 0)),
    cell(element('span', { class: `verdict ${verdict.kind}` }, `${verdict.sign} ${verdict.words}`.trim()), passes),
  ];
}

function drawVariants() {
  const columns = ['variant', ['W/A/KV', 'bits of weights, activations and KV cache; below it bits per weight of the file'], ['file', 'bytes, and percent of the reference'],
    'accuracy', ['loss, points', 'reference minus variant on the same problems'], ['gradable only', 'the loss without pairs in which either answer cannot be graded'],
    ['of ref.', 'the loss in percent of the reference’s accuracy'], ['McNemar p', 'exact, two-sided; below it Holm’s adjustment over the variants'],
    ['ungr.', 'answers that could not be graded; they count as not right'], ['cut', 'outputs that hit the token limit'], ['frame, %', 'outputs in the step frame that was asked for, percent'],
    ['tokens', 'mean tokens of an output'], ['tok/s', 'one stream under this run’s load, prefill and decode'], 'verdict'];
  body('variants').append(
    table(`${report.problems} problems a variant. Intervals at 95 %: Wilson’s for accuracies, Tango’s score interval for losses.`, columns, ordered.map(variantRow), 'variants'));
}

function drawBits() {
  const shown = ordered.filter(v => v.bitsPerWeight && v.accuracy.trials > 0).reverse();
  if (shown.length === 0) { body('bits').append(note('No variant states its bits per weight.')); return; }
  const frame = { left: 50, right: 1020, top: 60, bottom: 330 };
  const low = Math.max(0, Math.floor(Math.min(...shown.map(v => v.accuracy.low)) - 1));
  const high = Math.min(100, Math.ceil(Math.max(...shown.map(v => v.accuracy.high)) + 1));
  const least = Math.log2(Math.min(...shown.map(v => v.bitsPerWeight)) * 0.88);
  const most = Math.log2(Math.max(...shown.map(v => v.bitsPerWeight)) * 1.2);
  const across = scale(least, most, frame.left, frame.right);
  const y = scale(low, high, frame.bottom, frame.top);
  const svg = picture(1060, 384, 'Accuracy against bits per weight, with 95 % intervals');
  for (const tick of ticksOf(low, high)) svg.append(line(frame.left, y(tick), frame.right, y(tick), 'grid'), label(frame.left - 8, y(tick) + 4, `${tick}`, 'end'));
  svg.append(label(frame.left - 30, 22, 'accuracy, %'), label(frame.right, frame.bottom + 44, 'bits per weight, logarithmic', 'end'));
  for (const bits of [1, 1.5, 2, 3, 4, 5, 6, 8, 12, 16, 32].filter(b => Math.log2(b) > least && Math.log2(b) < most)) {
    svg.append(line(across(Math.log2(bits)), frame.bottom, across(Math.log2(bits)), frame.bottom + 5, 'grid'), label(across(Math.log2(bits)), frame.bottom + 21, `${bits}`, 'middle'));
  }
  if (reference?.accuracy.trials > 0) svg.append(line(frame.left, y(reference.accuracy.percent), frame.right, y(reference.accuracy.percent), 'zero'));
  const placed = [];
  for (const v of shown) {
    let x = across(Math.log2(v.bitsPerWeight));
    while (placed.some(p => Math.abs(p.x - x) < 12)) x += 14; // variants of one file stand side by side
    let top = y(v.accuracy.high) - 9;
    while (placed.some(p => Math.abs(p.x - x) < 6 + 4.2 * (short(v.id).length + p.length) && Math.abs(p.top - top) < 15)) top -= 16;
    placed.push({ x, top, length: short(v.id).length });
    svg.append(drawing('g', { class: `row ${verdictOf(v).kind}` }, drawing('title', {}, `${v.id}: ${traced(v.accuracy)}`),
      line(x, y(v.accuracy.low), x, y(v.accuracy.high), 'interval'), drawing('circle', { cx: x, cy: y(v.accuracy.percent), r: 5.5, class: 'dot' }),
      label(x, top, short(v.id), 'middle', 'strong')));
  }
  body('bits').append(chart(svg), note('Bars are Wilson’s intervals of each accuracy alone. Comparisons with the reference use the same problems and are sharper: the verdict rests on those.'));
}
