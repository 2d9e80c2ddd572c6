// The acceptable loss can be moved. What follows from each stands in the report: verdicts in every loss, sentences beside the data.

const sentences = JSON.parse(document.getElementById('sentences').textContent);
const movable = sentences.map(s => s.loss);
const acceptable = { at: report.acceptableLoss };
const whenMoved = [];

const verdictAt = v => v.loss?.verdicts?.find(one => one.loss === acceptable.at)?.verdict ?? v.loss?.verdict;
const toneOfVariant = v => v.isReference ? 'reference' : toneOf(verdictAt(v)).kind;

function move(loss) {
  acceptable.at = loss;
  for (const place of document.querySelectorAll('.question output, #movable output')) place.textContent = asChosen(loss);
  const words = sentences.find(s => s.loss === loss).words.map(text => element('li', {}, text));
  const places = ['words', 'more-words'].map(id => document.getElementById(id));
  const first = places[0].children.length;
  places[0].replaceChildren(...words.slice(0, first));
  places[1]?.replaceChildren(...words.slice(first));
  moveTiles();
  for (const changed of document.querySelectorAll('td[data-verdict]')) {
    const variant = report.variants.find(v => v.id === changed.dataset.verdict);
    if (variant.isReference) continue;
    const tone = toneOf(verdictAt(variant));
    changed.querySelector('.verdict').className = `verdict ${tone.kind}`;
    changed.querySelector('.verdict').textContent = `${tone.sign} ${tone.words}`;
  }
  for (const redraw of whenMoved) redraw();
}

function moveTiles() {
  const tiles = [...document.querySelectorAll('.tile')];
  for (const v of ordered) {
    const item = [...document.querySelectorAll('.tile li')].find(li => li.dataset.variant === v.id);
    if (item) tiles.find(t => t.dataset.kind === toneOf(verdictAt(v)).kind).querySelector('ul').append(item);
  }
  for (const tile of tiles) tile.querySelector('.count').textContent = tile.querySelectorAll('li').length;
}

function drawVerdict() {
  const place = document.getElementById('movable');
  if (!place || movable.length < 2) return;
  const start = movable.indexOf(report.acceptableLoss);
  const slider = element('input', { type: 'range', id: 'loss', min: 0, max: movable.length - 1, step: 1, value: start });
  const back = element('button', { type: 'button' }, `back to ${asChosen(report.acceptableLoss)}`);
  const ends = at => element('span', { class: 'soft', 'aria-hidden': 'true' }, asChosen(movable[at]));
  const moved = () => {
    const loss = movable[Number(slider.value)];
    slider.setAttribute('aria-valuetext', `${asChosen(loss)} points`);
    back.disabled = loss === report.acceptableLoss;
    move(loss);
  };
  slider.addEventListener('input', moved);
  back.addEventListener('click', () => { slider.value = start; moved(); });
  back.disabled = true;
  slider.setAttribute('aria-valuetext', `${asChosen(report.acceptableLoss)} points`);
  place.append(element('label', { for: 'loss' }, 'acceptable loss: ', element('output', { for: 'loss' }, asChosen(report.acceptableLoss)), ' points'), ends(0), slider, ends(movable.length - 1), back,
    element('span', { class: 'soft' }, 'Moving it explores: the loss that counts is the one that was chosen before the run.'));
  place.hidden = false;
}
