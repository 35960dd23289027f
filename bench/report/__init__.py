"""Everything the benches measured, as one JSON and one page.

Belongs here: collecting what each bench wrote, and showing it. Does not belong here: measuring.
"""
