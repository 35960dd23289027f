"""PagerDuty as the fictional organisation would use it.

Belongs here: everything that knows PagerDuty's protocol. Start at `app`; `account` says what there
is to serve.
"""

from collections.abc import Mapping

from sandbox.kit.tool import SandboxTool
from sandbox.pagerduty.account import accounts
from sandbox.pagerduty.app import NAME, create
from sandbox.world import World


def _settings(_: World, url: str) -> Mapping[str, str]:
    return {"PAGERDUTY_API_URL": url, "PAGERDUTY_TOKEN": "sandbox"}


TOOL = SandboxTool(name=NAME, create=create, settings=_settings, accounts=accounts)
