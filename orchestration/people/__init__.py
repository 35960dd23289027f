"""Who is known in a data root, by which accounts and names.

Here: reading it from what is landed. Not here: what is done with it (`own_data`, `erasure`,
`retention`).
"""
