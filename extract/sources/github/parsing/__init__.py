"""From one raw record of GitHub to one row: pure functions, without requests or files.

Belongs here: reading fields, and refusing a record that is not shaped as documented.
Does not belong here: paging, deciding what to fetch, or writing.
"""
