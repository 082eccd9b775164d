"""Finds the sizes that meet all conditions: every one in order, or those nearest to given ones.

Whatever is searched is bounded by a number of steps, never by a clock, so that the same description finds the same.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from checks.exercises.inputs.expressions import LARGEST_NUMBER, Condition, Range, names, possible

MOST_STEPS = 60_000  # of a search: about half a second at the most
MORE = 11  # by which the largest size exceeds the least that there is, where conditions allow
MUCH_MORE = 63  # the same where a size has not yet had two values
Sizes = dict[str, int]


class Domain(Struct, frozen=True):
    """The sizes of one kind of call: between what they lie, those that it does not have, and their conditions.

    `limits` are conditions, too, beside what the description says of its sizes.
    """

    ranges: dict[str, tuple[int, int]]
    absent: tuple[str, ...]
    conditions: tuple[Condition, ...]
    limits: tuple[Condition, ...] = ()


class Budget:
    """How many steps a search may still take."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.steps = steps

    def spend(self) -> bool:
        """Take one step; whether there was one."""
        self.steps -= 1
        return self.steps >= 0


def origin(domain: Domain) -> Sizes:
    """Every size as near to 0 as its range allows, whether or not that meets the conditions."""
    return {name: max(low, min(high, 0)) for name, (low, high) in domain.ranges.items()}


def in_order(domain: Domain, budget: Budget) -> Iterator[tuple[tuple[int, int], Sizes]]:
    """Every assignment with its largest size and their sum (of magnitudes), by these two."""
    start = origin(domain)
    least = [abs(size) for size in start.values()] or [0]
    for largest in range(max(least), max(least) + MUCH_MORE + 1):
        ranges = {name: (max(low, -largest), min(high, largest)) for name, (low, high) in domain.ranges.items()}
        search = _Search(domain, ranges, start, budget, largest)
        if not search.possible():
            continue
        for total in range(search.far[0] + 1):
            if not budget.spend():
                return
            for sizes in search.at(total):
                yield (largest, sum(least) + total), sizes
        if not search.names:
            return


def nearest(
    domain: Domain, target: Mapping[str, int], budget: Budget, *, even: bool = False, most: int = 64
) -> Sizes | None:
    """The first assignment of those that differ least from the target, in all by `most`; None if there is none.

    `even`: every size differs by an even number.
    """
    start = {name: max(low, min(high, target.get(name, low))) for name, (low, high) in domain.ranges.items()}
    search = _Search(domain, domain.ranges, start, budget, None, 2 if even else 1)
    if not search.possible():
        return None
    for total in range(0, most + 1, search.stride):
        if not budget.spend():
            return None
        for sizes in search.at(total):
            return sizes
        if not search.names:
            return None
    return None


class _Search:
    """Looks for assignments at a distance from `start`, the sum of what each size differs by.

    With `largest` only those are found in which a size has that magnitude.
    """

    def __init__(
        self,
        domain: Domain,
        ranges: Mapping[str, tuple[int, int]],
        start: Mapping[str, int],
        budget: Budget,
        largest: int | None,
        stride: int = 1,
    ) -> None:
        self.names, self.start, self.budget, self.largest, self.stride = list(ranges), start, budget, largest, stride
        self.current: dict[str, Range] = {**dict.fromkeys(domain.absent, (0, 0)), **ranges}
        self.conditions = (*domain.conditions, *domain.limits)
        self.ends = [ranges[name] for name in self.names]
        self.about = [[found for found in self.conditions if name in names(found)] for name in self.names]
        reach = [max(high - start[name], start[name] - low) for name, (low, high) in ranges.items()]
        self.far = [sum(reach[i:]) for i in range(len(reach) + 1)]  # how far those from here on can go in all
        lacking = [
            largest - abs(start[name]) if largest is not None and largest in (high, -low) else LARGEST_NUMBER
            for name, (low, high) in ranges.items()
        ]
        self.lacking = [min(lacking[i:], default=LARGEST_NUMBER) for i in range(len(lacking) + 1)]

    def possible(self) -> bool:
        """Whether ranges and conditions do not contradict one another at first sight."""
        return all(low <= high for low, high in self.ends) and all(
            possible(condition, self.current) for condition in self.conditions
        )

    def at(self, distance: int) -> Iterator[Sizes]:
        """Every assignment at just this distance."""
        yield from self._from(0, distance, self.largest is None or not self.names)

    def _from(self, i: int, left: int, reached: bool) -> Iterator[Sizes]:
        if i == len(self.names):
            yield {name: int(self.current[name][0]) for name in self.names}
            return
        name, (low, high), start = self.names[i], self.ends[i], self.start[self.names[i]]
        before = self.current[name]
        first = max(0, left - self.far[i + 1])
        first += (left - first) % self.stride
        for away in range(first, min(left, max(high - start, start - low)) + 1, self.stride):
            if not self.budget.spend():
                return
            at_largest = reached or abs(start) + away == self.largest
            if not at_largest and left - away < self.lacking[i + 1]:
                continue
            for size in (start + away, start - away)[: 2 if away else 1]:
                if not low <= size <= high:
                    continue
                self.current[name] = (size, size)
                if all(possible(condition, self.current) for condition in self.about[i]):
                    yield from self._from(i + 1, left - away, at_largest)
                self.current[name] = before
