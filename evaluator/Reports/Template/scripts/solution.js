// A solution's steps, with the first wrong one marked, and the place where it parts from the other solution.

// The first step in which two solutions differ, and where in it; null where one ends before they do.
function partingOf(steps, others) {
  const step = steps.findIndex((text, i) => text !== others[i]);
  if (step < 0 || step >= others.length) return null;
  let at = 0;
  while (at < steps[step].length && steps[step][at] === others[step][at]) at++;
  return { step: step + 1, at };
}

function solution(title, text) {
  const parting = number => number === text.parting?.step;
  const item = (content, number, name = '') => element('li', { class: [number === text.wrong ? 'wrong' : '', parting(number) ? 'parted' : '', name].join(' ').trim() || null }, content,
    number === text.wrong ? element('span', { class: 'mark' }, `first wrong step${text.type ? `: ${spaced(text.type)}` : ''}`) : null,
    parting(number) ? element('span', { class: 'mark parts' }, 'the solutions part here') : null);
  const list = text.steps.length === 0 ? mathematics(text.output) : element('ol', { class: 'steps' },
    ...text.steps.map((step, i) => item(mathematics(step, parting(i + 1) && text.parting.at < step.length ? text.parting.at : null), i + 1)),
    item(element('span', {}, 'answer: ', answer(text.answer)), text.steps.length + 1, 'closing'));
  return element('div', { class: 'solution' }, element('h4', {}, title), list,
    element('details', { class: 'source' }, element('summary', {}, 'as it was written'), element('pre', {}, text.output)));
}
