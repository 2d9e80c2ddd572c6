// Texts with their formulas: whole, beginning on a line, or with a place marked.

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
