// Elements, numbers and tables. Texts go in as text, never as markup.

const report = JSON.parse(document.getElementById('data').textContent);
const reference = report.variants.find(v => v.isReference);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (key === 'class') made.className = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return made;
}

const body = id => document.querySelector(`#${id} .body`);
const note = (...texts) => element('p', { class: 'note' }, ...texts);
const spaced = name => name.replaceAll('_', ' ');

// A minus sign is not a hyphen, and zero has no sign.
function number(value, digits = 1) {
  const text = Number(value).toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

const signed = (value, digits = 1) => (Number(Number(value).toFixed(digits)) > 0 ? '+' : '') + number(value, digits);
const range = (low, high, digits = 1) => `${number(low, digits)} to ${number(high, digits)}`;
const share = s => s.trials === 0 ? '\u2013' : `${number(s.percent)} %`;
const counts = s => `${s.successes} of ${s.trials}`;
const traced = s => s.trials === 0 ? 'no problems' : `${counts(s)}, 95 % interval ${range(s.low, s.high)}`;
const probability = p => p < 0.001 ? '< 0.001' : number(p, 3);

function bytes(count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = count;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return `${number(value, unit === 0 ? 0 : value < 10 ? 2 : 1)} ${units[unit]}`;
}

// What all variants' names begin with says nothing in a table: it goes, up to its last dash.
const prefix = (() => {
  const names = report.variants.map(v => v.id);
  if (names.length < 2) return '';
  let common = names[0];
  for (const name of names) while (!name.startsWith(common)) common = common.slice(0, -1);
  return common.slice(0, common.lastIndexOf('-') + 1);
})();
const short = id => id.startsWith(prefix) && id.length > prefix.length ? id.slice(prefix.length) : id;

// The reference first, then from the widest weights to the narrowest.
const ordered = [...report.variants].sort((a, b) =>
  b.isReference - a.isReference || (b.bitsPerWeight ?? 0) - (a.bitsPerWeight ?? 0) || a.id.localeCompare(b.id));

function verdictOf(variant) {
  const words = variant.loss?.verdict;
  if (variant.isReference) return { kind: 'reference', sign: '', words: 'reference' };
  if (!words) return { kind: 'none', sign: '', words: 'no verdict' };
  if (words.startsWith('may')) return { kind: 'may', sign: '\u2713', words };
  if (words.startsWith('loses')) return { kind: 'loses', sign: '\u2715', words };
  return { kind: 'undecided', sign: '?', words };
}

const variantHeader = v => element('th', { scope: 'row', title: v.id }, short(v.id));

function cell(value, small, title) {
  return element('td', { title }, value, small ? element('small', {}, small) : null);
}

/** Columns are texts or [text, title]; rows hold cells, or texts of which the first heads the row. */
function table(caption, columns, rows, name = '') {
  const head = columns.map(c => Array.isArray(c) ? element('th', { scope: 'col', title: c[1] }, c[0]) : element('th', { scope: 'col' }, c));
  const lines = rows.map(row => row instanceof HTMLElement ? row : element('tr', {}, ...row.map((value, i) =>
    value instanceof HTMLTableCellElement ? value : element(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : {}, value))));
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', { class: name }, element('caption', {}, caption), element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...lines)));
}

const groupRow = (text, columns) => element('tr', { class: 'group' }, element('th', { scope: 'rowgroup', colspan: columns }, text));

// Orange is worse than the reference, blue is better: told apart by all kinds of colour vision, and the number stands in the cell.
function shade(made, difference, full) {
  if (difference === null || Math.abs(difference) < 0.05) return made;
  const strength = Math.round(Math.min(1, Math.abs(difference) / full) * 42);
  made.style.backgroundColor = `color-mix(in srgb, var(${difference > 0 ? '--worse' : '--better'}) ${strength}%, transparent)`;
  return made;
}
