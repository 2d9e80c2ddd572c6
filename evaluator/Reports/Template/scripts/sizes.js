// Accuracy against bits per weight and against bytes.

function sizeChart(name, of, ticks, format, axis) {
  const shown = ordered.filter(v => of(v) && v.accuracy.trials > 0);
  if (shown.length < 2) return null;
  const points = () => shown.map(v => ({ name: fitted(short(v.id), 20), x: of(v), share: v.accuracy, kind: toneOfVariant(v), title: `${v.id}: ${format(of(v))}; ${traced(v.accuracy)}` }));
  const level = reference?.accuracy.trials > 0 ? reference.accuracy : null;
  const chart = responsive(width => scatter({ title: `${name}, with 95 % intervals`, points: points(), ticks, format, axis, level }, width));
  whenMoved.push(chart.again);
  return element('figure', {}, element('figcaption', {}, name), chart.place);
}

function drawSizes() {
  const target = body('sizes');
  const powers = Array.from({ length: 60 }, (_, i) => 2 ** i);
  const charts = [
    sizeChart('Accuracy against bits per weight', v => v.bitsPerWeight, [1, 1.5, 2, 3, 4, 5, 6, 8, 12, 16, 32], b => number(b, b % 1 ? 1 : 0), 'bits per weight, logarithmic'),
    sizeChart('Accuracy against bytes', v => v.fileBytes, powers, bytes, 'bytes of the weights file, logarithmic'),
  ].filter(Boolean);
  if (charts.length === 0) {
    target.append(note('No two variants state their size: a server of this product states bits per weight and bytes of the file; an endpoint of another kind does not.'));
    return;
  }
  target.append(element('div', { class: 'pair' }, ...charts),
    note('Bars are Wilson’s intervals of each accuracy alone. Comparisons with the reference use the same problems and are sharper: the verdict rests on those.'));
}
