"""Where each bit of the codewords stands in the mapping matrix (ISO/IEC 16022 annex F)."""

from collections.abc import Iterator, Sequence
from typing import Final

Cell = tuple[int, int]

# A codeword's eight cells around its reference, most significant first: the utah shape.
_UTAH: Final = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))
# Four corners where the shape is broken: rows and columns below zero count from the other side.
_CORNERS: Final = (
    ((-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    ((-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)),
    ((-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    ((-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)),
)


def place(words: Sequence[int], side: int) -> list[list[bool]]:
    """The codewords in a square of `side` modules; the two cells nobody fills are set as the norm says."""
    grid: list[list[bool | None]] = [[None] * side for _ in range(side)]
    rest = iter(words)
    for cells in _shapes(grid, side):
        word = next(rest)
        for rank, (row, column) in enumerate(cells):
            grid[row][column] = bool(word >> (7 - rank) & 1)
    if grid[-1][-1] is None:
        grid[-1][-1] = grid[-2][-2] = True
    return [[bool(cell) for cell in line] for line in grid]


def _shapes(grid: Sequence[Sequence[bool | None]], side: int) -> Iterator[tuple[Cell, ...]]:
    """The cells of each codeword in turn, along diagonals up then down; filled ones are skipped."""
    row, column = 4, 0
    while row < side or column < side:
        yield from _corner(side, row, column)
        while True:
            if row < side and column >= 0 and grid[row][column] is None:
                yield _utah(side, row, column)
            row, column = row - 2, column + 2
            if row < 0 or column >= side:
                break
        row, column = row + 1, column + 3
        while True:
            if row >= 0 and column < side and grid[row][column] is None:
                yield _utah(side, row, column)
            row, column = row + 2, column - 2
            if row >= side or column < 0:
                break
        row, column = row + 3, column + 1


def _corner(side: int, row: int, column: int) -> Iterator[tuple[Cell, ...]]:
    cases = (
        (row, column) == (side, 0),
        (row, column) == (side - 2, 0) and side % 4 != 0,
        (row, column) == (side - 2, 0) and side % 8 == 4,
        (row, column) == (side + 4, 2) and side % 8 == 0,
    )
    for met, cells in zip(cases, _CORNERS, strict=True):
        if met:
            yield tuple((down % side, across % side) for down, across in cells)


def _utah(side: int, row: int, column: int) -> tuple[Cell, ...]:
    return tuple(_wrapped(side, row + down, column + across) for down, across in _UTAH)


def _wrapped(side: int, row: int, column: int) -> Cell:
    if row < 0:
        row, column = row + side, column + 4 - (side + 4) % 8
    if column < 0:
        row, column = row + 4 - (side + 4) % 8, column + side
    return row, column
