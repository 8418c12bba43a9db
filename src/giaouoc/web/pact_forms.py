"""The forms of pacts: a new one with its three questions, the words of a commitment, its target in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from giaouoc.engine.findings import Refusal
from giaouoc.engine.pacts import (
    NOT_STATED,
    Commitment,
    Comparator,
    Direction,
    Pact,
    Part,
    Publisher,
    Reading,
    Target,
    TargetUnit,
    Territory,
)
from giaouoc.exchange.numbers import read_number
from giaouoc.exchange.rule_pages import rule_names
from giaouoc.exchange.rules_files import OWN_RULES
from giaouoc.web.fields import DayField
from giaouoc.web.voice import phrase, voice
from giaouoc.wording import Lang, number, say, show

OWN, NAMED = "own", "named"
FIRST_YEAR, LAST_YEAR = 1990, 2150


class NumberField(forms.Field):
    """A number the way offices write it, a percent sign after it or not; kept exact."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "day"})

    def prepare_value(self, value: Any) -> Any:
        """Return a number as people write it."""
        return number(value, voice().lang, grouping=False) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Read a number; what could mean two is asked about."""
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return read_number(str(value), percent=True, allow_negative=False)
        except Refusal as refusal:
            said = say(refusal.findings[0], voice())
            raise forms.ValidationError(f"{said.saw} {said.way_out}") from None


def _choices(key: str, values: Iterable[str]) -> list[tuple[str, Any]]:
    return [(value, phrase(f"web_pacts.{key}.{value.replace('_', '-')}")) for value in values]


def calendar_choices() -> list[tuple[str, str]]:
    """Return the calendars by name, after the answer that the pact names none."""
    place = 1 if voice().lang is Lang.EN else 0
    named = [(code, rule_names()[code][place]) for code in OWN_RULES.calendars]
    return [(NOT_STATED, str(phrase("web_pacts.new.no-calendar"))), *named]


class NewPactForm(forms.Form):
    """A pact from scratch; commitments come after."""

    title = forms.CharField(label=phrase("web_pacts.new.name"), max_length=300)
    movement = forms.CharField(
        label=phrase("web_pacts.new.movement"),
        help_text=phrase("web_pacts.new.movement-help"),
        max_length=300,
    )
    slogan = forms.CharField(label=phrase("web_pacts.new.slogan"), max_length=300, required=False)
    calendar = forms.ChoiceField(
        label=phrase("web_pacts.new.calendar"),
        help_text=phrase("web_pacts.new.calendar-help"),
        choices=calendar_choices,
    )
    year = forms.IntegerField(
        label=phrase("web_pacts.new.year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    first_day = DayField(
        label=phrase("web_pacts.new.first-day"),
        help_text=phrase("web_pacts.new.days-help"),
        required=False,
    )
    last_day = DayField(label=phrase("web_pacts.new.last-day"), required=False)
    signed_on = DayField(
        label=phrase("web_pacts.new.signed-on"), help_text=phrase("web_pacts.new.signed-on-help")
    )
    code = forms.CharField(
        label=phrase("web_pacts.new.code"),
        help_text=phrase("web_pacts.new.code-help"),
        max_length=64,
        required=False,
    )
    signatories = forms.MultipleChoiceField(
        label=phrase("web_pacts.new.signatories"), widget=forms.CheckboxSelectMultiple
    )
    reading = forms.ChoiceField(
        label=phrase("web_pacts.reading.question"),
        choices=_choices("reading", [*Reading, NOT_STATED]),
        widget=forms.RadioSelect,
    )
    territory = forms.ChoiceField(
        label=phrase("web_pacts.territory.question"),
        choices=_choices("territory", [*Territory, NOT_STATED]),
        widget=forms.RadioSelect,
    )
    sources = forms.ChoiceField(
        label=phrase("web_pacts.sources.question"),
        choices=_choices("sources", [OWN, NAMED, NOT_STATED]),
        widget=forms.RadioSelect,
    )
    publisher = forms.CharField(
        label=phrase("web_pacts.sources.publisher"),
        help_text=phrase("web_pacts.sources.publisher-help"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, members: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signatories"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(members)


class OwnLinesForm(forms.Form):
    """What a pact says before its commitments; its code and calendar stay."""

    title = forms.CharField(label=phrase("web_pacts.new.name"), max_length=300)
    title_en = forms.CharField(label=phrase("web_pacts.own.title-en"), max_length=300, required=False)
    movement = forms.CharField(label=phrase("web_pacts.new.movement"), max_length=300)
    slogan = forms.CharField(label=phrase("web_pacts.new.slogan"), max_length=300, required=False)
    first_day = DayField(label=phrase("web_pacts.new.first-day"))
    last_day = DayField(label=phrase("web_pacts.new.last-day"))
    signed_on = DayField(
        label=phrase("web_pacts.new.signed-on"), help_text=phrase("web_pacts.new.signed-on-help")
    )
    signatories = forms.MultipleChoiceField(
        label=phrase("web_pacts.new.signatories"), widget=forms.CheckboxSelectMultiple
    )
    reading = forms.ChoiceField(
        label=phrase("web_pacts.reading.question"),
        choices=_choices("reading", [*Reading, NOT_STATED]),
        widget=forms.RadioSelect,
    )
    territory = forms.ChoiceField(
        label=phrase("web_pacts.territory.question"),
        choices=_choices("territory", [*Territory, NOT_STATED]),
        widget=forms.RadioSelect,
    )
    publisher = forms.CharField(
        label=phrase("web_pacts.own.publisher"),
        help_text=phrase("web_pacts.own.publisher-help"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signatories"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(units)


def initial_own(pact: Pact) -> dict[str, Any]:
    """Return what the form of a pact's own lines shows of it."""
    return {
        "title": pact.title,
        "title_en": "" if pact.title_en == pact.title else pact.title_en,
        "movement": pact.movement,
        "slogan": pact.slogan or "",
        "first_day": pact.window.first_day,
        "last_day": pact.window.last_day,
        "signed_on": pact.signed_on,
        "signatories": list(pact.signatories),
        "reading": str(pact.reading),
        "territory": str(pact.territory),
    }


class UploadForm(forms.Form):
    """The two files of a case folder that say what is promised."""

    pact = forms.FileField(label="pact.toml", required=False)
    indicators = forms.FileField(label="indicators.toml", required=False)


class WordsForm(forms.Form):
    """A commitment in words, and where its figures come from."""

    text = forms.CharField(
        label=phrase("web_pacts.commitment.text"),
        help_text=phrase("web_pacts.commitment.text-help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    title = forms.CharField(
        label=phrase("web_pacts.commitment.title"),
        help_text=phrase("web_pacts.commitment.title-help"),
        max_length=200,
    )
    title_en = forms.CharField(label=phrase("web_pacts.commitment.title-en"), max_length=200, required=False)
    sources = forms.MultipleChoiceField(
        label=phrase("web_pacts.commitment.sources"),
        help_text=phrase("web_pacts.commitment.sources-help"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, publishers: Mapping[str, Publisher], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sources"]
        assert isinstance(field, forms.MultipleChoiceField)
        english = voice().lang is Lang.EN
        field.choices = [(c, p.name_en if english else p.name) for c, p in publishers.items()]

    def sources_in_order(self, before: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Return the sources ticked: those that were there keep their order, the others follow; None for none."""
        ticked = self.cleaned_data["sources"]
        kept = [one for one in before or () if one in ticked]
        return tuple([*kept, *(one for one in ticked if one not in kept)]) or None


class TargetForm(forms.Form):
    """A target in numbers."""

    direction = forms.ChoiceField(
        label=phrase("web_pacts.target.direction"),
        choices=lambda: [(d.value, show(d, voice())) for d in Direction if d is not Direction.NONE],
    )
    comparator = forms.ChoiceField(
        label=phrase("web_pacts.target.comparator"),
        choices=lambda: [(c.value, show(c, voice())) for c in Comparator],
    )
    value = NumberField(label=phrase("web_pacts.target.value"))
    value_high = NumberField(label=phrase("web_pacts.target.value-high"), required=False)
    unit = forms.ChoiceField(
        label=phrase("web_pacts.target.unit"),
        choices=lambda: [(u.value, show(u, voice())) for u in TargetUnit],
    )

    def target(self) -> Target:
        """Return the target; Refusal where its numbers do not fit each other."""
        asked = self.cleaned_data
        return Target(
            Direction(asked["direction"]),
            Comparator(asked["comparator"]),
            asked["value"],
            TargetUnit(asked["unit"]),
            asked["value_high"],
        )


def initial_words(one: Commitment) -> dict[str, Any]:
    """Return what the form of words shows of a commitment."""
    return {
        "text": one.text,
        "title": one.title,
        "title_en": "" if one.title_en == one.title else one.title_en,
        "sources": list(one.sources or ()),
    }


def initial_target(part: Part) -> dict[str, Any]:
    """Return what the form of a target shows of a part that has one."""
    target = part.target
    if target is None:
        return {}
    return {
        "direction": target.direction.value,
        "comparator": target.comparator.value,
        "value": target.value,
        "value_high": target.value_high,
        "unit": target.unit.value,
    }


class SendOutForm(forms.Form):
    """Until when members are asked."""

    answer_by = DayField(label=phrase("web_pacts.act.answer-by"))


class OpinionForm(forms.Form):
    """Whether a member agrees."""

    unit = forms.ChoiceField(label=phrase("web_pacts.opinion.unit"))
    agrees = forms.ChoiceField(
        label=phrase("web_pacts.opinion.agrees"),
        choices=[("yes", phrase("web_pacts.opinion.yes")), ("no", phrase("web_pacts.opinion.no"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=phrase("web_pacts.opinion.reason"),
        help_text=phrase("web_pacts.opinion.reason-help"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["unit"], units)


class ProposalForm(forms.Form):
    """What a member wants to read instead, and why."""

    unit = forms.ChoiceField(label=phrase("web_pacts.opinion.unit"))
    wanted = forms.CharField(
        label=phrase("web_pacts.proposal.wanted"), widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(
        label=phrase("web_pacts.proposal.reason"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["unit"], units)


class SignForm(forms.Form):
    """Who signs as what, and the password once more."""

    unit = forms.ChoiceField(label=phrase("web_pacts.opinion.unit"))
    position = forms.CharField(
        label=phrase("web_pacts.sign.position"),
        help_text=phrase("web_pacts.sign.position-help"),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        max_length=200,
    )
    password = forms.CharField(
        label=phrase("web_pacts.sign.password"),
        help_text=phrase("web_pacts.sign.password-help"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["unit"], units)


def _offer(field: forms.Field, units: Iterable[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(units)
