"""Cases like the one at hand: by the rare characters, pairs and words they share, by category and by approach."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import Query, Searcher, TextAnalyzer

from adapters.index.clauses import any_of, same
from adapters.index.schema import SCHEMA, analyzers, ancestry, spaced
from adapters.index.text import GAP, fold, stems, units, words

TEXT_LIMIT = 10_000
TERM_LIMIT = 96
GRAM_WORDS = 24  # a text of more words says enough without parts of them
COMMON, COMMON_AT_LEAST = 0.5, 100
CHARACTER, PAIR, STEM, GRAM = 1.0, 0.5, 1.0, 0.5
SUMMARY_BOOST = 0.5
SAME_CATEGORY, SAME_APPROACH = 0.3, 0.1
