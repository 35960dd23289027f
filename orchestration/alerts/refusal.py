"""How a channel says that it did not take a message.

Here: the error of every channel. Not here: what follows (`telling.py`).
"""


class ChannelError(Exception):
    """A channel did not take a message; the text is one line without any secret."""
