"""What helps people to review each other's work fairly: rubric, narrative check, calibration.

Belongs here: the published rubric, questions to a review's text, and how consistently managers read
the same vignettes. Does not belong here: anything about one person's work (`dbt_project/models`,
group coaching), and any number that orders people.
"""
