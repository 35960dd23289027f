"""`python -m expectations.people`: rubric, narrative check and calibration.

Here: the commands. Not here: what they do (the other modules).

    python -m expectations.people rubric --write           writes docs/rubric.md
    python -m expectations.people rubric --check           exits with 1 when the page is stale
    python -m expectations.people narrative FILE           asks questions to the text of a review
    python -m expectations.people calibration              how alike managers read the vignettes
    python -m expectations.people calibration --manager M  a manager's own differences
    python -m expectations.people concepts                 whether assessment and growth are two
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from expectations.people import rubric_page
from expectations.people.files import PeopleError
from expectations.people.narrative import Question, questions

UNUSABLE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 1 where it has findings that were asked for, 2 where it cannot be run."""
    options = _parser().parse_args(arguments)
    try:
        done: int = options.run(options)
    except PeopleError as error:
        sys.stderr.write(f"error: {error}\n")
        return UNUSABLE
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m expectations.people")
    commands = parser.add_subparsers(required=True)
    page = commands.add_parser("rubric", help="write or check docs/rubric.md")
    page.add_argument("--write", action="store_true", help="write the page")
    page.add_argument("--check", action="store_true", help="exit with 1 if it is stale")
    page.set_defaults(run=_rubric)
    text = commands.add_parser("narrative", help="ask questions to the text of a review")
    text.add_argument("file", type=Path, help="a review in Markdown; it is kept nowhere")
    text.add_argument("--promotion", action="store_true", help="it argues for a promotion")
    text.add_argument("--fail", action="store_true", help="exit with 1 if there is a question")
    text.set_defaults(run=_narrative)
    vignettes = commands.add_parser("calibration", help="how alike managers read vignettes")
    vignettes.add_argument("--manager", help="show this manager's own differences, and only them")
    vignettes.add_argument("--write", type=Path, metavar="DIR", help="write the results as CSV")
    vignettes.set_defaults(run=_calibration)
    concepts = commands.add_parser("concepts", help="whether assessment and growth are two things")
    concepts.set_defaults(run=_concepts)
    return parser


def _rubric(options: argparse.Namespace) -> int:
    if options.write:
        rubric_page.write()
    elif options.check and not rubric_page.is_fresh():
        sys.stderr.write(
            "docs/rubric.md is stale: run python -m expectations.people rubric --write\n"
        )
        return 1
    elif not options.check:
        sys.stdout.write(rubric_page.page())
    return 0


def _narrative(options: argparse.Namespace) -> int:
    try:
        text = options.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PeopleError(f"{options.file}: cannot be read as UTF-8 text ({error}).") from error
    asked = questions(text, is_promotion=options.promotion)
    _tell(_told(each) for each in asked)
    if not asked:
        _tell(["Nothing to ask. That the text is right only its readers can tell."])
    return 1 if asked and options.fail else 0


def _told(each: Question) -> str:
    return f'line {each.line}: "{each.words}": {each.question} {each.help}'


def _calibration(options: argparse.Namespace) -> int:
    # What computes is imported by the command that needs it: the check of a text shall be quick.
    from expectations.people import calibration, calibration_report, warehouse  # noqa: PLC0415

    ratings = warehouse.ratings(warehouse.file())
    if not ratings:
        _tell(["Nobody has rated a vignette: keep inputs/vignette_ratings.csv (docs/inputs.md)."])
        return 0
    own = calibration.own_differences(ratings)
    if options.manager:
        told = list(calibration_report.own_lines(own, options.manager))
        _tell(told or ["This manager has rated no vignette along with two others."])
        return 0
    results = calibration.consistencies(ratings)
    _tell(calibration_report.lines(results))
    if options.write:
        calibration_report.write(results, own, options.write)
    return 0


def _concepts(_: argparse.Namespace) -> int:
    from expectations.people import concepts, warehouse  # noqa: PLC0415

    _tell([concepts.collapse(warehouse.assessed(warehouse.file())).sentence()])
    return 0


def _tell(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
