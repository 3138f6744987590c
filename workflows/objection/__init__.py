"""Objection: a family says what is wrong, and is heard, answered, and asked whether the answer holds."""

from engine import BESIDE_THE_PATH, CLOSED, START, Case, Due, Lifecycle, Reclassified, Step
from workflows.objection.family import Heard, Raised, Reviewed, finding_disputed, satisfied
from workflows.objection.school import Closed, Investigated, Recorded, Solved


class Objection(Case):
    """A family's objection, from their first words to the lesson kept."""

    workflow = "objection"
    plural = "objections"
    prefix = "OBJ"
    lifecycle = Lifecycle(
        Step("raise", START, Raised, "listen"),
        Step("listen", "listen", Heard, "record"),
        Step("record", "record", Recorded, "investigate"),
        Step("investigate", "investigate", Investigated, "solve"),
        Step("solve", "solve", Solved, "feedback"),
        Step("feedback", "feedback", Reviewed, "close", when=satisfied),
        Step("feedback", "feedback", Reviewed, "investigate", when=finding_disputed),
        Step("feedback", "feedback", Reviewed, "solve"),
        Step("close", "close", Closed, CLOSED),
        Step("reclassify", ("investigate", "solve", "feedback", "close", CLOSED), Reclassified),
        *BESIDE_THE_PATH,
    )
    deadlines = (
        Due("acknowledge", met_by="listen"),
        Due("classify", met_by="record"),
        Due("resolve", met_by="close", kinds=("ordinary", "complex"), restarts=True),
    )
