"""Disclosure control: which cells about people may be published, and what can be made of them.

Belongs here: the rules (`suppression.py`), the adversary (`attacks.py`, `linear.py`), what was
published before (`ledger.py`), and reading the cells of a warehouse (`gathering.py`). Does not
belong here: the numbers themselves (dbt); writing what is published (`orchestration/publication`).
"""
