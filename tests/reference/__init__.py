"""Every published metric computed a second time, from the sandbox's raw truth in plain Python.

Belongs here: the metrics' definitions as read in their catalogue entries, one module a family.
Does not belong here: any SQL, or anything taken over from `dbt_project/`: an error shared with the
models could not be found by comparing.
"""
