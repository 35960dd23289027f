"""What is asked of an open page, as JavaScript that gives back findings in words.

Belongs here: questions about layout, structure and reading. Does not belong here: the keyboard
(`keyboard.py`), what a page does by itself (`visiting.py`), axe's rules.
"""

from __future__ import annotations

OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
FOLD_MOST = """() => [...document.querySelectorAll('details')].slice(8).forEach(
  (one) => { one.open = false; })"""

EMPTY_DRAWINGS = """() => document.querySelectorAll('svg[role="img"]').forEach(
  (one) => one.replaceChildren())"""

NAME = """
const name = (element) => {
  const text = (element.getAttribute('aria-label') || element.textContent || '').trim();
  const id = element.id ? '#' + element.id : '';
  return element.tagName.toLowerCase() + id + ' ' + JSON.stringify(text.slice(0, 40));
};
"""

TOO_WIDE = """
() => {
  const root = document.scrollingElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over <= 1) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(
    (one) => one.getBoundingClientRect().right > root.clientWidth + 1);
  return [`${over} pixels too wide, as is ` + wide.slice(0, 3).map(
    (one) => one.tagName.toLowerCase() + '.' + one.className).join(', ')];
}
"""

CLIPPED = (
    "() => {"
    + NAME
    + """
  const hidden = (style) => style.position === 'absolute'
    && (style.clip !== 'auto' || style.clipPath !== 'none');
  return [...document.body.querySelectorAll('*')].filter((one) => {
    const style = getComputedStyle(one);
    return one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
      && style.display !== 'inline' && !hidden(style)
      && ['hidden', 'auto', 'scroll', 'clip'].includes(style.overflowX);
  }).slice(0, 5).map((one) => `${one.scrollWidth - one.clientWidth} pixels are cut off `
    + name(one));
}
"""
)

STRUCTURE = (
    "() => {"
    + NAME
    + """
  const found = [];
  const headings = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')];
  const firsts = headings.filter((one) => one.tagName === 'H1').length;
  if (firsts !== 1) found.push(`${firsts} headings of the first level`);
  headings.reduce((before, one) => {
    const level = Number(one.tagName[1]);
    if (level > before + 1) found.push(`a level is left out before ${name(one)}`);
    return level;
  }, 0);
  for (const table of document.querySelectorAll('table')) {
    const heads = [...table.querySelectorAll('th')];
    if (!table.caption && !table.ariaLabel && !table.getAttribute('aria-labelledby'))
      found.push(`a table without a caption: ${name(table)}`);
    if (!heads.some((one) => one.scope === 'col' || one.scope === 'row'))
      found.push(`a table without heads that say their scope: ${name(table)}`);
  }
  if (!document.documentElement.lang) found.push('no language is stated');
  if (!document.title.trim()) found.push('no title');
  if (!document.querySelector('main')) found.push('no main part');
  const first = document.querySelector('a[href], button, input, select, summary');
  const skips = first && (first.getAttribute('href') || '').startsWith('#')
    && document.getElementById(first.getAttribute('href').slice(1));
  if (!skips) found.push('the first link does not skip to the content');
  return found;
}
"""
)

EXECUTED = "() => window.__executed === undefined ? [] : [`a text ran: ${window.__executed}`]"
