// One row an estimate: a dot with its interval, and its numbers beside it. Places along the axis are percentages, so that it fits any width.

const forestRow = 30;

function axisOf(domain, lines, band, logarithmic) {
  const points = [...domain.flatMap(r => [r.low, r.high]), ...lines.map(l => l.at), ...(band ? [band.low, band.high] : [])].filter(p => !logarithmic || p > 0);
  const least = Math.min(...points);
  const most = Math.max(...points);
  if (logarithmic) {
    const [low, high] = [Math.floor(Math.log10(least)), Math.max(Math.ceil(Math.log10(most)), Math.floor(Math.log10(least)) + 1)];
    return { at: value => percent(scale(low, high, 0, 100)(Math.log10(Math.max(value, 10 ** low)))), ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
  }
  const margin = Math.max(0.5, (most - least) * 0.06);
  const [low, high] = [least === 0 ? 0 : least - margin, most + margin];
  return { at: value => percent(scale(low, high, 0, 100)(value)), ticks: ticksOf(low, high, 8) };
}

const percent = value => `${value.toFixed(3)}%`;
const strip = (height, ...children) => drawing('svg', { class: 'strip', height, 'aria-hidden': 'true' }, ...children);

// Thick horizontal lines rather than rectangles: a line's two ends may both be percentages.
function estimate(row, axis, lines, band) {
  const middle = forestRow / 2;
  const whisker = at => line(axis.at(at), middle - 4, axis.at(at), middle + 4, 'interval');
  return strip(forestRow,
    band ? drawing('line', { x1: axis.at(band.low), y1: middle, x2: axis.at(band.high), y2: middle, class: 'band', 'stroke-width': forestRow }) : null,
    ...axis.ticks.map(t => line(axis.at(t), 0, axis.at(t), forestRow, 'grid')),
    ...lines.map(l => line(axis.at(l.at), 0, axis.at(l.at), forestRow, l.name)),
    line(axis.at(row.low), middle, axis.at(row.high), middle, 'interval'), whisker(row.low), whisker(row.high),
    drawing('circle', { cx: axis.at(row.value), cy: middle, r: 5, class: 'dot' }));
}

function forestHead(axis, lines, band, columns) {
  const top = band ? 18 : 0;
  return element('li', { class: 'head', 'aria-hidden': 'true' }, element('span', { class: 'name' }),
    strip(22 + top, band ? label(axis.at((band.low + band.high) / 2), 14, band.text, 'middle') : null,
      ...lines.map(l => label(axis.at(l.at), 16 + top, l.text, l.anchor ?? 'middle', 'strong'))), ...columns);
}

/**
 * rows: { name, value, low, high, kind, texts, title }; lines: { at, text, name, anchor }; band: { low, high, text };
 * columns: heads of the texts at the right; domain: the intervals that the axis holds, where it holds more than these rows'.
 */
function forest({ title, axis: axisTitle, rows, domain = rows, lines = [], band = null, columns, logarithmic = false }) {
  const axis = axisOf(domain, lines, band, logarithmic);
  const text = (value, i) => element('span', { class: i === columns.length - 1 ? 'value last' : 'value' }, value);
  const tickText = t => logarithmic ? `${Number(t.toPrecision(1))}` : number(t, t % 1 ? 1 : 0);
  const foot = element('li', { class: 'foot', 'aria-hidden': 'true' }, element('span', { class: 'name' }),
    element('div', {}, strip(20, ...axis.ticks.map(t => label(axis.at(t), 15, tickText(t), 'middle'))), element('div', { class: 'axis' }, axisTitle)));
  const list = element('ol', { class: 'forest', 'aria-label': title }, forestHead(axis, lines, band, columns.map(text)),
    ...rows.map(row => element('li', { class: row.kind, title: row.title }, element('span', { class: 'name' }, row.name),
      estimate(row, axis, lines, band), ...row.texts.map(text))), foot);
  list.style.setProperty('--values', columns.length);
  return list;
}
