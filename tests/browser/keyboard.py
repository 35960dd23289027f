"""A page by the keyboard alone: what can be used is reached by Tab, and one sees where one is.

Belongs here: pressing Tab. Does not belong here: names and roles of what is reached (axe).
"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.looking import NAME

MOST, STEPS = 1_500, 50
_WATCH = (
    "() => {"
    + NAME
    + """
  const wanted = [...document.querySelectorAll(
    'a[href], button, summary, input, select, textarea, [tabindex]')].filter((one) =>
    one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0
    && !(one.type === 'radio' && !one.checked));
  const unreachable = [...document.querySelectorAll('a[href], button, summary, input, [onclick]')]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled
      && one.tabIndex < 0);
  window.__focus = {wanted, reached: new Set(), unseen: [], name, unreachable};
  document.addEventListener('focusin', (event) => {
    const one = event.target, style = getComputedStyle(one);
    window.__focus.reached.add(one);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    if (!ring && style.boxShadow === 'none') window.__focus.unseen.push(name(one));
  });
  document.body.tabIndex = -1;
  document.body.focus();
  window.__focus.unseen = [];
  document.body.removeAttribute('tabindex');
  return wanted.length;
}
"""
)
_SEEN = """
() => {
  const {wanted, reached, unseen, unreachable, name} = window.__focus;
  const missed = wanted.filter((one) => !reached.has(one));
  return [
    ...missed.slice(0, 5).map((one) => `Tab does not reach ${name(one)}`),
    ...unreachable.slice(0, 5).map((one) => `it takes a mouse: ${name(one)}`),
    ...unseen.slice(0, 5).map((one) => `one does not see that the focus is on ${one}`),
  ];
}
"""


def findings(page: Page) -> list[str]:
    """Press Tab through the page and say what was not reached or not seen."""
    wanted = page.evaluate(_WATCH)
    if wanted > MOST:
        return [f"{wanted} things to step through, of at most {MOST}"]
    # What scrolls is a stop of its own, so the way round may be longer than the list.
    before, reached = -1, 0
    while before < reached < MOST:
        for _ in range(min(wanted + 1, STEPS)):
            page.keyboard.press("Tab")
        before, reached = reached, page.evaluate("() => window.__focus.reached.size")
    return list(page.evaluate(_SEEN))
