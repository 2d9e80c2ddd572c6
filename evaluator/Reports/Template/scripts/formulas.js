// Formulas between $...$, $$...$$, \(...\) and \[...\] are typeset where KaTeX was embedded; everything else stays text.

const typeset = typeof katex !== 'undefined';
const longestFormula = 2000;
const delimiters = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
  { open: '$', close: '$', display: false },
];

// Where a delimiter closes; what a backslash stands before closes nothing, so that \$ is a dollar sign within a formula too.
function endOf(text, close, from) {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(close, at)) return at;
    if (text[at] === '\\') at++;
  }
  return -1;
}

// Linear in the text: a delimiter that closes nowhere is looked for once.
function partsOf(text) {
  const parts = [];
  const unclosed = new Set();
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const pair = text[at] === '$' || text[at] === '\\' ? delimiters.find(d => text.startsWith(d.open, at)) : undefined;
    if (!pair) { at += text[at] === '\\' ? 2 : 1; continue; }
    const start = at + pair.open.length;
    const end = unclosed.has(pair.close) ? -1 : endOf(text, pair.close, start);
    if (end < 0) { unclosed.add(pair.close); at = start; continue; }
    parts.push({ text: text.slice(from, at) });
    parts.push({ text: text.slice(at, end + pair.close.length), formula: text.slice(start, end), display: pair.display });
    from = at = end + pair.close.length;
  }
  parts.push({ text: text.slice(from) });
  return parts;
}

function formula(source, display, fallback) {
  const span = element('span', { class: display ? 'display' : null });
  if (!typeset || source.length > longestFormula || source.trim() === '') {
    span.textContent = fallback;
    return span;
  }
  try {
    katex.render(source, span, { displayMode: display, throwOnError: true, trust: false, strict: 'ignore', maxExpand: 200, maxSize: 20 });
  } catch {
    span.textContent = fallback; // what KaTeX cannot read is shown as it was written
  }
  return span;
}
