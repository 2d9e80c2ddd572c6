// A solution's steps and what is marked in them: the first wrong step, the place where it parts from the other solution, and the step in which
// the variant first prefers another token.

// The first step in which two solutions differ, the closing answer included, and where in it, unless one of them closes there.
function partingOf(steps, others) {
  let step = 0;
  while (step < steps.length && steps[step] === others[step]) step++;
  if (step >= Math.min(steps.length, others.length)) return { step: step + 1, at: null };
  let at = 0;
  while (at < steps[step].length && steps[step][at] === others[step][at]) at++;
  return { step: step + 1, at };
}

// The source, with the place marked from which on it is no longer the other's.
function written(output, at) {
  if ((at ?? output.length) >= output.length) return element('pre', {}, output);
  const [start, end] = wordAround(output, at);
  return element('pre', {}, output.slice(0, start), element('mark', {}, output.slice(start, end)), output.slice(end));
}

function marksOf(text, number) {
  const marks = [];
  if (number === text.wrong) marks.push(element('span', { class: 'mark' }, `first wrong step${text.type ? `: ${spaced(text.type)}` : ''}`));
  if (number === text.parting?.step) marks.push(element('span', { class: 'mark parts' }, 'the solutions part here'));
  if (number === text.flip?.step) marks.push(element('span', { class: 'mark parts' }, text.flip.words));
  return marks;
}

function stepItem(text, content, number, name = '') {
  const names = [name, number === text.wrong ? 'wrong' : '', number === text.parting?.step || number === text.flip?.step ? 'parted' : ''];
  return element('li', { class: names.filter(Boolean).join(' ') || null }, content, ...marksOf(text, number));
}

/** text: { steps, answer, output, wrong, type, parting, flip, divergesAt } */
function solution(title, text) {
  const markIn = (step, number) => number === text.parting?.step && (text.parting.at ?? step.length) < step.length ? text.parting.at : null;
  const list = text.steps.length === 0 ? mathematics(text.output) : element('ol', { class: 'steps' },
    ...text.steps.map((step, i) => stepItem(text, mathematics(step, markIn(step, i + 1)), i + 1)),
    stepItem(text, element('span', {}, 'answer: ', answer(text.answer)), text.steps.length + 1, 'closing'));
  return element('div', { class: 'solution' }, element('h4', {}, title), list,
    element('details', { class: 'source' }, element('summary', {}, 'as it was written'), written(text.output, text.divergesAt)));
}
