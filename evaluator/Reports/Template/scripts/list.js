// A list of any length: only the rows in view are made. One row is the active one; arrows, Page Up and Down, Home and End move it.

const rowHeight = 60; // as in the style sheet
const rowsBeyond = 6;

function virtualList(name, rowOf, activate, enter) {
  const spacer = element('div', { class: 'spacer' });
  const box = element('div', { class: 'list', role: 'listbox', tabindex: '0', 'aria-label': name }, spacer);
  const made = new Map();
  let items = [];
  let active = -1;

  function show() {
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - rowsBeyond);
    const last = Math.min(items.length, Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + rowsBeyond);
    for (const [at, row] of made) if (at < first || at >= last) { row.remove(); made.delete(at); }
    for (let at = first; at < last; at++) if (!made.has(at)) make(at);
  }

  function make(at) {
    const row = rowOf(items[at]);
    row.id = `row-${at}`;
    row.style.top = `${at * rowHeight}px`;
    for (const [key, value] of Object.entries({ role: 'option', 'aria-setsize': items.length, 'aria-posinset': at + 1, 'aria-selected': at === active })) row.setAttribute(key, value);
    row.addEventListener('click', () => { move(at); enter(); });
    made.set(at, row);
    spacer.append(row);
  }

  function move(to) {
    if (items.length === 0) return;
    made.get(active)?.setAttribute('aria-selected', 'false');
    active = Math.min(items.length - 1, Math.max(0, to));
    scrollTo(active * rowHeight);
    show();
    made.get(active).setAttribute('aria-selected', 'true');
    box.setAttribute('aria-activedescendant', `row-${active}`);
    activate(items[active]);
  }

  // A row far away comes to the middle, a near one to the edge.
  function scrollTo(top) {
    const [above, below] = [box.scrollTop - top, top + rowHeight - box.scrollTop - box.clientHeight];
    if (Math.max(above, below) > 2 * rowHeight) box.scrollTop = top - (box.clientHeight - rowHeight) / 2;
    else if (above > 0) box.scrollTop = top;
    else if (below > 0) box.scrollTop += below;
  }

  function set(list, keep) {
    for (const row of made.values()) row.remove();
    made.clear();
    items = list;
    spacer.style.height = `${items.length * rowHeight}px`;
    active = -1;
    box.removeAttribute('aria-activedescendant');
    box.scrollTop = 0;
    show();
    if (items.length > 0) move(Math.max(0, items.indexOf(keep)));
  }

  const page = () => Math.max(1, Math.floor(box.clientHeight / rowHeight) - 1);
  const keys = {
    ArrowDown: () => active + 1, ArrowUp: () => active - 1, PageDown: () => active + page(), PageUp: () => active - page(),
    Home: () => 0, End: () => items.length - 1,
  };
  box.addEventListener('keydown', event => {
    if (event.key === 'Enter') enter();
    else if (keys[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) move(keys[event.key]());
    else return;
    event.preventDefault();
  });
  box.addEventListener('scroll', show, { passive: true });
  new ResizeObserver(show).observe(box);
  return { box, set };
}
