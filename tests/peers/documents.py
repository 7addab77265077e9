"""The documents of a registry as a careful user of pydantic would declare them.

Keys, types, ranges and the shapes of ids and codes are those of `schemas/registry.json`; nothing is coerced, no key is
unknown, and no key is `null` (an absent one has a default that is never validated). What pydantic has in itself is used
where it is at hand, so days are `date` and not text with a pattern. Two things are looser than in pledgebook: a key that
stands twice is taken, and `null` in an amendment leaves no trace.
"""

from datetime import date
from typing import Annotated, Literal, Union

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
State = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Port = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z2-9]{3}$")]
NOT_SHOWN = r"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
Text = Annotated[
    str,
    StringConstraints(max_length=2000, pattern=rf"^[^{NOT_SHOWN}]*[^\s{NOT_SHOWN}][^{NOT_SHOWN}]*$"),
]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Days = Annotated[int, Field(ge=0, le=36_500)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Document(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ImpreciseDay(Document):
    earliest: Day = None
    latest: Day = None


class Span(Document):
    from_: Day = Field(alias="from")
    until: Day = None


class Reported(Document):
    value: Count
    by: Text


class Conflict(Document):
    conflict: Annotated[list[Reported], Field(min_length=2)]


Figure = Union[Count, Conflict]
Extent = Union[Literal["all"], Count]


class Source(Document):
    title: Text
    reference: Text = None
    published: ImpreciseDay = None
    grade: Literal["official", "copy-of-official", "press-or-expert", "weak-copy"] = None


class Money(Document):
    currency: State
    minor_units: Annotated[int, Field(ge=0, le=9_007_199_254_740_991)]


class Contributor(Document):
    state: State
    roles: list[Literal["lead", "troops", "equipment", "lift", "training", "funding"]]
    agreed: bool = None


class Course(Document):
    id: Id
    module: Id
    language: Language = None
    seats: Figure = None
    dates: Span = None
    payer: Text = None
    validator: Literal["self", "peer", "external"] = None
    taken_by: list[State] = None
    outcome: Text = None


class Funding(Document):
    purpose: Text
    amount: Money = None
    paid: bool = None


class Lift(Document):
    mode: Literal["air", "sea", "land"]
    persons: Count = None
    tonnes: Count = None
    dates: Span = None


class SubUnit(Document):
    unit_type: Id
    number: Count
    min_deployable: Count = None


class StatedLevel(Document):
    scheme: Id
    level: Id
    on: ImpreciseDay = None


class Stage(Document):
    id: Id
    title: Text = None
    branch: Literal["people", "equipment", "both"]
    days: Days = None
    after: list[Id]


class SelfSustainment(Document):
    category: Id
    by: Literal["unit", "united-nations", "other-contributor", "host-state", "nobody"]


class Caveat(Document):
    text: Text
    activities: list[Id] = None
    area: Text = None
    until: Day = None
    declared_on: ImpreciseDay = None
    declared: Literal["before-mou", "after-mou"] = None


class Holding(Document):
    framework: Text
    span: Span = None
    goes_first: bool = None


class WomenInBand(Document):
    band: Literal["command", "officers", "non-commissioned-officers", "other-ranks"]
    women: Figure
    of: Figure = None


class LanguageSkill(Document):
    language: Language
    proficiency: Literal["basic", "working", "fluent"] = None
    persons: Figure = None


class Engagement(Document):
    teams: Figure = None
    teams_with_women: Figure = None
    interpreters: Figure = None
    groups: list[Text] = None


class Equipment(Document):
    category: Id
    quantity: Figure
    serviceable: Figure = None
    owner: Literal["contributor", "united-nations", "other"] = None
    arrangement: Literal["wet-lease", "dry-lease", "un-owned", "letter-of-assist"] = None


class LotMembers(Document):
    units: Figure = None
    unit_type: Id = None
    component: Literal["military", "police", "civilian"] = None
    form: Literal["whole", "composite", "sub-unit"] = None
    sub_units: list[SubUnit] = None
    stated_levels: list[StatedLevel] = None
    windows: list[Span] = None
    stages: list[Stage] = None
    self_sustainment: list[SelfSustainment] = None
    operational_only_with: list[Id] = None
    caveats: list[Caveat] = None
    held_for: list[Holding] = None
    ports_of_embarkation: list[Port] = None
    strength: Figure = None
    women: list[WomenInBand] = None
    languages: list[LanguageSkill] = None
    engagement: Engagement = None
    equipment: list[Equipment] = None


class Lot(LotMembers):
    id: Id
    described_as: Text


class LotChange(Document):
    """What an amendment sets; `null` takes a member back to Unknown."""

    described_as: Text = None
    units: Figure | None = None
    unit_type: Id | None = None
    component: Literal["military", "police", "civilian"] | None = None
    form: Literal["whole", "composite", "sub-unit"] | None = None
    sub_units: list[SubUnit] | None = None
    stated_levels: list[StatedLevel] | None = None
    windows: list[Span] | None = None
    stages: list[Stage] | None = None
    self_sustainment: list[SelfSustainment] | None = None
    operational_only_with: list[Id] | None = None
    caveats: list[Caveat] | None = None
    held_for: list[Holding] | None = None
    ports_of_embarkation: list[Port] | None = None
    strength: Figure | None = None
    women: list[WomenInBand] | None = None
    languages: list[LanguageSkill] | None = None
    engagement: Engagement | None = None
    equipment: list[Equipment] | None = None


class Pledge(Document):
    id: Id
    kind: Literal[
        "formed-unit",
        "individuals",
        "specialised-team",
        "civilian-expertise",
        "training",
        "lift",
        "equipment",
        "funding",
        "political-offer",
    ]
    contributors: list[Contributor]
    title: Text
    conditions: list[Text] = None
    offered_until: ImpreciseDay = None
    reaffirms: Id = None
    courses: list[Course] = None
    funding: list[Funding] = None
    lift: list[Lift] = None
    lots: list[Lot]


class OpenPoint(Document):
    text: Text
    closed: Day = None


class Training(Document):
    module: Id
    share: Percent = None
    validator: Literal["self", "peer", "external"] = None


class Check(Document):
    step: Literal["self-certification", "state-certification", "ohchr-procedure", "misconduct-tracking"]
    cleared: bool = None


class Performance(Document):
    mission: Text
    strength_offered: Figure = None
    strength_delivered: Figure = None
    serviceable: Percent = None
    requested: Day = None
    days_to_arrive: Days = None
    evaluation: Literal["satisfactory", "improvement-needed", "unsatisfactory"] = None


class Evidence(Document):
    id: Id
    kind: Literal[
        "document",
        "agreement",
        "assessment-and-advisory-visit",
        "verification-visit",
        "pre-deployment-visit",
        "coe-inspection",
        "exercise",
        "training",
        "human-rights-screening",
        "misconduct-vetting",
        "performance",
    ]
    document: Text = None
    by: Text = None
    outcome: Literal["passed", "not-passed"] = None
    points: list[OpenPoint] = None
    valid_until: Day = None
    reference: Text = None
    hash: Text = None
    training: Training = None
    check: Check = None
    performance: Performance = None


class Announced(Document):
    event: Literal["announced"]
    pledge: Pledge


class Moved(Document):
    event: Literal["offered", "acknowledged", "accepted", "renewed"]
    pledge: Id
    lots: list[Id] = None
    units: Extent


class Amended(Document):
    event: Literal["amended"]
    pledge: Id
    lot: Id
    set: LotChange


class Split(Document):
    event: Literal["split"]
    pledge: Id
    lot: Id
    into: list[Lot]


class EvidenceRecorded(Document):
    event: Literal["evidence-recorded"]
    pledge: Id
    lots: list[Id] = None
    units: Extent = None
    evidence: Evidence


class LevelRecorded(Document):
    event: Literal["level-recorded"]
    pledge: Id
    lots: list[Id] = None
    units: Extent = None
    scheme: Id
    level: Id


class Arrived(Document):
    event: Literal["arrived"]
    pledge: Id
    lots: list[Id] = None
    units: Extent
    arrival: Literal["people", "equipment", "both"] = None
    mission: Text = None


class Returned(Document):
    event: Literal["returned"]
    pledge: Id
    lots: list[Id] = None
    units: Extent
    reason: Literal["end-of-tour", "other"] = None


class Withdrawn(Document):
    event: Literal["withdrawn"]
    pledge: Id
    lots: list[Id] = None
    units: Extent
    reason: Text = None


class ObservedAbsent(Document):
    event: Literal["observed-absent"]
    pledge: Id
    system: Id


class DeadlineMoved(Document):
    event: Literal["deadline-moved"]
    pledge: Id
    until: ImpreciseDay


class Corrected(Document):
    event: Literal["corrected"]
    corrects: Id
    instead: "Instead" = None
    reason: Text = None


class Commented(Document):
    event: Literal["commented"]
    pledge: Id
    text: Text


What = Annotated[
    Union[
        Announced,
        Moved,
        Amended,
        Split,
        EvidenceRecorded,
        LevelRecorded,
        Arrived,
        Returned,
        Withdrawn,
        ObservedAbsent,
        DeadlineMoved,
        Corrected,
        Commented,
    ],
    Field(discriminator="event"),
]


class Instead(Document):
    what: What


class Event(Document):
    id: Id
    seq: Annotated[int, Field(ge=1, le=4_294_967_295)]
    known: AwareDatetime
    valid: ImpreciseDay = None
    actor: Id
    what: What
    sources: list[Source]
    reconstructed: bool


class Registry(Document):
    format: Literal["pledgebook.registry/2"]
    events: list[Event]
