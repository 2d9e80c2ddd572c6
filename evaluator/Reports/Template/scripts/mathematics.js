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

const drawn = (parts, flat) => element('span', { class: 'text' },
  ...parts.map(p => p.formula === undefined ? p.text : formula(p.formula, p.display && !flat, p.text)));

const mathematics = text => drawn(partsOf(text), false);

// The beginning of a text on one line: no formula is cut, and one of its own line stands in it like the others.
function beginning(text, most) {
  const parts = [];
  let left = most;
  for (const part of partsOf(text)) {
    if (left <= 0 || (part.formula !== undefined && part.text.length > 2 * most)) { parts.push({ text: '\u2026' }); break; }
    parts.push(part.formula === undefined && part.text.length > left ? { text: `${part.text.slice(0, left)}\u2026` } : part);
    left -= part.text.length;
    if (left < 0 && part.formula === undefined) break;
  }
  return drawn(parts, true);
}

// An answer is a formula without delimiters, or words.
const answer = text => text === null || text === undefined ? element('span', {}, 'none') : formula(text, false, text);
