"""The named questions: one file of ``ontology/questions`` each. A new file is a new question, without Python."""

from __future__ import annotations

import difflib
from functools import cache

from instrgraph.errors import NotFound, OntologyError
from instrgraph.questions.question import Question, parse_question
from instrgraph.resources import ontology_file


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions by name.

    Raises:
        OntologyError: a file is wrong, or its name is not that of its question.

    >>> any(question.name == "cited-by" for question in questions())
    True
    """
    found = []
    for path in sorted(ontology_file("questions").glob("*.rq")):
        asked = parse_question(path.read_text(encoding="utf-8"), path.name)
        if asked.name != path.stem:
            raise OntologyError(f"{path.name}: the header's name is {asked.name!r}; make both the same")
        found.append(asked)
    if not found:
        raise OntologyError(f"{ontology_file('questions')}: no questions; install instrgraph again")
    return tuple(found)


def question(name: str) -> Question:
    """Return the question of that name.

    Raises:
        NotFound: there is none; the message names the nearest.

    >>> question("cited-by").title
    'Which texts cite an instrument, in whatever revision?'
    """
    for asked in questions():
        if asked.name == name:
            return asked
    near = difflib.get_close_matches(name, [asked.name for asked in questions()], n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else "; `instrgraph ask` lists them"
    raise NotFound(f"no question is named {name!r}{hint}")
