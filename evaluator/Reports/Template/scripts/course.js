// A line over steps 1, 2, ... with its intervals, the reference's in grey behind it.

function course(name, points, behind, top, longest) {
  const frame = { left: 34, right: 252, top: 28, bottom: 130 };
  const x = scale(1, Math.max(2, longest), frame.left + 8, frame.right - 8);
  const y = scale(0, top, frame.bottom, frame.top);
  const svg = picture(260, 154, `${name}: percent that goes wrong at each step`);
  for (const tick of ticksOf(0, top, 4)) svg.append(line(frame.left, y(tick), frame.right, y(tick), 'grid'), label(frame.left - 5, y(tick) + 4, number(tick, tick % 1 ? 1 : 0), 'end'));
  for (let k = 1; k <= longest; k += longest > 10 ? 2 : 1) svg.append(label(x(k), frame.bottom + 17, `${k}`, 'middle'));
  svg.append(label(frame.left, 15, fitted(name, 28), 'start', 'strong'));
  const path = list => list.map((p, i) => `${i ? 'L' : 'M'}${x(p.step).toFixed(1)} ${y(p.percent).toFixed(1)}`).join('');
  if (behind) svg.append(drawing('path', { d: path(behind), class: 'behind' }));
  for (const p of points) svg.append(line(x(p.step), y(p.low), x(p.step), y(Math.min(top, p.high)), 'interval'));
  svg.append(drawing('path', { d: path(points), class: 'course' }));
  for (const p of points) svg.append(drawing('circle', { cx: x(p.step), cy: y(p.percent), r: 3.5, class: 'dot' }, tooltip(`step ${p.step}: ${traced(p)}`)));
  return svg;
}
