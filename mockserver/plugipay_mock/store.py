"""Collections: the only door to state, and the only place that knows how it is laid out.

Rows are kept as rendered JSON, or as what it is rendered from when somebody looks, by position in the order of
creation. Positions found by a filter are kept ascending, so a page costs a binary search and its own rows, however
many objects there are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Generic, Protocol, TypeVar, cast

from plugipay_mock.clock import Instant, epoch
from plugipay_mock.codec import Kept, codec_of
from plugipay_mock.index import Index, Positions, discard, holds, insert
from plugipay_mock.pages import Page, Slice, read_cursor, write_cursor
from plugipay_mock.undo import Undo


class Storable(Protocol):
    """What every stored object has."""

    @property
    def id(self) -> str:
        """The identifier, unique in the whole world."""
        ...

    @property
    def created_at(self) -> Instant:
        """When it came to be, on the world clock."""
        ...


_AT_HAND: Final = 16
"""Objects of a collection that are not read anew."""

T = TypeVar("T", bound=Storable)


@dataclass(eq=False)
class TakenError(ValueError):
    """Another object already has this value of the unique field."""

    owner_id: str
    value: str


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """What one collection holds, and by what its objects are found.

    Attributes:
        kind: the frozen dataclass that is stored.
        title: how messages name one object ("Customer").
        prefix: of the identifiers ("cus").
        filters: wire names of list filters, each with the attribute it compares with.
        unique: the wire name of a field whose values no two objects share, with its attribute; or None.
        public: whether buyers see one, who know its id and nothing else.
        moment: what bounds in time are compared with, where that is not the creation but may lie before it.
        due: when an object next acts by itself on the world clock; None for a kind, or an object, that never does.
        resource: how an arn names this kind ("checkout-session").
        aggregate: how an event names this kind ("checkout_session").
    """

    kind: type[T]
    title: str
    prefix: str
    filters: tuple[tuple[str, str], ...] = ()
    unique: tuple[str, str] | None = None
    due: Callable[[T], Instant | None] | None = None
    moment: Callable[[T], Instant] | None = None
    public: bool = False
    resource: str = field(init=False)
    aggregate: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "resource", self.title.lower().replace(" ", "-"))
        object.__setattr__(self, "aggregate", self.title.lower().replace(" ", "_"))


class Collection(Generic[T]):
    """All objects of one kind in one tenant, oldest first."""

    def __init__(self, shelf: Shelf[T], undo: Undo) -> None:
        self._shelf = shelf
        self._unique = None if shelf.unique is None else shelf.unique[1]
        self._codec = codec_of(shelf.kind)
        self._undo = undo
        self._positions: dict[str, int] = {}
        self._shown: list[Kept] = []
        self._hidden: dict[int, bytes] = {}
        self._times = array("d")
        self._times_ascend = True
        self._earlier: dict[int, float] = {}
        self._live: Positions = array("Q")
        self._indexes = {name: Index(attribute) for name, attribute in shelf.filters}
        self._owners: dict[str, str] = {}
        self._recent: dict[int, tuple[Kept, T]] = {}

    def copy(self) -> Collection[T]:
        """Return a collection of the same objects, in the same world; a row is never changed, so none is copied."""
        twin: Collection[T] = Collection(self._shelf, self._undo)
        twin._positions, twin._shown = dict(self._positions), list(self._shown)
        twin._hidden, twin._owners = dict(self._hidden), dict(self._owners)
        twin._times, twin._live = self._times[:], self._live[:]
        twin._times_ascend = self._times_ascend
        twin._earlier = dict(self._earlier)
        twin._indexes = {name: index.copy() for name, index in self._indexes.items()}
        return twin

    @property
    def shelf(self) -> Shelf[T]:
        """What is held here."""
        return self._shelf

    def __len__(self) -> int:
        return len(self._live)

    def __contains__(self, object_id: str) -> bool:
        return object_id in self._positions

    def __iter__(self) -> Iterator[T]:
        return map(self._read, tuple(self._live))

    def ids(self) -> Iterator[str]:
        """Iterate over the ids of all objects."""
        return iter(self._positions)

    def get(self, object_id: str) -> T | None:
        """Return the object, or None."""
        position = self._positions.get(object_id)
        return None if position is None else self._read(position)

    def owner(self, value: str) -> T | None:
        """Return the object that has a value of the unique field, or None."""
        return self.get(self._owners.get(value, ""))

    def tail(self, start: int) -> list[T]:
        """Return the objects from the start-th on, in the order of creation."""
        return [self._read(position) for position in self._live[start:]]

    def add(self, thing: T) -> None:
        """Store a new object.

        Raises:
            TakenError: another object has its unique value.
        """
        self._claim(thing)
        position, created = len(self._times), epoch(thing.created_at)
        self._times_ascend &= not self._times or created >= self._times[-1]
        self._times.append(created)
        self._shown.append(b"")
        self._place(position, thing)
        self._undo.append(partial(self._unplace, position, thing))

    def replace(self, thing: T) -> None:
        """Store the new state of an object that is here already.

        Raises:
            TakenError: another object has its new unique value.
        """
        self._claim(thing)
        position = self._positions[thing.id]
        before = self._read(position)
        self._swap(position, before, thing)
        self._undo.append(partial(self._swap, position, thing, before))

    def remove(self, object_id: str) -> None:
        """Forget an object; KeyError when there is none."""
        position = self._positions[object_id]
        thing = self._read(position)
        self._unplace(position, thing)
        self._undo.append(partial(self._place, position, thing))

    def page(self, asked: Slice) -> Page[T]:
        """Return one page, and the cursor to the next; rows added meanwhile neither repeat nor hide a row.

        Raises:
            UnreadableCursorError: the cursor is not from this list.
        """
        mark = asked.mark(self._shelf.title)
        last = None if asked.cursor is None else read_cursor(asked.cursor, mark)
        chosen: list[int] = []
        for position in self._walk(asked, last):
            if len(chosen) == asked.limit:
                return Page(self._render(chosen), asked.limit, write_cursor(chosen[-1], mark))
            chosen.append(position)
        return Page(self._render(chosen), asked.limit)

    def select(self, asked: Slice) -> Iterator[T]:
        """Iterate over every object of a slice in its order; `limit` and `cursor` do not count."""
        return map(self._read, tuple(self._walk(asked, None)))

    def first(self, **filters: str) -> T | None:
        """Return the oldest object that has these values of filters, or None."""
        return next(map(self._read, self._walk(Slice(filters=filters, oldest_first=True), None)), None)

    def tally(self, name: str, value: str) -> int:
        """Return how many objects have a value of a filter, at a cost that does not grow with their number."""
        return len(self._matching(name, value))

    def _read(self, position: int) -> T:
        """Return an object; a few are at hand, since most acts read or make one, change it, and then replace it."""
        kept = self._shown[position]
        known = self._recent.get(position)
        if known is not None and known[0] is kept:
            return known[1]
        return self._at_hand(position, kept, cast("T", self._codec.read(kept, self._hidden.get(position))))

    def _at_hand(self, position: int, kept: Kept, thing: T) -> T:
        if len(self._recent) == _AT_HAND:
            self._recent.clear()
        self._recent[position] = (kept, thing)
        return thing

    def _render(self, positions: list[int]) -> list[bytes]:
        return [self._codec.shown(self._shown[position]) for position in positions]

    def _claim(self, thing: T) -> None:
        value = self._unique_value(thing)
        if value is not None and (owner_id := self._owners.get(value, thing.id)) != thing.id:
            raise TakenError(owner_id, value)

    def _unique_value(self, thing: T) -> str | None:
        return None if self._unique is None else getattr(thing, self._unique)

    def _place(self, position: int, thing: T) -> None:
        self._positions[thing.id] = position
        moment = thing.created_at if self._shelf.moment is None else self._shelf.moment(thing)
        if moment != thing.created_at:
            self._earlier[position] = epoch(moment)
        self._write(position, thing)
        insert(self._live, position)
        for index in self._indexes.values():
            index.enter(position, index.value_of(thing))

    def _unplace(self, position: int, thing: T) -> None:
        del self._positions[thing.id]
        discard(self._live, position)
        for index in self._indexes.values():
            index.leave(position, index.value_of(thing))
        self._owners.pop(self._unique_value(thing) or "", None)
        self._hidden.pop(position, None)
        self._earlier.pop(position, None)
        self._shown[position] = b""

    def _swap(self, position: int, before: T, after: T) -> None:
        for index in self._indexes.values():
            index.move(position, index.value_of(before), index.value_of(after))
        if self._unique_value(before) != self._unique_value(after):
            self._owners.pop(self._unique_value(before) or "", None)
        self._write(position, after)

    def _write(self, position: int, thing: T) -> None:
        kept = self._shown[position] = self._codec.keep(thing)
        self._at_hand(position, kept, thing)
        if self._codec.hides:
            self._hidden[position] = self._codec.hide(thing)
        value = self._unique_value(thing)
        if value is not None:
            self._owners[value] = thing.id

    def _matching(self, name: str, value: str) -> Positions:
        index = self._indexes.get(name)
        return array("Q") if index is None else index.positions(value)

    def _walk(self, asked: Slice, last: int | None) -> Iterator[int]:
        """Yield the matching positions in the order asked for, after the last one already given."""
        found = [self._matching(name, value) for name, value in asked.filters.items()]
        narrowest, *others = sorted([*found, self._live], key=len)
        ordered = narrowest if self._times_ascend else sorted(narrowest, key=self._moment)
        low, high = self._bounds(ordered, asked, last)
        steps = range(low, high) if asked.oldest_first else range(high - 1, low - 1, -1)
        for position in map(ordered.__getitem__, steps):
            if all(holds(other, position) for other in others if other is not self._live) and (
                not self._earlier or self._is_within(position, asked)
            ):
                yield position

    def _is_within(self, position: int, asked: Slice) -> bool:
        moment = self._earlier.get(position, self._times[position])
        return (asked.after is None or asked.after <= moment) and (asked.before is None or moment < asked.before)

    def _bounds(self, ordered: Positions | list[int], asked: Slice, last: int | None) -> tuple[int, int]:
        low, high = 0, len(ordered)
        if asked.after is not None:
            low = bisect_left(ordered, asked.after, key=self._times.__getitem__)
        if asked.before is not None and not self._earlier:  # what is later here may be earlier by its moment
            high = bisect_left(ordered, asked.before, key=self._times.__getitem__)
        if last is not None and last < len(self._times):
            cut = bisect_right if asked.oldest_first else bisect_left
            at = cut(ordered, self._moment(last), key=self._moment)
            low, high = (max(low, at), high) if asked.oldest_first else (low, min(high, at))
        return low, high

    def _moment(self, position: int) -> tuple[float, int]:
        return self._times[position], position
