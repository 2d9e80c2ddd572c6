// What charts are drawn with.

const svgNamespace = 'http://www.w3.org/2000/svg';
const printWidth = 680; // what fits on A4 between its margins

function drawing(name, attributes = {}, ...children) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const label = (x, y, text, anchor = 'start', name = null) => drawing('text', { x, y, 'text-anchor': anchor, class: name }, text);
const line = (x1, y1, x2, y2, name) => drawing('line', { x1, y1, x2, y2, class: name });
const tooltip = text => drawing('title', {}, text);

function picture(width, height, title, ...children) {
  return drawing('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title }, ...children);
}

function scale(low, high, from, to) {
  return value => from + (value - low) / (high - low) * (to - from);
}

function ticksOf(low, high, most = 7) {
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50].find(s => (high - low) / s <= most) ?? 100;
  const ticks = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + 1e-9; t += step) ticks.push(Number(t.toFixed(6)));
  return ticks;
}

// A name that is longer than its place; the whole one stands in the tooltip.
const fitted = (name, most) => name.length > most ? `${name.slice(0, most - 1)}\u2026` : name;

/** A chart that is drawn anew for the width that it gets, so that its letters keep their size on a telephone and on paper. */
function responsive(draw) {
  const place = element('div', { class: 'chart' });
  let drawn = 0;
  const redraw = width => {
    if (width <= 0 || Math.abs(width - drawn) < 2) return;
    drawn = width;
    place.replaceChildren(draw(width));
  };
  new ResizeObserver(() => redraw(place.clientWidth)).observe(place);
  addEventListener('beforeprint', () => redraw(Math.min(printWidth, place.clientWidth)));
  addEventListener('afterprint', () => redraw(place.clientWidth));
  return { place, again: () => { if (drawn > 0) place.replaceChildren(draw(drawn)); } };
}
