"""The sentences of the console, one table per page, French and English side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulators.core.rule import Text

Table = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Words:
    """One table read in one language: `words.title` in a template. A missing key is an error, not a blank."""

    table: Table
    lang: str

    def __getattr__(self, key: str) -> str:
        try:
            return self.table[key].in_language(self.lang)
        except KeyError:
            raise AttributeError(key) from None

    def count(self, key: str, number: int) -> str:
        """A sentence that agrees with a number: `key_one` (in French for zero too), else `key_many`."""
        one = number == 1 or (number == 0 and self.lang != "en")
        text = self.table[f"{key}_{'one' if one else 'many'}"]
        return text.in_language(self.lang).format(n=number)
