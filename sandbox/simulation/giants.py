"""Changes too large to review: more commits and files than one page of an API holds.

Belongs here: their content and fate; they are closed and done in steps, so that no metric of
merged work hangs on them. Does not belong here: changes of usual size.
"""

from collections.abc import Iterator

from sandbox.entities.changes import ChangedFile
from sandbox.simulation.branch import Work, write
from sandbox.simulation.drafts import ChangeDraft, ReviewDraft
from sandbox.simulation.outcomes import close
from sandbox.simulation.randomness import pick
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import MINUTE

_COMMITS = 104
_FILES = 117
_ANSWER_HOURS = 3.0
_CLOSING_HOURS = 12.0


def giant_changes(setting: Setting) -> Iterator[ChangeDraft]:
    """One per team in the scenario's order, as many as the scenario wants, spread over time."""
    wanted = min(setting.scenario.quirks.giant_changes, len(setting.teams))
    for number, team_id in enumerate(list(setting.teams)[:wanted]):
        share = (number + 1) / (wanted + 1)
        around = setting.start + round((setting.whole_end - setting.start) * share)
        openings = setting.clocks[team_id].workdays(around, setting.whole_end)
        if openings and setting.members(team_id, openings[0]):
            yield _giant(setting, team_id, openings[0])


def _giant(setting: Setting, team_id: str, start: int) -> ChangeDraft:
    draw = setting.draw("giant", team_id)
    members = setting.members(team_id, start)
    author = pick(draw, members)
    service = next(iter(setting.owned(team_id, start)), None) or next(
        iter(setting.services.values())
    )
    change = ChangeDraft(
        key=f"giant/{team_id}",
        repository=service.repository,
        author=author.account,
        author_name=author.name,
        title="Move every module to the new interface",
        body="All at once, sorry.",
        created=start,
        branch=f"giant/{team_id}",
        services=(service.service_id,),
        head_repository=service.repository,
        files=tuple(
            ChangedFile(
                path=f"{service.path_prefix}src/moved/part{number:03d}.ts", additions=9, deletions=7
            )
            for number in range(_FILES)
        ),
    )
    behaviour = setting.scenario.behaviour
    work = Work(setting, change, draw, author.clock, behaviour, team_id, 1.0, _COMMITS)
    ready = write(work, start)
    answered = author.clock.advance(ready, _ANSWER_HOURS) + MINUTE
    others = [person for person in members if person is not author]
    if others:
        words = "Too large to review in one go: could you cut it into steps?"
        reviewer = pick(draw, others).account
        change.reviews.append(
            ReviewDraft(answered, reviewer, "CHANGES_REQUESTED", words, 0, work.head)
        )
    close(work, author.clock.advance(answered, _CLOSING_HOURS) + MINUTE)
    return change
