"""Pages that people read: one HTML file each, without scripts, asking nothing of the network.

Here: the frame of a page, its colours and words, and static plots. Not here: what a page says
(`expectations/audit`, the evaluation laboratory), any number.
"""
