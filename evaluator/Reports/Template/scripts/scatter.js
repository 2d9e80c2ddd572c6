// Accuracy against a size, logarithmic, with intervals and each variant's name beside its dot.

/** points: { name, x, share, kind, title }; ticks: sizes that may be marked; format: how a tick reads; level: the reference's accuracy. */
function scatter({ title, points, ticks, format, axis, level }, width) {
  const height = Math.max(260, Math.min(340, width * 0.55));
  const frame = { left: 36, right: width - 12, top: 46, bottom: height - 44 };
  const sizes = points.map(p => Math.log2(p.x));
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const margin = Math.max(0.25, (most - least) * 0.08);
  const across = scale(least - margin, most + margin, frame.left, frame.right);
  const low = Math.max(0, Math.floor(Math.min(...points.map(p => p.share.low)) - 1));
  const high = Math.min(100, Math.ceil(Math.max(...points.map(p => p.share.high)) + 1));
  const y = scale(low, high, frame.bottom, frame.top);
  const svg = picture(width, height, title);
  for (const t of ticksOf(low, high)) svg.append(line(frame.left, y(t), frame.right, y(t), 'grid'), label(frame.left - 6, y(t) + 4, `${t}`, 'end'));
  for (const t of ticks.filter(t => Math.log2(t) > least - margin && Math.log2(t) < most + margin)) {
    const at = across(Math.log2(t));
    svg.append(line(at, frame.bottom, at, frame.bottom + 5, 'grid'), label(at, frame.bottom + 20, format(t), 'middle'));
  }
  svg.append(label(0, 14, 'accuracy, %'), label(frame.right, height - 6, axis, 'end'));
  if (level) svg.append(line(frame.left, y(level.percent), frame.right, y(level.percent), 'zero'));
  const placed = apart(points, across);
  const taken = placed.map(p => ({ x: p.at, half: 3, top: y(p.share.high), bottom: y(p.share.low) }));
  svg.append(...placed.map(p => dot(p, y, labelPlace(p, y, frame, taken))));
  return svg;
}

// Variants of one size stand side by side.
function apart(points, across) {
  const placed = [];
  for (const p of [...points].sort((a, b) => a.x - b.x || b.share.percent - a.share.percent)) {
    const at = across(Math.log2(p.x));
    placed.push({ ...p, at: Math.max(at, (placed.at(-1)?.at ?? -Infinity) + 11) });
  }
  return placed;
}

// A name goes where no name and no interval is, as near to its own interval as can be.
function labelPlace(p, y, frame, taken) {
  const half = 3.9 * p.name.length + 3;
  const x = Math.min(Math.max(p.at, frame.left + half), frame.right - half);
  const free = at => !taken.some(t => Math.abs(t.x - x) < half + t.half && at - 12 < t.bottom && t.top < at + 4);
  const places = [];
  for (let away = 0; away < 160; away += 4) places.push(y(p.share.high) - 7 - away, y(p.share.low) + 16 + away);
  const at = places.find(place => place > 26 && place < frame.bottom - 2 && free(place)) ?? y(p.share.high) - 7;
  taken.push({ x, half, top: at - 12, bottom: at + 4 });
  return { x, y: at };
}

// A name that had to go far is tied to its interval.
function tie(p, y, place) {
  const [above, below] = [y(p.share.high) - place.y, place.y - y(p.share.low)];
  if (above > 14) return line(place.x, place.y + 3, p.at, y(p.share.high) - 1, 'tie');
  return below > 24 ? line(place.x, place.y - 11, p.at, y(p.share.low) + 1, 'tie') : null;
}

const dot = (p, y, place) => drawing('g', { class: p.kind }, tooltip(p.title), tie(p, y, place),
  line(p.at, y(p.share.low), p.at, y(p.share.high), 'interval'), drawing('circle', { cx: p.at, cy: y(p.share.percent), r: 5, class: 'dot' }),
  label(place.x, place.y, p.name, 'middle', 'strong'));
