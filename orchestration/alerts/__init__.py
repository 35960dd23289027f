"""Who is told of what: runs that failed, gates, questions and audits, by webhook and e-mail.

Here: plain Python, so that any run can end with it. Not here: Dagster, which calls this at the end
of its runs (`orchestration/defs/automation`), and anything that decides what is true: an alert says
what is published, or what a step said of itself.
"""
