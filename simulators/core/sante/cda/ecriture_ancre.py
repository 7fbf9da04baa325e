"""What every entry of a section needs: identifiers to take, and the narrative that it refers to."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ancre:
    """The identifiers left for one document, and the ID of the narrative of a section."""

    ids: Iterator[str]
    ancre: str

    def tete(self, *gabarits: str) -> str:
        """The templateIds of an entry and an identifier of its own."""
        templates = "".join(f'<templateId root="{root}"/>' for root in gabarits)
        return f'{templates}<id root="{next(self.ids)}"/>'

    def texte(self) -> str:
        """`text` that refers to the narrative."""
        return f"<text>{self._reference()}</text>"

    def original(self) -> str:
        """`originalText` that refers to the narrative."""
        return f"<originalText>{self._reference()}</originalText>"

    def _reference(self) -> str:
        return f'<reference value="#{self.ancre}"/>'
