"""Does it add up: one check a file, each a question to people, never an accusation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeAlias

from giaouoc.engine.checks.backdated_base import backdated_base
from giaouoc.engine.checks.base_moved_after_signing import base_moved_after_signing
from giaouoc.engine.checks.case import Case
from giaouoc.engine.checks.comparison import Comparison
from giaouoc.engine.checks.deciding_entry_later_corrected import deciding_entry_later_corrected
from giaouoc.engine.checks.definition_changed import definition_changed
from giaouoc.engine.checks.figure_before_its_window_ended import figure_before_its_window_ended
from giaouoc.engine.checks.figure_outside_unit_life import figure_outside_unit_life
from giaouoc.engine.checks.holiday_lengths_differ import holiday_lengths_differ
from giaouoc.engine.checks.inexact_restatement import inexact_restatement
from giaouoc.engine.checks.other_publisher_would_differ import other_publisher_would_differ
from giaouoc.engine.checks.part_larger_than_whole import part_larger_than_whole
from giaouoc.engine.checks.parts_do_not_add_up import parts_do_not_add_up
from giaouoc.engine.checks.percent_does_not_follow import percent_does_not_follow
from giaouoc.engine.checks.publishers_contradict import publishers_contradict
from giaouoc.engine.checks.restatement_crosses_line import restatement_crosses_line
from giaouoc.engine.checks.scope_left_open import scope_left_open
from giaouoc.engine.checks.small_count import small_count
from giaouoc.engine.checks.split_estimate import split_estimate
from giaouoc.engine.checks.units_summed import units_summed
from giaouoc.engine.checks.window_basis import window_basis
from giaouoc.engine.checks.window_not_stated import window_not_stated
from giaouoc.engine.checks.windows_differ import windows_differ
from giaouoc.engine.checks.would_add_up import would_add_up
from giaouoc.engine.findings import Finding

CaseCheck: TypeAlias = Callable[[Case, date], Iterable[Finding]]
ComparisonCheck: TypeAlias = Callable[[Comparison], Iterable[Finding]]

CASE_CHECKS: Final[tuple[CaseCheck, ...]] = (
    percent_does_not_follow,
    parts_do_not_add_up,
    publishers_contradict,
    part_larger_than_whole,
    window_not_stated,
    figure_before_its_window_ended,
    figure_outside_unit_life,
)
COMPARISON_CHECKS: Final[tuple[ComparisonCheck, ...]] = (
    windows_differ,
    holiday_lengths_differ,
    window_basis,
    base_moved_after_signing,
    deciding_entry_later_corrected,
    backdated_base,
    definition_changed,
    restatement_crosses_line,
    inexact_restatement,
    other_publisher_would_differ,
    scope_left_open,
    would_add_up,
    split_estimate,
    units_summed,
    small_count,
)


def case_findings(case: Case, day: date) -> tuple[Finding, ...]:
    """Return what the ledger as known on a day says against itself, each finding once, in the order of the checks."""
    return tuple(dict.fromkeys(found for check in CASE_CHECKS for found in check(case, day)))


def comparison_findings(comparison: Comparison) -> tuple[Finding, ...]:
    """Return what bears on one comparison, each finding once, in the order of the checks."""
    return tuple(dict.fromkeys(found for check in COMPARISON_CHECKS for found in check(comparison)))
