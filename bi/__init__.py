"""BI tools over what is published: Superset's dashboards, a mirror in Postgres, a notebook.

Here: reading `published/` with tools that others wrote. Not here: any number (`dbt_project`), the
site (a package of its own), and anything that is held about a person.
"""
