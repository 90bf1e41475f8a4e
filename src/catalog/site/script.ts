/** The script of all pages: tabs, copying, filters, and the search. Pages can be read without it. */
export const script = `'use strict';
(() => {
const root = document.currentScript ? document.currentScript.dataset.root : '';
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, properties) => Object.assign(document.createElement(name), properties);

const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows have no store */ } };
const recall = key => { try { return localStorage.getItem(key); } catch { return null; } };
const names = document.getElementById('canonical');
if (names) {
  names.checked = recall('ruleglot-canonical') === 'yes';
  names.addEventListener('change', () => remember('ruleglot-canonical', names.checked ? 'yes' : 'no'));
}

for (const group of all('[data-tabs]')) {
  const panels = all(':scope > [data-tab]', group);
  const list = make('div', {});
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', group.dataset.tabs);
  const tabs = panels.map((panel, at) => {
    const tab = make('button', { type: 'button', textContent: panel.dataset.tab, id: panel.id + '-tab' });
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    panel.tabIndex = 0;
    const heading = panel.querySelector(':scope > h3');
    if (heading) heading.hidden = true;
    tab.addEventListener('click', () => choose(at, false));
    list.append(tab);
    return tab;
  });
  const choose = (chosen, focus) => tabs.forEach((tab, at) => {
    tab.setAttribute('aria-selected', String(at === chosen));
    tab.tabIndex = at === chosen ? 0 : -1;
    panels[at].hidden = at !== chosen;
    if (at === chosen && focus) tab.focus();
  });
  list.addEventListener('keydown', event => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose((to + tabs.length) % tabs.length, true);
  });
  group.prepend(list);
  choose(0, false);
}

for (const block of all('.code')) {
  const button = make('button', { type: 'button', className: 'copy', textContent: 'Copy' });
  button.setAttribute('aria-label', 'Copy ' + (block.dataset.label || 'the text'));
  button.addEventListener('click', async () => {
    const text = block.querySelector('pre').textContent;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = make('textarea', { value: text });
      document.body.append(area); area.select(); document.execCommand('copy'); area.remove();
    }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  block.append(button);
}

for (const form of all('[data-filters]')) {
  const list = document.getElementById(form.dataset.filters);
  const items = all('[data-item]', list);
  const status = form.querySelector('[role=status]');
  form.hidden = false;
  const apply = () => {
    const wanted = all('select', form).filter(select => select.value !== '').map(select => [select.name, select.value]);
    const box = form.querySelector('input');
    const words = box ? box.value.toLowerCase() : '';
    let count = 0;
    for (const item of items) {
      const fits = wanted.every(([name, value]) => item.dataset[name].split('|').includes(value)) && item.textContent.toLowerCase().includes(words);
      item.hidden = !fits;
      if (fits) count++;
    }
    for (const group of all('[data-group]', list)) group.hidden = !all('[data-item]', group).some(item => !item.hidden);
    if (status) status.textContent = count + ' of ' + items.length + ' shown';
  };
  form.addEventListener('change', apply);
  form.addEventListener('input', apply);
}

const box = document.getElementById('search');
if (!box) return;
box.closest('[role=search]').hidden = false;
const results = document.getElementById('results');
const found = document.getElementById('found');
let files = [];
let rows = [];
let waiting = 0;
let started = false;
window.ruleglotSearch = part => {
  if (part.files) { files = part.files; waiting += files.length; for (const file of files) load('search/' + file); }
  else { for (const row of part.rows) rows.push([row, (row[1] + ' ' + row[2]).toLowerCase()]); waiting--; }
  show();
};
const load = path => document.head.append(make('script', { src: root + path }));
const start = () => { if (!started) { started = true; load('search/index.js'); } };
const show = () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  results.replaceChildren();
  if (words.length === 0) { results.hidden = true; found.textContent = ''; return; }
  const hits = [];
  for (const [row, text] of rows) if (words.every(word => text.includes(word))) hits.push(row);
  hits.sort((left, right) => left[0].localeCompare(right[0]));
  const kinds = { a: 'Technique', b: 'Rule', c: 'Field', d: 'Data source', e: 'Value' };
  for (const [kind, title, more, path] of hits.slice(0, 60)) {
    const link = make('a', { href: root + path, textContent: title });
    link.append(make('br', {}), make('small', { textContent: kinds[kind] + (more ? ' · ' + more : '') }));
    const item = make('li', {});
    item.append(link);
    results.append(item);
  }
  if (hits.length > 60) results.append(make('li', { textContent: hits.length - 60 + ' more: type another word' }));
  results.hidden = false;
  found.textContent = waiting > 0 ? 'Loading' : hits.length + ' found';
  if (hits.length === 0 && waiting <= 0) results.append(make('li', { textContent: 'Nothing found' }));
};
box.addEventListener('focus', start);
box.addEventListener('input', () => { start(); show(); });
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') { results.hidden = true; }
  if (event.key === '/' && !/^(?:input|textarea|select)$/i.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && box.closest('[role=search]').contains(document.activeElement)) {
    const links = all('a', results);
    const at = links.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
    event.preventDefault();
    (links[at] || box).focus();
  }
});
document.addEventListener('click', event => { if (!box.closest('[role=search]').contains(event.target)) results.hidden = true; });
})();
`;
