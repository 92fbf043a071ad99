"""Named questions to the graph, with parameters that are bound and never pasted."""

from instrgraph.questions.binding import bind
from instrgraph.questions.catalogue import question, questions
from instrgraph.questions.question import Parameter, Question

__all__ = ["Parameter", "Question", "bind", "question", "questions"]
