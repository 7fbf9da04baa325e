"""How a call stands among those that came just before it in the same espace."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rythme:
    """What the moment knew of a search, before it was answered.

    `identiques`: same search already answered within two minutes, the people of the espace unchanged.
    `essais`: searches of that birth name and date within ten minutes, this one included.
    `personnes`: people searched by that software installation within a minute, this one included.
    `message_repete`: the MessageID was used within ten minutes. `sans_pause`: the same search ended in a
    technical fault less than a second ago. `refus_repete`: the software was refused access less than five
    seconds ago. `instances`: installations named by that software and structure within ten minutes when each
    call named another one, else 0.
    """

    identiques: int = 0
    essais: int = 1
    personnes: int = 1
    message_repete: bool = False
    sans_pause: bool = False
    refus_repete: bool = False
    instances: int = 0


CALME = Rythme()
