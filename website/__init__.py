"""The site: what leaders and engineers look at, written from the published databases.

Here: pages, their plots, their words, and the one command `python -m website`. Not here: numbers
(all are read from `published/`), the look of pages and plots (`expectations/pages`), rules and
definitions (the yml of metrics and detectors, `docs/`), which the rulebook shows as they are.

It is not called `site`: that is a module of Python's own.
"""
