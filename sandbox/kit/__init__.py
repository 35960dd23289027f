"""What every tool of the sandbox needs, whichever tool it is.

Belongs here: counting, tokens, limits, faults, drift and the control endpoints. Does not belong
here: any vendor's protocol (the folder of the tool).
"""
