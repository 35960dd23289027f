"""What every source shares: settings, the clock, HTTP, and the landing.

Belongs here: code that knows no tool. Does not belong here: the shape of any tool's answers.
"""
