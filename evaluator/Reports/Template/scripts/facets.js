// What failures are chosen by. A choice states how many of the failures that the others leave it would show.

const flips = { Lost: 'lost: the reference is right', Gained: 'gained: the reference fails, a variant solves it', BothWrong: 'both wrong', BothRight: 'both right' };
const absent = '\u2013';

// Who fails on a problem: who else has answered it solves it, where all failures are here and an answer is all that a problem has.
const failingOn = new Map();
for (const f of report.failures) failingOn.set(f.problemId, (failingOn.get(f.problemId) ?? new Set()).add(f.variant));
const solversOf = f => f.variant !== report.reference || !report.isComplete || report.failuresLeftOut > 0 || report.samples > 1 ? []
  : ordered.filter(v => !v.isReference && !failingOn.get(f.problemId).has(v.id)).map(v => short(v.id));
const flipOf = f => f.flip ?? (solversOf(f).length > 0 ? 'Gained' : absent);

function agreementOf(f) {
  if (!f.agreement || f.verdicts.length === 0) return 'unjudged';
  if (f.agreement.startsWith('one judge')) return 'one judge';
  const votes = /^(\d+) of (\d+) votes/.exec(f.agreement);
  if (votes) return votes[1] === votes[2] ? 'judges agree' : 'majority';
  return f.outcome === 'judges disagree' ? 'judges disagree' : 'too few verdicts';
}

const facets = [
  { key: 'variant', title: 'all variants', of: f => f.variant, show: short },
  { key: 'flip', title: 'lost or gained', of: flipOf, show: v => flips[v] ?? 'the reference itself' },
  { key: 'subject', title: 'all subjects', of: f => f.subject ?? absent, show: v => v },
  { key: 'level', title: 'all levels', of: f => `${f.level ?? absent}`, show: v => `level ${v}` },
  { key: 'type', title: 'all error types', of: f => f.outcome ?? 'unjudged', show: spaced },
  { key: 'agreement', title: 'any agreement', of: agreementOf, show: v => v },
];

function facetChoice(facet, changed) {
  const values = [...new Set(report.failures.map(facet.of))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const select = element('select', { 'aria-label': facet.title, name: facet.key }, element('option', { value: '' }, facet.title),
    ...values.map(v => element('option', { value: v }, facet.show(v))));
  select.addEventListener('change', changed);
  const count = failures => {
    const tally = new Map();
    for (const f of failures) tally.set(facet.of(f), (tally.get(facet.of(f)) ?? 0) + 1);
    values.forEach((v, i) => { select.options[i + 1].textContent = `${facet.show(v)} (${whole(tally.get(v) ?? 0)})`; });
  };
  return { facet, select, values, count, holds: f => select.value === '' || facet.of(f) === select.value };
}

// Lower case once, when the first word is typed.
const searched = new Map();
function mentions(f, words) {
  if (!searched.has(f)) searched.set(f, [f.problemId, f.problem, f.gold, f.answer ?? '', f.output, ...f.verdicts.map(v => v.reason ?? '')].join('\n').toLowerCase());
  return words.every(word => searched.get(f).includes(word));
}
