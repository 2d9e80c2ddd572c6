'use strict';
(() => {
  const report = JSON.parse(document.getElementById('data').textContent);
  const svgNamespace = 'http://www.w3.org/2000/svg';
  const typeset = typeof katex !== 'undefined';

  // ---- elements: texts go in as text, never as markup -------------------------------------------------------------
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'class') made.className = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
  }

  function drawing(name, attributes = {}, text) {
    const made = document.createElementNS(svgNamespace, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const body = id => document.querySelector(`#${id} .body`);
  const number = (value, digits = 1) => Number(value).toFixed(digits);
  const share = s => s.trials === 0 ? '–' : `${number(s.percent)} %`;
  const interval = s => s.trials === 0 ? '' : `${number(s.low)} to ${number(s.high)}`;
  const counts = s => `${s.successes} of ${s.trials}`;

  // Formulas between $...$, $$...$$, \(...\) and \[...\]; everything else stays text.
  function mathematics(text) {
    const target = element('span', { class: 'text' });
    if (!typeset) { target.textContent = text; return target; }
    const pattern = /\$\$([^$]+)\$\$|\$([^$\n]+)\$|\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]/g;
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      target.append(text.slice(at, match.index));
      const formula = match[1] ?? match[2] ?? match[3] ?? match[4];
      const span = element('span');
      try {
        katex.render(formula, span, { throwOnError: true, trust: false, maxExpand: 200, maxSize: 20, displayMode: match[1] !== undefined || match[4] !== undefined });
      } catch {
        span.textContent = match[0];
      }
      target.append(span);
      at = match.index + match[0].length;
    }
    target.append(text.slice(at));
    return target;
  }

  function table(caption, columns, rows) {
    const head = element('tr', {}, ...columns.map(c => element('th', { scope: 'col' }, c)));
    const lines = rows.map(row => element('tr', {}, ...row.map((cell, i) => {
      const made = cell instanceof HTMLTableCellElement ? cell : element(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : {}, cell);
      return made;
    })));
    return element('div', { class: 'scroll' },
      element('table', {}, element('caption', {}, caption), element('thead', {}, head), element('tbody', {}, ...lines)));
  }

  const cell = (value, small, title) => element('td', title ? { title } : {}, value, small ? element('br') : null, small ? element('small', {}, small) : null);

  // ---- sections ---------------------------------------------------------------------------------------------------
  function drawHead() {
    document.title = `QuantGrpc: ${report.title}`;
    document.getElementById('title').textContent = report.title;
    if (report.notice) {
      const notice = document.getElementById('notice');
      notice.textContent = report.notice;
      notice.hidden = false;
    }
    document.getElementById('summary').append(...report.summary.map(line => element('p', {}, line)));
    const nav = document.querySelector('nav');
    for (const section of document.querySelectorAll('main section')) {
      nav.append(element('a', { href: `#${section.id}` }, section.querySelector('h2').textContent));
    }
  }

  function verdictOf(v) {
    const words = v.loss?.verdict;
    const name = !words ? '' : words.startsWith('may') ? 'may' : words.startsWith('loses') ? 'loses' : 'undecided';
    const text = v.isReference ? 'reference' : words ?? 'unfinished';
    const small = name === 'undecided' ? `passes at ${number(v.loss.passesAt)} points` : '';
    const made = cell(element('span', { class: `verdict ${name}` }, text), small);
    return made;
  }

  function drawVariants() {
    const rows = report.variants.map(v => [
      v.id, verdictOf(v),
      cell(v.wakv ?? '', v.bitsPerWeight ? `${number(v.bitsPerWeight, 2)} bits/weight` : ''),
      cell(share(v.accuracy), interval(v.accuracy), counts(v.accuracy)),
      v.loss ? cell(number(v.loss.points), `${number(v.loss.low)} to ${number(v.loss.high)}`, `${v.loss.pairs} pairs`) : cell(''),
      v.loss && v.loss.percentOfReference !== null && v.loss.percentOfReference !== undefined ? cell(`${number(v.loss.percentOfReference)} %`) : cell(''),
      v.loss ? cell(`${v.loss.lost} / ${v.loss.gained}`) : cell(''),
      v.loss ? cell(number(v.loss.mcNemar, 3), `Holm ${number(v.loss.holm, 3)}`) : cell(''),
      cell(`${v.ungradable}`), cell(`${v.truncated}`, v.looping ? `${v.looping} loop` : ''),
      cell(number(v.meanTokens)), cell(number(v.tokensPerSecond, 0)),
    ]);
    body('variants').append(
      element('p', { class: 'note' }, `Loss is the reference's accuracy minus the variant's on the same problems, in points, with Tango's score interval. `
        + `Flips are problems lost and gained against the reference; McNemar's test on them is exact, Holm's adjustment runs over the variants. `
        + `The verdict is against an acceptable loss of ${number(report.acceptableLoss)} points, by two one-sided tests; "undecided" is never "safe". `
        + `Ungradable answers count as not right.`),
      table(`${report.problems} problems a variant, 95 % intervals`,
        ['variant', 'verdict', 'W/A/KV', 'accuracy', 'loss, points', 'of reference', 'lost / gained', 'McNemar p', 'ungradable', 'cut', 'tokens', 'tokens/s'], rows));
  }

  function axis(svg, frame, ticks, place, label) {
    for (const tick of ticks) {
      const y = place(tick);
      svg.append(drawing('line', { x1: frame.left, x2: frame.right, y1: y, y2: y, class: 'grid' }));
      svg.append(drawing('text', { x: frame.left - 8, y: y + 4, 'text-anchor': 'end' }, `${tick}`));
    }
    svg.append(drawing('text', { x: frame.left, y: frame.top - 10 }, label));
  }

  function ticksOf(low, high) {
    const step = [1, 2, 5, 10, 20].find(s => (high - low) / s <= 7) ?? 25;
    const ticks = [];
    for (let t = Math.ceil(low / step) * step; t <= high; t += step) ticks.push(t);
    return ticks;
  }

  function drawBits() {
    const shown = report.variants.filter(v => v.bitsPerWeight && v.accuracy.trials > 0);
    if (shown.length === 0) { body('bits').append(element('p', { class: 'note' }, 'No variant states its bits per weight.')); return; }
    const frame = { left: 60, right: 1060, top: 40, bottom: 330 };
    const low = Math.max(0, Math.floor(Math.min(...shown.map(v => v.accuracy.low)) - 1));
    const high = Math.min(100, Math.ceil(Math.max(...shown.map(v => v.accuracy.high)) + 1));
    const least = Math.log2(Math.min(...shown.map(v => v.bitsPerWeight)) * 0.9);
    const most = Math.log2(Math.max(...shown.map(v => v.bitsPerWeight)) * 1.15);
    const x = bits => frame.left + (Math.log2(bits) - least) / (most - least) * (frame.right - frame.left);
    const y = percent => frame.bottom - (percent - low) / (high - low) * (frame.bottom - frame.top);
    const svg = drawing('svg', { viewBox: '0 0 1100 380', role: 'img', 'aria-label': 'Accuracy against bits per weight with 95 % intervals' });
    axis(svg, frame, ticksOf(low, high), y, 'accuracy, %');
    for (const bits of [1, 2, 3, 4, 5, 6, 8, 16, 32].filter(b => Math.log2(b) > least && Math.log2(b) < most)) {
      svg.append(drawing('text', { x: x(bits), y: frame.bottom + 20, 'text-anchor': 'middle' }, `${bits}`));
    }
    svg.append(drawing('text', { x: frame.right, y: frame.bottom + 42, 'text-anchor': 'end' }, 'bits per weight (logarithmic)'));
    const taken = [];
    for (const v of shown) {
      // Variants of one file stand side by side.
      const shift = taken.filter(t => Math.abs(t - x(v.bitsPerWeight)) < 1).length * 14;
      taken.push(x(v.bitsPerWeight));
      const at = x(v.bitsPerWeight) + shift;
      const kind = v.isReference ? 'reference' : 'mark';
      svg.append(drawing('line', { x1: at, x2: at, y1: y(v.accuracy.low), y2: y(v.accuracy.high), class: kind, 'stroke-width': 2, opacity: 0.55 }));
      svg.append(drawing('circle', { cx: at, cy: y(v.accuracy.percent), r: 5, class: kind }));
      svg.append(drawing('text', { x: at + 8, y: y(v.accuracy.percent) + (shift ? 16 : -8), class: 'label' }, v.id.split('-').slice(1).join('-') || v.id));
    }
    body('bits').append(svg);
  }

  function heat(value, reference) {
    const lost = reference.trials && value.trials ? reference.percent - value.percent : 0;
    const made = cell(share(value), counts(value), interval(value));
    const strength = Math.min(0.55, Math.abs(lost) / 30);
    if (Math.abs(lost) >= 1) made.style.background = `rgba(var(--${lost > 0 ? 'heat' : 'cool'}), ${strength})`;
    return made;
  }

  function drawWhere() {
    const reference = report.variants.find(v => v.isReference) ?? report.variants[0];
    const rows = report.variants.map(v => [v.id, ...v.bySubject.map((s, i) => heat(s, reference.bySubject[i]))]);
    const levels = report.variants.map(v => [v.id, ...v.byLevel.map((s, i) => heat(s, reference.byLevel[i]))]);
    body('where').append(element('p', { class: 'note' }, 'Accuracy with its counts; the colour is the distance from the reference in the same column, red below it. Small cells carry wide intervals: hold the pointer on one.'));
    if (report.subjects.length) body('where').append(table('by subject', ['variant', ...report.subjects], rows));
    if (report.levels.length) body('where').append(element('br'), table('by level', ['variant', ...report.levels.map(l => `level ${l}`)], levels));
  }

  function bars(variants, rateOf, caption) {
    const rowHeight = 26;
    const frame = { left: 190, right: 860, top: 30 };
    const height = frame.top + variants.length * rowHeight + 20;
    const most = Math.max(1, ...variants.map(v => rateOf(v).high));
    const x = rate => frame.left + rate / most * (frame.right - frame.left);
    const svg = drawing('svg', { viewBox: `0 0 1100 ${height}`, role: 'img', 'aria-label': caption });
    svg.append(drawing('text', { x: 14, y: 18 }, caption));
    variants.forEach((v, i) => {
      const rate = rateOf(v);
      const y = frame.top + i * rowHeight;
      svg.append(drawing('text', { x: frame.left - 10, y: y + 14, 'text-anchor': 'end', class: 'label' }, v.id));
      svg.append(drawing('rect', { x: frame.left, y: y + 3, width: Math.max(1, x(rate.percent) - frame.left), height: 14, class: v.isReference ? 'reference' : 'mark', opacity: 0.75 }));
      svg.append(drawing('line', { x1: x(rate.low), x2: x(rate.high), y1: y + 10, y2: y + 10, class: 'reference', 'stroke-width': 1.5 }));
      svg.append(drawing('text', { x: x(rate.high) + 8, y: y + 14 }, `${number(rate.percent)} (${number(rate.low)} to ${number(rate.high)})`));
    });
    return svg;
  }

  function drawCapability() {
    const judged = report.variants.filter(v => v.judged > 0);
    const target = body('capability');
    if (!judged.length) { target.append(element('p', { class: 'note' }, report.judgeNote)); return; }
    target.append(element('p', { class: 'note' }, 'First wrong steps per 100 problems, by capability (this product’s grouping: computation and symbol manipulation on one side; concept, method and reasoning on the other), as the judge has it.'));
    judged[0].capabilities.forEach((group, i) => target.append(bars(judged, v => v.capabilities[i].rate, `${group.name}: first errors per 100 problems`), element('br')));
  }

  function drawTypes() {
    const judged = report.variants.filter(v => v.judged > 0);
    if (!judged.length) { body('types').append(element('p', { class: 'note' }, report.judgeNote)); return; }
    const reference = judged.find(v => v.isReference) ?? judged[0];
    const rows = reference.errors.map((type, i) => [type.name.replaceAll('_', ' '), ...judged.map(v => cell(number(v.errors[i].rate.percent), `${v.errors[i].rate.successes}`, interval(v.errors[i].rate)))]);
    rows.push(['failures with a verdict', ...judged.map(v => cell(`${v.judged} of ${v.failed}`))]);
    body('types').append(
      element('p', { class: 'note' }, 'First errors per 100 problems, count below. A type’s share of the failures can rise while its rate falls: rates are what compares.'),
      table('per 100 problems', ['type', ...judged.map(v => v.id)], rows));
  }

  function drawHazard() {
    const shown = report.variants.filter(v => v.judged > 0 && v.hazard.length);
    if (!shown.length) { body('hazard').append(element('p', { class: 'note' }, report.judgeNote)); return; }
    const longest = Math.max(...shown.map(v => v.hazard.length));
    const rows = shown.map(v => [v.id, ...Array.from({ length: longest }, (_, k) => v.hazard[k]
      ? cell(share(v.hazard[k]), counts(v.hazard[k]), interval(v.hazard[k])) : cell(''))]);
    body('hazard').append(
      element('p', { class: 'note' }, 'Errors at step k among the solutions that reach it still right; right solutions are censored at their end. The closing answer is the step after the last.'),
      table('share that goes wrong', ['variant', ...Array.from({ length: longest }, (_, k) => `step ${k + 1}`)], rows));
  }

  function drawJudges() {
    body('judges').append(element('p', { class: 'note' }, report.judgeNote));
    if (report.judges.length) {
      body('judges').append(table('replies over all failures', ['judge', 'valid', 'invalid', 'does not fit', 'failed', 'unjudged'],
        report.judges.map(j => [j.oneJudge ? `${j.id} (one judge)` : j.id, `${j.valid}`, `${j.invalid}`, `${j.doesNotFit}`, `${j.failed}`, `${j.unjudged}`])));
    }
  }

  // ---- failures: rows are made when they are looked at ------------------------------------------------------------
  function detailOf(f) {
    const steps = f.steps.map((text, i) => element('li', i + 1 === f.firstErrorStep ? { class: 'wrong', title: 'first wrong step' } : {}, mathematics(text)));
    const closing = element('li', f.firstErrorStep === f.steps.length + 1 ? { class: 'wrong', title: 'first wrong step' } : {}, mathematics(`answer: $${f.answer ?? '–'}$`));
    const verdict = f.errorType ? `${f.errorType.replaceAll('_', ' ')}${f.firstErrorStep ? `, step ${f.firstErrorStep}` : ''}` : 'unjudged';
    return element('div', { class: 'detail' },
      element('h3', {}, 'Problem'), mathematics(f.problem),
      element('p', { class: 'note' }, `gold `, mathematics(`$${f.gold}$`), ` · graded ${f.grade} (${f.rule})${f.truncated ? ' · cut by the token limit' : ''}`),
      element('div', { class: 'columns' },
        element('div', {}, element('h3', {}, f.variant), f.steps.length ? element('ol', { class: 'steps' }, ...steps, closing) : mathematics(f.output)),
        f.referenceOutput ? element('div', {}, element('h3', {}, `${report.reference} (reference)`), mathematics(f.referenceOutput)) : null),
      element('p', { class: 'note' }, `${verdict}${f.judge ? ` · ${f.judge}` : ''}`),
      f.reason ? element('p', { class: 'note text' }, f.reason) : null);
  }

  function rowOf(f) {
    const row = element('details', {},
      element('summary', {},
        element('span', { class: 'id' }, f.variant), element('span', { class: 'tag' }, f.problemId),
        element('span', { class: 'tag' }, [f.subject, f.level ? `level ${f.level}` : null].filter(Boolean).join(', ')),
        f.flip === 'Lost' ? element('span', { class: 'lost' }, 'lost against the reference') : null,
        element('span', { class: 'tag' }, f.errorType ? f.errorType.replaceAll('_', ' ') : '')));
    row.addEventListener('toggle', () => { if (row.open && row.children.length === 1) row.append(detailOf(f)); });
    return row;
  }

  function drawFailures() {
    const target = body('failures');
    const filters = element('div', { class: 'filters', role: 'search' });
    const list = element('div');
    const count = element('p', { class: 'note', 'aria-live': 'polite' });
    const choose = (label, field, show = v => v) => {
      const values = [...new Set(report.failures.map(f => f[field]).filter(v => v !== null && v !== undefined && v !== ''))].sort();
      const select = element('select', { 'aria-label': label }, element('option', { value: '' }, label), ...values.map(v => element('option', { value: v }, show(`${v}`))));
      select.addEventListener('change', () => draw(50));
      filters.append(select);
      return f => select.value === '' || `${f[field]}` === select.value;
    };
    const tests = [choose('all variants', 'variant'), choose('all subjects', 'subject'), choose('all levels', 'level', v => `level ${v}`),
      choose('all error types', 'errorType', v => v.replaceAll('_', ' ')), choose('all flips', 'flip')];
    const search = element('input', { type: 'search', placeholder: 'search problems and outputs', 'aria-label': 'search' });
    search.addEventListener('input', () => draw(50));
    filters.append(search);
    function draw(most) {
      const words = search.value.toLowerCase();
      const found = report.failures.filter(f => tests.every(test => test(f)) && (!words || `${f.problem}\n${f.output}`.toLowerCase().includes(words)));
      count.textContent = `${found.length} failures${report.failuresLeftOut ? `; ${report.failuresLeftOut} more are in the store and not on this page` : ''}`;
      list.replaceChildren(...found.slice(0, most).map(rowOf));
      if (found.length > most) {
        const more = element('button', { type: 'button' }, `show ${Math.min(50, found.length - most)} more`);
        more.addEventListener('click', () => draw(most + 50));
        list.append(more);
      }
    }
    if (!typeset) target.append(element('p', { class: 'note' }, 'Formulas are shown as source: this report was built without npm’s KaTeX.'));
    target.append(filters, count, list);
    draw(20);
  }

  function drawFacts() {
    const made = table('how this was made', ['', ''], report.facts.map(f => [f.name, element('td', {}, f.value)]));
    made.querySelector('table').classList.add('facts');
    made.querySelector('thead').remove();
    body('facts').append(made);
  }

  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });

  drawHead(); drawVariants(); drawBits(); drawWhere(); drawCapability(); drawTypes(); drawHazard(); drawJudges(); drawFailures(); drawFacts();
})();
