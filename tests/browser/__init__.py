"""Every page people look at, opened in a browser: nothing runs, nothing is fetched, all read it.

`visiting.py` opens a page and gathers what is wrong with it; `making.py` makes the pages.
"""
