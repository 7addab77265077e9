"""Writes registry.json and left-out.md from the two tables in sources/.

    python3 build.py            write them
    python3 build.py --check    exit 1 if what is committed differs from what would be written

Every row ends in an event or in left-out.md; a row that does neither stops the build. What a table does not say
stays absent here: nothing is filled in. The README says how days and grades were read.
"""

import calendar
import csv
import json
import sys
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
IMPORTED = "2026-11-23T00:00:00Z"  # from when a fact is known whose source does not show when it was published
GRADES = {"official": "official", "copy of official data": "copy-of-official", "press or expert": "press-or-expert"}
UNIT_TYPES = {  # wordings of the tables that are not the name of a unit type in the catalogue
    "formed police unit (all-female)": "formed-police-unit",
    "helicopter unit (joint with KOR, USA)": "helicopter-unit",
    "helicopter unit (medical evacuation)": "medical-evacuation-helicopter-unit",
    "level-2 field hospital": "level-2-hospital",
}
# Cells read differently from how they stand: table, line, column, value, why.
MENDED = [
    ("pledge_events", 18, "source_published", "2021-07-12",
     "the table has `2017`, the year of the event; the page is that of lines 19 and 20, on a visit of July 2021"),
]
# Parts of notes that are in no event: table, line, what, why.
NOTES_LEFT_OUT = [
    ("pledge_events", 40, "14 of 46 States had not delivered, or only in part", "a total, no step of one pledge"),
    ("ministerial_pledges", 29, "the aircraft was delivered later", "its source, of July 2019, cannot say so"),
]
# Pledges of one lot that are no units, or of no stated unit type: row, State, pledge, kind, title, lot, persons.
# Airframes are not units. "Up to" is no strength. Troops without a unit type are a political offer: no supply.
OFFERS = [
    (5, "RWA", "attack-helicopters", "equipment", "Attack helicopters", "two attack helicopters (airframes)", None),
    (12, "PAK", "utility-helicopters", "equipment", "Utility helicopters",
     "additional utility helicopters, number not stated (airframes)", None),
    (16, "IND", "additional-troops", "political-offer", "Additional troops", "troops, unit type not stated", 850),
    (17, "GBR", "somalia", "political-offer", "Troops and experts",
     "troops and experts for the UN and the AU force in Somalia", 70),
    *((line, state, "high-readiness", "political-offer", "Units at high readiness, not named",
       "units for rapid deployment, types and number not stated", None)
      for line, state in enumerate(("BGD", "CHN", "IND", "NPL", "PAK", "LKA"), start=21)),
    (29, "CAN", "transport-aircraft", "equipment", "Transport aircraft", "one transport aircraft (airframe)", None),
    (34, "NPL", "ceiling-2019", "political-offer", "Up to 10,000 troops on request",
     "up to 10,000 troops on request, unit types not stated", None),
    (35, "KOR", "helicopters", "equipment", "Helicopters for partners",
     "16 helicopters given to partner countries for UN missions (airframes)", None),
    (36, "KOR", "trust-fund", "funding", "Peacekeeping trust fund", "USD 1 million to a peacekeeping trust fund", None),
    (38, "IDN", "personnel", "political-offer", "Additional personnel", "personnel, unit types not stated", 1000),
    (39, "CAN", "elsie", "funding", "Funding for the Elsie Initiative", "CAD 7.7 million over two years", None),
    (40, "NPL", "ceiling-2023", "political-offer", "Up to 10,000 troops on request",
     "up to 10,000 troops on request, unit types not stated; the same was said in 2019", None),
]


# The tables.

def load(table):
    """The rows of a table by line number, the header being line 1."""
    with open(HERE / "sources" / f"{table}.csv", encoding="utf-8", newline="") as file:
        rows = dict(enumerate(csv.DictReader(file), start=2))
    for _, line, column, value, _ in (mend for mend in MENDED if mend[0] == table):
        rows[line][column] = value
    return rows


TABLES = {table: load(table) for table in ("pledge_events", "ministerial_pledges")}
USED, EVENTS = set(), []


def pick(table, line, state):
    row = TABLES[table][line]
    assert row["iso3"] == state, f"{table} line {line} is about {row['iso3']}, not {state}"
    assert row["source_grade"] in GRADES, f"{table} line {line} rests on a weak copy"
    USED.add((table, line))
    return row


step, item = partial(pick, "pledge_events"), partial(pick, "ministerial_pledges")


# Days. An imprecise day has bounds; a missing bound is Unknown.

def between(earliest, latest):
    return {"earliest": earliest, "latest": latest}


def bounds(written):
    """The first and last day of a day, month or year as written."""
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return between(written, written)
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return between(f"{parts[0]}-{first:02}-01", f"{parts[0]}-{last:02}-{calendar.monthrange(parts[0], last)[1]}")


def published(row):
    return bounds(row["source_published"]) if row["source_published"] else None


def held(row):
    """When the fact of a row held; what is dated `by` was true when it was stated, on the day of publication."""
    precision = row.get("date_precision", "day")
    if precision == "unknown":
        return None
    return {"latest": published(row)["latest"]} if precision == "by" else bounds(row["date"])


def seen(row):
    """No later than the row that first shows something."""
    return held(row) and {"latest": held(row)["latest"]}


def known_from(rows):
    if any(row["published_basis"] == "unknown" for row in rows):
        return IMPORTED
    return max(published(row)["latest"] for row in rows) + "T23:59:59Z"


# Events.

def present(**members):
    return {key: value for key, value in members.items() if value is not None}


def identity(name, rows, valid):
    month = (valid or held(rows[0]) or {"latest": "undated"})["latest"][:7]
    return f"{rows[0]['iso3'].lower()}-{month}-{name}"


def record(name, word, rows, valid=None, known=None, **body):
    """One event that rests on these rows; it held when the first of them says, unless `valid` says otherwise."""
    known = known or known_from(rows)
    sources = {row["source_url"]: present(title=row["source_title"], reference=row["source_url"],
                                          published=published(row), grade=GRADES[row["source_grade"]])
               for row in reversed(rows)}
    EVENTS.append(present(
        id=identity(name, rows, valid), known=known, valid=valid or held(rows[0]), actor="public-record",
        what={"event": word} | present(**body), sources=list(reversed(sources.values())),
        reconstructed=known != IMPORTED))


def announce(pledge, rows, kind, title, lots, name=None, valid=None, contributors=None, **more):
    contributors = contributors or [{"state": rows[0]["iso3"], "roles": ["lead"]}]
    record(name or f"{pledge[4:]}-announced", "announced", rows, valid,
           pledge=present(id=pledge, kind=kind, title=title, lots=lots, contributors=contributors, **more))


def announce_seen(pledge, row, kind, title, lots, **more):
    """No announcement is in the tables: the pledge is announced no later than the row that first shows it."""
    announce(pledge, [row], kind, title, lots, name=f"{pledge[4:]}-seen", valid=seen(row), **more)


def lot(id, row, described_as=None, **more):
    """A lot of units, as the row has them."""
    wording = row.get("unit_type") or row["pledged_item"]
    count, persons = row.get("unit_count") or row.get("count"), row["personnel"]
    stated = present(units=int(count) if count else None, strength=int(persons) if persons else None)
    return {"id": id, "described_as": described_as or wording,
            "unit_type": UNIT_TYPES.get(wording, wording.replace(" ", "-"))} | stated | more


def accept(name, rows, pledge, valid=None):
    record(name, "accepted", rows, valid, pledge=pledge, units="all")


def level(name, rows, pledge, level, valid=None, units="all"):
    record(name, "level-recorded", rows, valid, pledge=pledge, units=units, scheme="un-pcrs", level=level)


def evidence(name, rows, pledge, valid=None, units="all", kind="assessment-and-advisory-visit", points=None, **more):
    about = present(id=identity(name, rows, valid), kind=kind, by="United Nations", **more,
                    points=points and [{"text": point} for point in points])
    record(name, "evidence-recorded", rows, valid, pledge=pledge, units=units, evidence=about)


def arrive(name, row, pledge, valid=None):
    record(name, "arrived", [row], valid, pledge=pledge, units="all", mission=row["mission"])


def absent(name, row, pledge):
    record(name, "observed-absent", [row], pledge=pledge, system="un-pcrs")


def comment(name, row, pledge, text, valid=None, known=None):
    record(name, "commented", [row], valid, known, pledge=pledge, text=text)


# The pledges, State by State.

def offers():
    for line, state, name, kind, title, described_as, persons in OFFERS:
        row, pledge = item(line, state), f"{state.lower()}-{name}"
        announce(pledge, [row], kind, title, [present(id=pledge, described_as=described_as, strength=persons)])


def china():
    force = "chn-standby-force"
    announce(force, [step(2, "CHN"), item(2, "CHN")], "formed-unit", "Standby force of 8,000",
             [{"id": force, "described_as": "standby force, mixed units", "strength": 8000}])
    announce("chn-police-squad", [item(3, "CHN")], "formed-unit", "Permanent police squad",
             [lot("chn-police-squad", item(3, "CHN"))])
    press, ministry = step(35, "CHN"), step(3, "CHN")
    accept("registered", [press], force)
    level("level-1", [press], force, "level-1")
    record("split", "split", [press], pledge=force, lot=force, into=[
        lot("chn-infantry", press),
        {"id": "chn-transport", "described_as": "transport company", "unit_type": "transport-company", "units": 2},
        {"id": "chn-utility-helicopter", "described_as": "utility helicopter unit, called a platoon by the source",
         "unit_type": "utility-helicopter-unit", "units": 2}])
    record("amended", "amended", [ministry, press], pledge=force, lot=force, set={
        "described_as": "the rest of the standby force: 28 units in 10 categories by the Ministry, less the 10 units "
                        "that the press named; quick response and drones are among the categories",
        "component": "military",  # a force of the Ministry of Defence; its police squad is a pledge of its own
        "units": int(ministry["unit_count"]) - 10})
    evidence("assessment", [step(36, "CHN")], force, units=None, outcome="passed")
    level("level-2", [step(4, "CHN")], force, "level-2", units=13)
    level("level-3", [step(5, "CHN")], force, "level-3", units=6)


def engineers_for_one_slot():
    """A report of 2019 on one slot in UNMISS names five candidates; that of Viet Nam is below."""
    for line, state in ((13, "BGD"), (14, "KHM"), (37, "CHN"), (38, "HRV")):
        row, pledge = step(line, state), f"{state.lower()}-military-engineering"
        announce_seen(pledge, row, "formed-unit", "Military engineering unit", [lot(pledge, row)])
        if row["event"] == "registered":  # at Level 1 on that day; since when is not stated
            accept("engineers-registered", [row], pledge, seen(row))
            level("engineers-level-1", [row], pledge, "level-1", seen(row))
            text = "One of five candidates for one slot in UNMISS."
        else:
            absent("engineers-absent", row, pledge)
            text = "One of five candidates for one slot in UNMISS; not registered for it."
        if state == "CHN":
            text += " Whether it is one of the 28 units of the standby force is not stated."
        comment("engineers-comment", row, pledge, text)


def bhutan():
    row, pledge, days = step(6, "BTN"), "btn-force-protection", between("2017-12-01", "2017-12-02")
    no_later = {"latest": days["latest"]}
    announce(pledge, [row], "formed-unit", "Force protection company", [lot(pledge, row)],
             name="force-protection-seen", valid=no_later)
    accept("registered-seen", [row], pledge, no_later)
    evidence("rdl-agreement", [row], pledge, days, kind="agreement", document="rdl-agreement", outcome="passed")
    level("rapid-deployment", [row], pledge, "rapid-deployment", days)
    comment("agreement-comment", row, pledge, "First agreement of its kind. The page of the UN is dated 2 December "
            "2017; the Bhutanese press gives 1 December.", days)

    row, pledge, days = step(8, "BTN"), "btn-light-quick-reaction-force", between("2022-11-06", "2022-11-10")
    announce_seen(pledge, row, "formed-unit", "Light quick reaction force", [lot(pledge, row)])
    arrive("arrived", row, pledge, days)
    comment("arrived-comment", row, pledge, "First contingent; flights on 6 and 10 November 2022. A pledge of its own: "
            "the source does not say that it came through the rapid deployment level. The day of the UN request is "
            "not public, so no delay can be derived.")
    comment("conflict-comment", row, pledge, "A later page of the same ministry, without a day of its own, says that it "
            "deployed in October 2022.", known=IMPORTED)


def viet_nam():
    visit, deployed, rotation, pledge = step(9, "VNM"), step(11, "VNM"), step(17, "VNM"), "vnm-hospital"
    announce_seen(pledge, visit, "formed-unit", "Level 2 field hospital", [lot(pledge, visit)])
    evidence("hospital-visit", [visit], pledge, between("2017-06-26", "2017-06-30"),
             points=["foreign language", "knowledge of UN missions"])
    arrive("hospital-arrived", deployed, pledge)
    comment("hospital-comment", deployed, pledge, "First unit that Viet Nam deployed, 63 persons. In June 2017 the "
            "second quarter of 2018 had been planned.")
    comment("hospital-rotated", rotation, pledge, "Rotation 6 in UNMISS, 63 persons, planned when reported: a flight "
            "that Australia pays for; equipment by air and sea, shipping about 90 days.")

    visit, registered, pledge = step(10, "VNM"), step(12, "VNM"), "vnm-military-engineering"
    deployed, rotation = step(15, "VNM"), step(16, "VNM")
    announce_seen(pledge, visit, "formed-unit", "Military engineering unit", [lot(pledge, visit)])
    evidence("engineers-visit", [visit], pledge, points=["equipment", "foreign language"])
    accept("engineers-registered", [registered], pledge)
    level("engineers-level-1", [registered], pledge, "level-1")
    record("engineers-amended", "amended", [registered], pledge=pledge, lot=pledge,
           set={"strength": int(registered["personnel"])})
    comment("engineers-comment", registered, pledge, "The UN asked for better major equipment and self-sustainment; a "
            "new inspection was set for mid-2019. One of five candidates for one slot in UNMISS.")
    arrive("engineers-arrived", deployed, pledge)
    comment("engineers-comment", deployed, pledge, "Left together with field hospital no. 4; the report exchanges the "
            "names of the two missions.")
    comment("engineers-rotated", rotation, pledge, "Rotation 3 in UNISFA, 180 persons, planned when reported: people by "
            "UN charter on 24 September 2024, equipment in the first quarter of 2025. 268 had been registered.")


def brazil():
    five, pledge = step(18, "BRA"), "bra-contingents"
    announce_seen(pledge, five, "formed-unit", "Five contingent types, not named",
                  [{"id": pledge, "described_as": "five contingent types, not named; number of units not stated"}])
    accept("contingents-registered-seen", [five], pledge, seen(five))
    level("contingents-level-2", [five], pledge, "level-2")

    # Visited in July 2021 as units at Level 1; since when they were registered is not stated.
    army, companies = [step(19, "BRA"), step(20, "BRA")], [step(21, "BRA")]
    assessed("army", army, "Mechanized infantry battalion and engineering company", between("2021-07-10", "2021-07-20"),
             [lot("bra-mechanized-infantry", army[0]), lot("bra-engineering", army[1])], [step(22, "BRA"), step(23, "BRA")])
    assessed("quick-reaction", companies, "Two quick reaction force companies", held(companies[0]),
             [lot("bra-quick-reaction", companies[0], "quick reaction force company: one of the Army, one of the Navy")],
             [step(24, "BRA")])


def assessed(name, visit, title, days, lots, elevated):
    pledge = f"bra-{name}"
    announce_seen(pledge, visit[0], "formed-unit", title, lots)
    accept(f"{name}-registered-seen", visit, pledge, seen(visit[0]))
    level(f"{name}-level-1-seen", visit, pledge, "level-1", seen(visit[0]))
    evidence(f"{name}-visit", visit, pledge, days)
    level(f"{name}-level-2", elevated, pledge, "level-2")


def canada():
    row, pledge = step(30, "CAN"), "can-quick-reaction-force"
    announce(pledge, [row, item(27, "CAN")], "formed-unit", "Quick reaction force", [lot(pledge, row)],
             offered_until=bounds("2022-11"))
    absent("quick-reaction-force-absent", step(32, "CAN"), pledge)
    record("quick-reaction-force-deadline", "deadline-moved", [step(34, "CAN")], pledge=pledge, until=bounds("2026-03"))

    deployed, pledge = step(31, "CAN"), "can-medical-evacuation"
    announce(pledge, [item(28, "CAN")], "formed-unit", "Helicopter unit, medical evacuation",
             [lot(pledge, item(28, "CAN"))])
    arrive("medical-evacuation-arrived", deployed, pledge)
    record("medical-evacuation-returned", "returned", [deployed], between("2019-06-01", "2019-08-31"),
           pledge=pledge, units="all")  # "about mid-2019", read as June to August
    comment("transport-aircraft-comment", item(29, "CAN"), "can-transport-aircraft",
            "The agreement was being finalised in July 2019.", bounds("2019-07-09"))


def nepal():
    lots, rows = [], []
    for line, part in enumerate(("infantry", "force-protection", "formed-police", "special-forces"), start=25):
        row = step(line, "NPL")
        rows += [row, item(line + 5, "NPL")]
        lots.append(lot(f"npl-{part}", row))
    # An intention of the State, not a level on record.
    lots[3]["stated_levels"] = [{"scheme": "un-pcrs", "level": "rapid-deployment", "on": held(rows[-1])}]
    announce("npl-units", rows, "formed-unit", "Units for 2019-20", lots)


def others():
    pair, hospital = [item(4, "RWA"), item(7, "RWA")], item(6, "RWA")
    announce("rwa-units", pair, "formed-unit", "Two infantry battalions and a formed police unit",
             [lot("rwa-infantry", pair[0]), lot("rwa-formed-police", pair[1], "formed police unit, all women")])
    announce("rwa-hospital", [hospital], "formed-unit", "Level 2 hospital",
             [lot("rwa-hospital", hospital, "level 2 hospital; a field hospital in one report, Level Two in another",
                  units={"conflict": [{"value": 1, "by": "KT Press"}, {"value": 2, "by": "a third outlet"}]})])

    parts = {"infantry": 8, "transport": 9, "engineering": 10, "signals": 11, "level-2-hospital": 13,
             "level-3-hospital": 14, "canine": 15}
    announce("pak-units", [item(line, "PAK") for line in parts.values()], "formed-unit", "Units of seven types",
             [lot(f"pak-{part}", item(line, "PAK")) for part, line in parts.items()])
    row, pledge = step(29, "PAK"), "pak-rdl-hospital"
    announce_seen(pledge, row, "formed-unit", "Level 2 hospital at rapid deployment", [lot(pledge, row)])
    level("rdl-hospital-rapid-deployment", [row], pledge, "rapid-deployment")
    arrive("rdl-hospital-arrived", row, pledge)
    comment("rdl-hospital-comment", row, pledge, "A case study at a workshop in a November; the year is not stated. "
            "Whether it is the Level 2 hospital pledged in 2015 is not stated.")

    row, pledge = step(40, "ESP"), "esp-2015-summit"
    announce_seen(pledge, row, "political-offer", "Soldiers, helicopters and equipment",
                  [{"id": pledge, "described_as": "soldiers, helicopters and reconnaissance equipment, not detailed"}],
                  conditions=["command of the mission (UNIFIL)"])
    record("withdrawn", "withdrawn", [row], pledge=pledge, units="all",
           reason="The offer was conditional on command of the mission (UNIFIL).")
    announce("col-troops", [step(39, "COL")], "political-offer", "Up to 5,000 troops over time",
             [{"id": "col-troops", "described_as": "up to 5,000 troops over time, unit types not stated"}])

    row, pledge = item(37, "KEN"), "ken-helicopters"
    announce(pledge, [row], "formed-unit", "Helicopter unit; what the Republic of Korea brings is not stated",
             [lot(pledge, row, "helicopter unit, role not stated")],
             contributors=[{"state": "KEN", "roles": ["lead"]}, {"state": "KOR", "roles": []},
                           {"state": "USA", "roles": ["funding"]}])


# The outputs.

def registry():
    for part in (offers, others, china, engineers_for_one_slot, bhutan, viet_nam, brazil, canada, nepal):
        part()
    EVENTS.sort(key=lambda event: event["known"])  # stable: events of one instant stay as written above
    for seq, event in enumerate(EVENTS, start=1):
        event["seq"] = seq
    assert len({event["id"] for event in EVENTS}) == len(EVENTS), "an id stands twice"
    lines = ",\n".join(json.dumps(event, sort_keys=True, ensure_ascii=False) for event in EVENTS)
    return f'{{"format": "pledgebook.registry/2", "events": [\n{lines}\n]}}\n'


def left_out():
    def table(title, head, rows):
        cells = [head, ["---"] * len(head), *rows]
        return [f"## {title}", "", *("| " + " | ".join(str(cell) for cell in row) + " |" for row in cells), ""]

    weak = []
    for name, rows in TABLES.items():
        for line, row in rows.items():
            if row["source_grade"] not in GRADES:
                what = f"{row['unit_type']}, {row['event']}" if "event" in row else row["pledged_item"]
                weak.append((name, line, row["state"], what, "its only source is a weak copy"))
            else:
                assert (name, line) in USED, f"{name} line {line} is in no event"
    text = ["# What is not in registry.json", "", "Written by build.py. Lines count the header as line 1.", "",
            *table("Rows", ["table", "line", "State", "what", "why"], weak),
            *table("Parts of notes", ["table", "line", "what", "why"], NOTES_LEFT_OUT),
            *table("Cells read differently", ["table", "line", "column", "read as", "why"], MENDED)]
    return "\n".join(text)


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    outputs = {HERE / "registry.json": registry().encode(), HERE / "left-out.md": left_out().encode()}
    stale = [path.name for path, text in outputs.items() if not path.exists() or path.read_bytes() != text]
    if arguments and stale:
        sys.exit(f"{', '.join(stale)}: not what build.py writes; run python3 build.py")
    for path, text in outputs.items() if not arguments else ():
        path.write_bytes(text)


if __name__ == "__main__":
    main(sys.argv[1:])
