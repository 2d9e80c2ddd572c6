// The browser of failures. Rows are made page by page, and a row's solutions and formulas when it is opened.

const pageOfFailures = 25;
const flips = { Lost: 'the reference is right', Gained: 'the reference is wrong', BothWrong: 'both wrong', BothRight: 'both right' };

function solution(title, steps, closing, output, wrong, type) {
  const mark = number => number !== wrong ? null
    : element('span', { class: 'mark' }, `first wrong step${type ? `: ${spaced(type)}` : ''}`);
  const item = (content, number) => element('li', { class: number === wrong ? 'wrong' : null }, content, mark(number));
  const list = steps.length === 0 ? mathematics(output) : element('ol', { class: 'steps' },
    ...steps.map((text, i) => item(mathematics(text), i + 1)),
    item(element('span', {}, 'answer: ', answer(closing)), steps.length + 1));
  return element('div', { class: 'solution' }, element('h4', {}, title), list,
    element('details', { class: 'source' }, element('summary', {}, 'as it was written'), element('pre', {}, output)));
}

const entry = (name, ...values) => element('div', {}, element('dt', {}, name), element('dd', {}, ...values));

// Each judge's own word; what stands is told by the verdict above.
const wordOf = v => entry('judge', spaced(v.verdict), element('span', { class: 'soft' }, v.judge),
  v.reason ? element('div', {}, v.reason) : null,
  v.rawReply && v.rawReply !== v.reason ? element('details', { class: 'source' }, element('summary', {}, 'reply, word for word'), element('pre', {}, v.rawReply)) : null);

function judgement(f) {
  const step = f.firstErrorStep ? `, step ${f.firstErrorStep}` : '';
  return element('dl', { class: 'judgement' },
    entry('gold answer', answer(f.gold)), entry('graded', `${f.grade}, by ${f.rule}${f.truncated ? '; cut by the token limit' : ''}`),
    entry('verdict', f.outcome ? `${spaced(f.outcome)}${step}` : 'no judge has seen this failure', f.agreement ? element('span', { class: 'soft' }, f.agreement) : null),
    ...f.verdicts.map(wordOf));
}

const addressOf = f => `failure-${report.failures.indexOf(f) + 1}`;

function detailOf(f) {
  return element('div', { class: 'detail' },
    element('div', { class: 'problem' }, mathematics(f.problem)),
    element('div', { class: 'columns' },
      solution(short(f.variant), f.steps, f.answer, f.output, f.firstErrorStep, f.errorType),
      f.referenceOutput ? solution(`${short(report.reference)}, the reference`, f.referenceSteps, f.referenceAnswer, f.referenceOutput) : null),
    judgement(f),
    element('p', { class: 'note' }, `${f.problemId} \u00b7 `, element('a', { href: `#${addressOf(f)}` }, 'link to this failure')));
}

function rowOf(f) {
  const row = element('details', { class: 'failure', id: addressOf(f) }, element('summary', {},
    element('span', { class: 'id', title: f.variant }, short(f.variant)),
    element('span', { class: 'start' }, beginning(f.problem, 110)),
    element('span', { class: 'tag where' }, [f.subject, f.level ? `level ${f.level}` : null].filter(Boolean).join(', ') || f.problemId),
    element('span', { class: 'tag type' }, f.outcome ? spaced(f.outcome) : 'unjudged'),
    element('span', { class: `tag flip ${f.flip === 'Lost' ? 'lost' : ''}` }, flips[f.flip] ?? '')));
  row.addEventListener('toggle', () => { if (row.open && row.children.length === 1) row.append(detailOf(f)); });
  return row;
}

function choice(title, field, changed, show = value => value) {
  const values = [...new Set(report.failures.map(f => f[field]).filter(v => v !== null && v !== undefined && v !== ''))]
    .sort((a, b) => `${a}`.localeCompare(`${b}`, 'en', { numeric: true }));
  const select = element('select', { 'aria-label': title }, element('option', { value: '' }, title), ...values.map(v => element('option', { value: v }, show(`${v}`))));
  select.addEventListener('change', changed);
  return { select, holds: f => select.value === '' || `${f[field]}` === select.value };
}

function drawFailures() {
  const target = body('failures');
  if (!typeset) target.append(note('Formulas are shown as source: this report was built without npm’s KaTeX.'));
  if (report.failures.length === 0) { target.append(note('No failures are stored.')); return; }
  const again = () => draw(pageOfFailures);
  const choices = [choice('all variants', 'variant', again, short), choice('all subjects', 'subject', again), choice('all levels', 'level', again, v => `level ${v}`),
    choice('all verdicts', 'outcome', again, spaced), choice('right or wrong reference', 'flip', again, v => flips[v] ?? v)].filter(c => c.select.options.length > 1);
  const search = element('input', { type: 'search', placeholder: 'search problems and outputs', 'aria-label': 'search problems and outputs' });
  const list = element('div');
  const found = element('p', { class: 'note', 'aria-live': 'polite' });
  search.addEventListener('input', again);
  target.append(element('div', { class: 'filters', role: 'search' }, ...choices.map(c => c.select), search), found, list);

  function draw(most) {
    const words = search.value.toLowerCase();
    const matching = report.failures.filter(f => choices.every(c => c.holds(f)) && (!words || `${f.problem}\n${f.output}\n${f.problemId}`.toLowerCase().includes(words)));
    const more = Math.min(pageOfFailures, matching.length - most);
    found.textContent = `${matching.length} of ${report.failures.length} failures on this page`
      + `${report.failuresLeftOut ? `; ${report.failuresLeftOut} more are in the store, those that the reference solves came first` : ''}.`;
    list.replaceChildren(...matching.slice(0, most).map(rowOf));
    if (more <= 0) return;
    const button = element('button', { type: 'button' }, `show ${more} more`);
    button.addEventListener('click', () => { button.remove(); draw(most + pageOfFailures); });
    list.append(button);
  }

  // report.html#failure-12 opens the twelfth.
  function openAddressed() {
    const place = Number(/^#failure-(\d+)$/.exec(location.hash)?.[1] ?? 0);
    if (place === 0 || place > report.failures.length) return;
    for (const control of [...choices.map(c => c.select), search]) control.value = '';
    draw(Math.max(pageOfFailures, place));
    const row = document.getElementById(`failure-${place}`);
    row.open = true;
    row.scrollIntoView();
  }

  draw(pageOfFailures);
  addEventListener('hashchange', openAddressed);
  openAddressed();
}
