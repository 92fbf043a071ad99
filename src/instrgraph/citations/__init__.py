"""Citations as printed: found in one reading by the compiled words and shapes of six languages."""

from instrgraph.citations.find import find
from instrgraph.citations.printed import BodyCue, Cue, How, Printed

__all__ = ["BodyCue", "Cue", "How", "Printed", "find"]
