// What several samples a problem give together.

function drawSamples() {
  const target = document.getElementById('summary');
  const shown = ordered.filter(v => v.sampled);
  if (shown.length === 0) return;
  const ks = [...new Set(shown.flatMap(v => v.sampled.pass.map(p => p.k)))].sort((a, b) => a - b);
  const at = (list, k) => estimateCell(list.find(p => p.k === k)?.percent);
  target.append(table(`${report.samples} samples a problem, percent of problems: pass@k, that one of k is right; majority@k, that the answer given most often is right`,
    ['variant', ...ks.map(k => `pass@${k}`), ...ks.filter(k => k > 1).map(k => `majority@${k}`)],
    shown.map(v => [variantHeader(v), ...ks.map(k => at(v.sampled.pass, k)), ...ks.filter(k => k > 1).map(k => at(v.sampled.majority, k))])));
}
