"""The last step of every run: whatever became of it, who should know is told.

Here: settings from the environment, and that telling fails no run. Not here: what is told.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from datetime import datetime

from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.settings import CoreSettings
from orchestration import paths
from orchestration.alerts.channels import Channel, channels
from orchestration.alerts.kept import KeptError
from orchestration.alerts.telling import Ended, tell
from orchestration.alerts.troubles import Trouble

logger = logging.getLogger(__name__)


def now() -> datetime:
    """The instant of this run.

    Raises:
        SettingsError: TEAM_OUTCOMES_AS_OF is no instant.
    """
    return _clock().now()


def channels_set() -> list[Channel]:
    """The channels of the environment.

    Raises:
        SettingsError: A setting is not what is expected.
    """
    return channels(os.environ, _clock())


def tell_after(run: str, troubles: Sequence[Trouble] = ()) -> None:
    """Tell what is new after a run; what goes wrong with that is a warning.

    Args:
        run: The run's name.
        troubles: What went wrong in it.
    """
    try:
        for refusal in tell(paths.home(), channels_set(), now(), Ended(run, tuple(troubles))):
            logger.warning("%s", refusal)
    except (SettingsError, KeptError, OSError) as error:
        logger.warning("alerts: nobody was told: %s", error)
    except Exception as error:
        # A run that published must not fail by its last word, whatever is wrong with that. The
        # error's words might hold an address; its class does not.
        logger.warning("alerts: nobody was told (%s)", type(error).__name__)


def _clock() -> Clock:
    return Clock(CoreSettings.from_environment().as_of)
