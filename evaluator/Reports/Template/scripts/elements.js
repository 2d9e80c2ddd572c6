// Elements and tables. Texts go in as text, never as markup.

const report = JSON.parse(document.getElementById('data').textContent);
const reference = report.variants.find(v => v.isReference);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class') made.className = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return made;
}

const body = id => document.querySelector(`#${id} .body`);
const note = (...texts) => element('p', { class: 'note' }, ...texts);
const spaced = name => name.replaceAll('_', ' ');

function cell(value, small, title) {
  return element('td', { title }, value, small ? element('small', {}, small) : null);
}

/** Columns are texts or [text, title]; rows hold cells, or texts of which the first heads the row. */
function table(caption, columns, rows, name = '') {
  const head = columns.map(c => Array.isArray(c) ? element('th', { scope: 'col', title: c[1] }, c[0]) : element('th', { scope: 'col' }, c));
  const lines = rows.map(row => row instanceof HTMLElement ? row : element('tr', {}, ...row.map((value, i) =>
    value instanceof HTMLTableCellElement ? value : element(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : {}, value))));
  const made = element('table', { class: name }, element('caption', {}, caption), element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...lines));
  made.style.setProperty('--columns', columns.length - 1);
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, made);
}

const groupRow = (text, columns) => element('tr', { class: 'group' }, element('th', { scope: 'rowgroup', colspan: columns }, text));

// Orange is worse than the reference, blue is better: told apart by all kinds of colour vision, and the number stands in the cell.
function shade(made, difference, full) {
  if (difference === null || Math.abs(difference) < 0.05) return made;
  const strength = Math.round(Math.min(1, Math.abs(difference) / full) * 42);
  made.style.backgroundColor = `color-mix(in srgb, var(${difference > 0 ? '--worse' : '--better'}) ${strength}%, transparent)`;
  return made;
}

// The numbers behind a picture, folded away.
const numbers = made => element('details', { class: 'numbers' }, element('summary', {}, 'the numbers'), made);
