"""The site, over a publication of a few rows."""
