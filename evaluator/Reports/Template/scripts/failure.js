// One failure: the problem, what is right, both solutions side by side, and what each judge says.

const entry = (name, ...values) => element('div', {}, element('dt', {}, name), element('dd', {}, ...values));
const addressOf = f => `failure-${report.failures.indexOf(f) + 1}`;
const whereOf = f => [f.subject, f.level ? `level ${f.level}` : null].filter(Boolean).join(', ');

// Each judge's own word; what stands is told by the verdict above.
const wordOf = v => entry(v.judge, spaced(v.verdict),
  v.reason ? element('div', { class: 'reason' }, mathematics(v.reason)) : null,
  v.rawReply && v.rawReply !== v.reason ? element('details', { class: 'source' }, element('summary', {}, 'reply, word for word'), element('pre', {}, v.rawReply)) : null);

function answersOf(f) {
  const graded = `${f.grade} by ${f.rule}${f.truncated ? '; cut by the token limit' : ''}`;
  return element('dl', { class: 'answers' },
    entry('gold answer', answer(f.gold)),
    f.referenceOutput ? entry(`${short(report.reference)} answers`, answer(f.referenceAnswer)) : null,
    entry(`${short(f.variant)} answers`, answer(f.answer), element('span', { class: 'soft' }, graded)),
    solversOf(f).length > 0 ? entry('solved by', solversOf(f).join(', ')) : null);
}

function judgementOf(f) {
  const step = f.firstErrorStep ? `, step ${f.firstErrorStep}` : '';
  return element('dl', { class: 'judgement' },
    entry('verdict', f.outcome ? `${spaced(f.outcome)}${step}` : 'no judge has seen this failure', f.agreement ? element('span', { class: 'soft' }, f.agreement) : null),
    ...f.verdicts.map(wordOf));
}

function detailOf(f) {
  const parting = f.referenceOutput && f.steps.length > 0 && f.referenceSteps.length > 0 ? partingOf(f.steps, f.referenceSteps) : null;
  const own = { steps: f.steps, answer: f.answer, output: f.output, wrong: f.firstErrorStep, type: f.errorType, parting, divergesAt: f.divergesAt };
  const flip = f.flipStep ? { step: f.flipStep, words: `given these tokens, ${short(f.variant)} first prefers another one in this step` } : null;
  const there = f.referenceOutput ? { steps: f.referenceSteps, answer: f.referenceAnswer, output: f.referenceOutput, parting, flip, divergesAt: f.divergesAt } : null;
  return [
    element('p', { class: 'about' }, element('strong', { title: f.variant }, short(f.variant)), flipTag(f), whereOf(f),
      element('span', { class: 'soft' }, f.problemId), element('a', { href: `#${addressOf(f)}` }, 'link')),
    element('div', { class: 'problem' }, mathematics(f.problem)),
    answersOf(f),
    element('div', { class: 'columns' }, there ? solution(`${short(report.reference)}, the reference`, there) : null, solution(short(f.variant), own)),
    judgementOf(f),
  ];
}

function flipTag(f) {
  const flip = flipOf(f);
  return flips[flip] ? element('span', { class: `flip ${flip.toLowerCase()}` }, flips[flip].split(':')[0]) : null;
}

function rowOf(f) {
  return element('div', { class: 'row' },
    element('div', { class: 'line' }, element('strong', {}, short(f.variant)), flipTag(f), element('span', { class: 'type' }, f.outcome ? spaced(f.outcome) : 'unjudged'),
      element('span', { class: 'where' }, [f.subject ?? f.problemId, f.level ? `L${f.level}` : null].filter(Boolean).join(' '))),
    element('div', { class: 'start' }, beginning(f.problem, 110)));
}
