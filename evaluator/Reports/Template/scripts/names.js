// Variants in one order and by short names, as the first table has them, and the tone of a verdict.

const heads = [...document.querySelectorAll('#summary tbody th')];
const ordered = heads.map(head => report.variants.find(v => v.id === head.title));
const shortNames = new Map(heads.map(head => [head.title, head.textContent]));
const short = id => shortNames.get(id) ?? id;

// Heads of columns; the whole name stands in the tooltip.
const variantColumns = variants => variants.map(v => [fitted(short(v.id), 22), v.id]);
const variantHeader = v => element('th', { scope: 'row', title: v.id }, short(v.id));

function toneOf(words) {
  if (!words) return { kind: 'none', sign: '', words: 'no verdict' };
  if (words.startsWith('may')) return { kind: 'may', sign: '\u2713', words };
  if (words.startsWith('loses')) return { kind: 'loses', sign: '\u2715', words };
  return { kind: 'undecided', sign: '?', words };
}

// A number that leads to the failures behind it.
const trace = (text, chosen) => element('a', { class: 'trace', href: `#failures?${new URLSearchParams(chosen)}` }, text);
