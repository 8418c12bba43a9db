"""Percents that stand beside a target: with as many decimals as it takes not to contradict the result."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from giaouoc.engine.indicators import Better, Quantity, round_half_away
from giaouoc.engine.pacts import Target, TargetUnit, meets
from giaouoc.wording.catalogue import Voice
from giaouoc.wording.numbers import percent

PLACES: Final = 2
_MOST_PLACES: Final = 20
_HUNDRED: Final = Quantity(Decimal(100))


def change_words(change: Fraction, target: Target | None, kept: bool | None, voice: Voice) -> str:
    """Write a change in percent with two decimals, half away from zero.

    Where so rounded it would itself keep a target that was not kept, or the reverse, decimals are added until
    it does not: 4,999 % against "at least 5 %" is not written as 5,00 %. `kept` None: nothing was decided.
    """
    return percent(_change(change, target, kept), voice.lang, places=None)


def change_places(change: Fraction, target: Target | None, kept: bool | None) -> int:
    """Return with how many decimals `change_words` writes a change."""
    return decimals(_change(change, target, kept))


def share_words(
    share: Fraction, target: Target | None, better: Better, kept: bool | None, voice: Voice
) -> str:
    """Write a level in percent, without a plus, by the rule of `change_words`."""
    return percent(share_shown(share, target, better, kept), voice.lang, signed=False, places=None)


def share_shown(share: Fraction, target: Target | None, better: Better, kept: bool | None) -> Decimal:
    """Return the level that `share_words` writes."""
    if target is None or kept is None or target.is_change or target.unit is not TargetUnit.PERCENT:
        return round_half_away(share, PLACES)
    return _told_apart(share, kept, lambda said: meets(target, None, Quantity(said), better))


def decimals(value: Decimal) -> int:
    """Return how many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _change(change: Fraction, target: Target | None, kept: bool | None) -> Decimal:
    if target is None or kept is None or not target.is_change or target.unit is not TargetUnit.PERCENT:
        return round_half_away(change, PLACES)
    # Against a base of 100 a change in percent is a change in counts; which way is better plays no part in it.
    return _told_apart(
        change, kept, lambda said: meets(target, _HUNDRED, _HUNDRED.plus(Quantity(said)), Better.LOWER)
    )


def _told_apart(value: Fraction, kept: bool, keeps: Callable[[Decimal], bool]) -> Decimal:
    """Return the shortest rounding of at least two decimals that gives the answer; two where none does."""
    for places in range(PLACES, _MOST_PLACES):
        said = round_half_away(value, places)
        if keeps(said) is kept:
            return said
    return round_half_away(value, PLACES)
