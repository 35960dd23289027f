"""Whether a build that goes on from the last one is what one from nothing would be.

Belongs here: a lake that grows day by day, with what comes late, changes and vanishes; and
comparing. Does not belong here: how an increment is made (`dbt_project/macros/increment`).
"""
