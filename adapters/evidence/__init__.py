"""Evidence: files that people upload, sealed each with a key of its own, kept beside the log."""

from adapters.evidence.examining import examine
from adapters.evidence.exhibits import Exhibits, ties
from adapters.evidence.incoming import Incoming
from adapters.evidence.kinds import NotEvidence
from adapters.evidence.store import CLEARED_EVERY, EvidenceStore

__all__ = ["CLEARED_EVERY", "EvidenceStore", "Exhibits", "Incoming", "NotEvidence", "examine", "ties"]
