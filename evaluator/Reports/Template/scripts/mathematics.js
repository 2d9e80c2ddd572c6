// Formulas between $...$, $$...$$, \(...\) and \[...\] are typeset where KaTeX was embedded, once they come into view; everything else stays text.

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

// Typesetting costs a millisecond a formula, and most texts of a report are never looked at.
const unseen = new WeakMap();
const whenSeen = new IntersectionObserver(entries => {
  for (const entry of entries.filter(e => e.isIntersecting && unseen.has(e.target))) show(entry.target);
}, { rootMargin: '100px' });
addEventListener('beforeprint', () => { for (const waiting of document.querySelectorAll('.unseen')) show(waiting); });

function show(target) {
  const draw = unseen.get(target);
  unseen.delete(target);
  whenSeen.unobserve(target);
  target.classList.remove('unseen');
  if (draw) target.replaceChildren(...draw());
}

function lazily(text, draw) {
  const place = element('span', { class: 'text unseen' }, text);
  unseen.set(place, draw);
  whenSeen.observe(place);
  return place;
}

const marked = (part, made) => part.marked ? element('mark', {}, made) : made;
const drawn = (parts, flat) => parts.map(p => marked(p, p.formula === undefined ? p.text : formula(p.formula, p.display && !flat, p.text)));
const hasFormula = parts => parts.some(p => p.formula !== undefined);
const placed = (parts, flat) => hasFormula(parts)
  ? lazily(parts.map(p => p.text).join(''), () => drawn(parts, flat))
  : element('span', { class: 'text' }, ...drawn(parts, flat));

/** A text with its formulas; the word, number or formula at a place is marked, where one is given. */
const mathematics = (text, at = null) => placed(at === null ? partsOf(text) : markedAt(partsOf(text), at), false);

const inWord = character => /[\p{L}\p{N}.]/u.test(character);

function wordAround(text, place) {
  let start = place;
  while (start < text.length - 1 && text[start] === ' ') start++;
  let end = start + 1;
  if (!inWord(text[start])) return [start, end];
  while (start > 0 && inWord(text[start - 1])) start--;
  while (end < text.length && inWord(text[end])) end++;
  return [start, end];
}

function markedAt(parts, at) {
  let from = 0;
  return parts.flatMap(part => {
    const place = at - from;
    from += part.text.length;
    if (place < 0 || place >= part.text.length) return [part];
    if (part.formula !== undefined) return [{ ...part, marked: true }];
    const [start, end] = wordAround(part.text, place);
    return [{ text: part.text.slice(0, start) }, { text: part.text.slice(start, end), marked: true }, { text: part.text.slice(end) }];
  });
}

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
  return placed(parts, true);
}

// An answer is a formula without delimiters, or words.
const answer = text => text === null || text === undefined ? element('span', { class: 'soft' }, 'none')
  : placed([{ text, formula: text, display: false }], true);
