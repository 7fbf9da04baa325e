"""What the store refuses, as types. The contract names `UnknownEspace` without suffix; it stays so."""


class StoreError(Exception):
    """Anything the store refuses; the message names the thing concerned."""


class StoreClosedError(StoreError, OSError):
    """The espace was deleted, or the installation closed, under the hands of its user: the file is gone."""


class StoreTooNewError(StoreError):
    """The file was written by a later version of the product."""


class StoreDamagedError(StoreError):
    """The file of an espace can no longer be read."""


class EspaceExistsError(StoreError):
    """An espace of that name is already there."""


class InvalidNameError(StoreError, ValueError):
    """Not a name: lower-case letters, digits and hyphens, 41 at most, no hyphen first."""


class ProtectedEspaceError(StoreError):
    """`defaut` and `installation` can be neither created, replaced nor deleted."""


class UnknownSnapshotError(StoreError):
    """The espace has no snapshot of that label."""


class UnknownBlobError(StoreError, KeyError):
    """No blob has that hash (or it is not a hash)."""


class ArchiveRefusedError(StoreError):
    """The file is not an exported espace, or goes beyond what we accept to read."""


class UnknownEspace(StoreError, LookupError):  # noqa: N818 - the name every module relies on
    """No espace has that name."""
