"""What a daily run costs beside reading tools and running SQL, named item by item.

Belongs here: one run over a published home with its times written down, and which item each second
belongs to. Does not belong here: many runs in a row (`bench/days`), growth (`bench/scale`).
"""
