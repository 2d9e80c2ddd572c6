// Charts as inline SVG: intervals drawn, labels beside what they name.

const svgNamespace = 'http://www.w3.org/2000/svg';

function drawing(name, attributes = {}, ...children) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const label = (x, y, text, anchor = 'start', name = null) => drawing('text', { x, y, 'text-anchor': anchor, class: name }, text);
const line = (x1, y1, x2, y2, name) => drawing('line', { x1, y1, x2, y2, class: name });

function picture(width, height, title, ...children) {
  return drawing('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title }, drawing('title', {}, title), ...children);
}

// A name that is longer than its place; the whole one stands in the tooltip.
const fitted = (name, most) => name.length > most ? `${name.slice(0, most - 1)}\u2026` : name;

const chart = (svg, name = '') => element('div', { class: `chart ${name}` }, svg);

function ticksOf(low, high, most = 7) {
  const step = [0.5, 1, 2, 5, 10, 20, 25, 50].find(s => (high - low) / s <= most) ?? 100;
  const ticks = [];
  for (let t = Math.ceil(low / step) * step; t <= high + 1e-9; t += step) ticks.push(t);
  return ticks;
}

function scale(low, high, from, to) {
  return value => from + (value - low) / (high - low) * (to - from);
}

/**
 * One row an estimate: a dot with its interval, and its numbers beside it.
 * rows: { name, value, low, high, kind, texts, title }; lines: { at, text, name }; columns: heads of the texts at the right.
 */
function forest(title, axis, rows, lines, columns) {
  const height = 30;
  const frame = { left: 150, right: 690, top: 44, bottom: 44 + rows.length * height };
  const width = 1140;
  const points = [...rows.flatMap(r => [r.low, r.high]), ...lines.map(l => l.at)];
  const margin = Math.max(0.5, (Math.max(...points) - Math.min(...points)) * 0.06);
  const low = Math.min(...points) === 0 ? 0 : Math.min(...points) - margin;
  const high = Math.max(...points) + margin;
  const x = scale(low, high, frame.left, frame.right);
  const placeOf = i => i === 0 ? 716 : 716 + 150 * i;
  const svg = picture(width, frame.bottom + 46, title);
  for (const tick of ticksOf(low, high, 9)) {
    svg.append(line(x(tick), frame.top - 8, x(tick), frame.bottom, 'grid'), label(x(tick), frame.bottom + 18, number(tick, tick % 1 ? 1 : 0), 'middle'));
  }
  svg.append(label((frame.left + frame.right) / 2, frame.bottom + 38, axis, 'middle'));
  for (const mark of lines) {
    svg.append(line(x(mark.at), frame.top - 12, x(mark.at), frame.bottom, mark.name), label(x(mark.at), frame.top - 18, mark.text, mark.anchor ?? 'middle', 'strong'));
  }
  columns.forEach((head, i) => svg.append(label(placeOf(i), frame.top - 18, head)));
  rows.forEach((row, i) => {
    const y = frame.top + i * height + height / 2;
    const group = drawing('g', { class: `row ${row.kind}` }, drawing('title', {}, row.title ?? row.name));
    group.append(
      label(frame.left - 14, y + 5, fitted(row.name, 18), 'end', 'strong'),
      line(x(row.low), y, x(row.high), y, 'interval'), line(x(row.low), y - 4, x(row.low), y + 4, 'interval'), line(x(row.high), y - 4, x(row.high), y + 4, 'interval'),
      drawing('circle', { cx: x(row.value), cy: y, r: 5, class: 'dot' }));
    row.texts.forEach((text, k) => group.append(label(placeOf(k), y + 5, text, 'start', k === row.texts.length - 1 ? 'strong last' : 'strong')));
    svg.append(group);
  });
  return chart(svg);
}

/** A line over steps 1, 2, ... with its intervals, the reference's in grey behind it. */
function course(name, points, behind, top, longest) {
  const frame = { left: 34, right: 240, top: 26, bottom: 130 };
  const x = scale(1, Math.max(2, longest), frame.left + 8, frame.right - 8);
  const y = scale(0, top, frame.bottom, frame.top);
  const svg = picture(250, 154, `${name}: share that goes wrong at each step`);
  for (const tick of ticksOf(0, top, 4)) svg.append(line(frame.left, y(tick), frame.right, y(tick), 'grid'), label(frame.left - 5, y(tick) + 4, `${tick}`, 'end'));
  for (let k = 1; k <= longest; k += longest > 10 ? 2 : 1) svg.append(label(x(k), frame.bottom + 18, `${k}`, 'middle'));
  svg.append(label(frame.left, 15, fitted(name, 25), 'start', 'strong'));
  const path = list => list.map((p, i) => `${i ? 'L' : 'M'}${x(p.step).toFixed(1)} ${y(p.percent).toFixed(1)}`).join('');
  if (behind) svg.append(drawing('path', { d: path(behind), class: 'behind' }));
  for (const p of points) svg.append(line(x(p.step), y(p.low), x(p.step), y(Math.min(top, p.high)), 'interval'));
  svg.append(drawing('path', { d: path(points), class: 'course' }));
  for (const p of points) {
    svg.append(drawing('circle', { cx: x(p.step), cy: y(p.percent), r: 3.5, class: 'dot' }, drawing('title', {}, `step ${p.step}: ${traced(p)}`)));
  }
  return svg;
}
