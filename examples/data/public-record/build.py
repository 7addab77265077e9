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
from pathlib import Path

HERE = Path(__file__).parent
IMPORTED = "2026-11-23T00:00:00Z"  # from when a fact is known whose source does not show when it was published
GRADES = {"official": "official", "copy of official data": "copy-of-official", "press or expert": "press-or-expert"}
UNIT_TYPES = {  # as the tables word them: as the catalogue names them
    "canine platoon": "canine-platoon",
    "engineering company": "engineering-company",
    "force protection company": "force-protection-company",
    "formed police unit": "formed-police-unit",
    "formed police unit (all-female)": "formed-police-unit",
    "helicopter unit (joint with KOR, USA)": "helicopter-unit",
    "helicopter unit (medical evacuation)": "medical-evacuation-helicopter-unit",
    "infantry battalion": "infantry-battalion",
    "level 2 hospital": "level-2-hospital",
    "level-2 field hospital": "level-2-hospital",
    "level 3 hospital": "level-3-hospital",
    "light quick reaction force": "light-quick-reaction-force",
    "mechanized infantry battalion": "mechanized-infantry-battalion",
    "military engineering unit": "military-engineering-unit",
    "permanent police squad": "permanent-police-squad",
    "quick reaction force": "quick-reaction-force",
    "quick reaction force company": "quick-reaction-force-company",
    "signals company": "signals-company",
    "special forces company": "special-forces-company",
    "transport company": "transport-company",
}
# Cells read differently from how they stand: table, line, column, value, why.
MENDED = [
    ("pledge_events", 18, "source_published", "2021-07-12",
     "the table has `2017`, the year of the event; the same page reports the visit of July 2021, and lines 19 and 20 "
     "have it at 2021-07-12"),
]
# Parts of notes that are in no event: table, line, what, why.
NOTES_LEFT_OUT = [
    ("pledge_events", 40, "14 of 46 States had not delivered, or only in part", "a total, not a step of one pledge"),
    ("ministerial_pledges", 29, "the aircraft was delivered later", "the source of July 2019 cannot say so; no other is given"),
]


def load(table):
    """The rows of a table by line number, the header being line 1."""
    with open(HERE / "sources" / f"{table}.csv", encoding="utf-8", newline="") as file:
        rows = {line: dict(row, table=table, line=line) for line, row in enumerate(csv.DictReader(file), start=2)}
    for _, line, column, value, _ in (mend for mend in MENDED if mend[0] == table):
        rows[line][column] = value
    return rows


TABLES = {table: load(table) for table in ("pledge_events", "ministerial_pledges")}
USED = set()
EVENTS = []


def pick(table, line, state):
    row = TABLES[table][line]
    assert row["iso3"] == state, f"{table} line {line} is about {row['iso3']}, not {state}"
    assert row["source_grade"] != "weak copy", f"{table} line {line} rests on a weak copy"
    USED.add((table, line))
    return row


def E(line, state):
    return pick("pledge_events", line, state)


def M(line, state):
    return pick("ministerial_pledges", line, state)


# Days. An imprecise day has bounds; a missing bound is Unknown.

def between(earliest, latest):
    return {"earliest": earliest, "latest": latest}


def by(latest):
    return {"latest": latest}


def bounds(written):
    """The first and last day of a day, month or year as written."""
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return between(written, written)
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    end = calendar.monthrange(parts[0], last)[1]
    return between(f"{parts[0]}-{first:02}-01", f"{parts[0]}-{last:02}-{end}")


def published(row):
    return bounds(row["source_published"]) if row["source_published"] else None


def held(row):
    """When the fact of a row held; `by` was true when it was stated, on the day of publication."""
    precision = row.get("date_precision", "day")
    if precision == "unknown":
        return None
    return by(published(row)["latest"]) if precision == "by" else bounds(row["date"])


def seen(row):
    """No later than the row that first shows something."""
    return held(row) and by(held(row)["latest"])


def known(rows):
    if any(row["published_basis"] == "unknown" for row in rows):
        return IMPORTED
    return max(published(row)["latest"] for row in rows) + "T23:59:59Z"


# Events.

def present(**members):
    return {key: value for key, value in members.items() if value is not None}


def source(row):
    return present(title=row["source_title"], reference=row["source_url"], published=published(row),
                   grade=GRADES[row["source_grade"]])


def record(id, word, rows, valid=None, **body):
    """One event that rests on these rows; it held when the first of them says, unless `valid` says otherwise."""
    sources = {row["source_url"]: source(row) for row in reversed(rows)}
    EVENTS.append(present(
        id=id, known=known(rows), valid=valid or held(rows[0]), actor="public-record",
        what={"event": word} | present(**body), sources=list(reversed(sources.values())),
        reconstructed=known(rows) != IMPORTED))


def announce(id, rows, pledge, kind, title, lots, contributors=None, conditions=None, offered_until=None, valid=None):
    contributors = contributors or [{"state": rows[0]["iso3"], "roles": ["lead"]}]
    record(id, "announced", rows, valid, pledge=present(
        id=pledge, kind=kind, title=title, lots=lots, contributors=contributors, conditions=conditions,
        offered_until=offered_until))


def announce_seen(id, row, pledge, kind, title, lots, **more):
    """No announcement is in the tables: the pledge is announced no later than the row that first shows it."""
    announce(f"{id}-seen", [row], pledge, kind, title, lots, valid=seen(row), **more)


def units(id, row, described_as=None, units=None, strength=None, stated_levels=None):
    """A lot of units, as the row has them."""
    wording = row.get("unit_type") or row["pledged_item"]
    count, persons = row.get("unit_count") or row.get("count"), row["personnel"]
    return present(
        id=id, described_as=described_as or wording, unit_type=UNIT_TYPES[wording],
        units=units or (int(count) if count else None), strength=strength or (int(persons) if persons else None),
        stated_levels=stated_levels)


def other(id, described_as, **more):
    """A lot whose unit type or number is not stated, or that is no unit at all."""
    return present(id=id, described_as=described_as, **more)


def accept(id, rows, pledge, valid=None):
    record(id, "accepted", rows, valid, pledge=pledge, units="all")


def level(id, rows, pledge, level, units="all", valid=None):
    record(id, "level-recorded", rows, valid, pledge=pledge, units=units, scheme="un-pcrs", level=level)


def evidence(id, rows, pledge, kind, units="all", valid=None, points=None, **more):
    points = points and [{"text": point} for point in points]
    record(id, "evidence-recorded", rows, valid, pledge=pledge, units=units,
           evidence=present(id=id, kind=kind, points=points, **more))


def arrive(id, rows, pledge, valid=None):
    record(id, "arrived", rows, valid, pledge=pledge, units="all", mission=rows[0]["mission"])


def absent(id, row, pledge):
    record(id, "observed-absent", [row], pledge=pledge, system="un-pcrs")


def comment(id, rows, pledge, text):
    record(id, "commented", rows, pledge=pledge, text=text)


AAV = "assessment-and-advisory-visit"


def china():
    announce("chn-2015-09-announced", [E(2, "CHN"), M(2, "CHN")], "chn-standby-force", "formed-unit",
             "Standby force of 8,000", [other("chn-standby-force", "standby force, mixed units", strength=8000)])
    announce("chn-2015-09-police-squad-announced", [M(3, "CHN")], "chn-police-squad", "formed-unit",
             "Permanent police squad", [units("chn-police-squad", M(3, "CHN"))])

    press, official = E(35, "CHN"), E(3, "CHN")
    accept("chn-2017-09-registered", [press], "chn-standby-force")
    level("chn-2017-09-level-1", [press], "chn-standby-force", "level-1")
    record("chn-2017-09-split", "split", [press], pledge="chn-standby-force", lot="chn-standby-force", into=[
        other("chn-infantry", "infantry battalion", unit_type="infantry-battalion", units=6),
        other("chn-transport", "transport company", unit_type="transport-company", units=2),
        other("chn-utility-helicopter", "utility helicopter unit, called a platoon by the source",
              unit_type="utility-helicopter-unit", units=2)])
    record("chn-2017-09-amended", "amended", [official, press], pledge="chn-standby-force", lot="chn-standby-force", set={
        "described_as": "the other 18 units: 28 in 10 categories by the Ministry, less the 10 that the press named; "
                        "quick response and drone crews are among the categories",
        "units": int(official["unit_count"]) - 10})
    evidence("chn-2018-10-assessment", [E(36, "CHN")], "chn-standby-force", AAV, units=None, outcome="passed",
             by="United Nations")
    level("chn-2018-10-level-2", [E(4, "CHN")], "chn-standby-force", "level-2", units=13)
    level("chn-2020-09-level-3", [E(5, "CHN")], "chn-standby-force", "level-3", units=6)

    candidate("chn", E(37, "CHN"))
    comment("chn-2019-02-engineers-comment", [E(37, "CHN")], "chn-military-engineering",
            "Named as a candidate for one slot in UNMISS, not registered for it. "
            "Whether it is one of the 28 units of the standby force is not stated.")


def candidate(state, row):
    """An engineering unit that a report on one slot in UNMISS names as not registered for it."""
    pledge = f"{state}-military-engineering"
    announce_seen(f"{state}-2019-02-engineers", row, pledge, "formed-unit",
                  "Military engineering unit, candidate for UNMISS in 2019", [units(pledge, row)])
    absent(f"{state}-2019-02-engineers-absent", row, pledge)


def bhutan():
    agreement, pledge = E(6, "BTN"), "btn-force-protection"
    days = between("2017-12-01", "2017-12-02")
    announce("btn-2017-12-force-protection-seen", [agreement], pledge, "formed-unit", "Force protection company",
             [units(pledge, agreement)], valid=by(days["latest"]))
    accept("btn-2017-12-registered-seen", [agreement], pledge, valid=by(days["latest"]))
    evidence("btn-2017-12-rdl-agreement", [agreement], pledge, "agreement", valid=days, outcome="passed",
             document="rdl-agreement", by="United Nations")
    level("btn-2017-12-rapid-deployment", [agreement], pledge, "rapid-deployment", valid=days)
    comment("btn-2017-12-comment", [agreement], pledge,
            "First agreement of its kind. The UN page is of 2 December 2017; the Bhutanese press has 1 December.")

    deployed, pledge = E(8, "BTN"), "btn-light-quick-reaction-force"
    announce_seen("btn-2022-11-light-quick-reaction-force", deployed, pledge, "formed-unit",
                  "Light quick reaction force", [units(pledge, deployed)])
    arrive("btn-2022-11-arrived", [deployed], pledge, valid=between("2022-11-06", "2022-11-10"))
    comment("btn-2022-11-comment", [deployed], pledge,
            "First contingent; flights on 6 and 10 November 2022. A pledge of its own: the source does not say that "
            "it came through the rapid deployment level. The day of the request is not public, so no delay follows.")
    # A later page of the ministry, without a day of its own, says October: both are kept, as bounds.
    instead = {"event": "arrived", "pledge": pledge, "units": "all", "mission": "MINUSCA"}
    record("btn-2022-11-arrived-corrected", "corrected", [deployed], between("2022-10-01", "2022-11-10"),
           **{"event_": "btn-2022-11-arrived"}, instead={"what": instead},
           reason="A later page of the same ministry says October 2022; both are kept as bounds.")


def viet_nam():
    visit, deployed, rotation = E(9, "VNM"), E(11, "VNM"), E(17, "VNM")
    pledge = "vnm-hospital"
    announce_seen("vnm-2017-06-hospital", visit, pledge, "formed-unit", "Level 2 field hospital", [units(pledge, visit)])
    evidence("vnm-2017-06-hospital-visit", [visit], pledge, AAV, valid=between("2017-06-26", "2017-06-30"),
             points=["foreign language", "knowledge of UN missions"], by="United Nations")
    arrive("vnm-2018-10-hospital-arrived", [deployed], pledge)
    comment("vnm-2018-10-hospital-comment", [deployed], pledge,
            "First unit that Viet Nam deployed, 63 persons; in June 2017 the second quarter of 2018 had been planned.")
    comment("vnm-2024-09-hospital-rotated", [rotation], pledge,
            "Rotation 6 in UNMISS, 63 persons, planned when reported: people by a flight that Australia pays for, "
            "equipment by air and sea, shipping about 90 days.")

    visit, registered, deployed, rotation = E(10, "VNM"), E(12, "VNM"), E(15, "VNM"), E(16, "VNM")
    pledge = "vnm-military-engineering"
    announce_seen("vnm-2017-06-engineers", visit, pledge, "formed-unit", "Military engineering unit", [units(pledge, visit)])
    evidence("vnm-2017-06-engineers-visit", [visit], pledge, AAV, points=["equipment", "foreign language"],
             by="United Nations")
    accept("vnm-2019-02-engineers-registered", [registered], pledge)
    level("vnm-2019-02-engineers-level-1", [registered], pledge, "level-1")
    record("vnm-2019-02-engineers-amended", "amended", [registered], pledge=pledge, lot=pledge,
           set={"strength": int(registered["personnel"])})
    comment("vnm-2019-02-engineers-comment", [registered], pledge,
            "The UN asked for better major equipment and self-sustainment; a new inspection was set for mid-2019. "
            "One of five candidates for one slot in UNMISS.")
    arrive("vnm-2022-04-engineers-arrived", [deployed], pledge)
    comment("vnm-2022-04-engineers-comment", [deployed], pledge,
            "Left together with field hospital no. 4; the report exchanges the names of the two missions.")
    comment("vnm-2024-09-engineers-rotated", [rotation], pledge,
            "Rotation 3 in UNISFA, 180 persons, planned when reported: people by UN charter on 24 September 2024, "
            "equipment in the first quarter of 2025. 268 persons had been registered.")


def other_candidates():
    """States whose engineers the same report on the slot in UNMISS names."""
    for line, state in ((13, "BGD"), (14, "KHM")):
        row, code = E(line, state), state.lower()
        pledge = f"{code}-military-engineering"
        announce_seen(f"{code}-2019-02-engineers", row, pledge, "formed-unit", "Military engineering unit",
                      [units(pledge, row)])
        # At Level 1 on that day; when it was registered is not stated.
        accept(f"{code}-2019-02-engineers-registered", [row], pledge, valid=seen(row))
        level(f"{code}-2019-02-engineers-level-1", [row], pledge, "level-1", valid=seen(row))
        comment(f"{code}-2019-02-engineers-comment", [row], pledge, "Candidate for the same slot in UNMISS as four others.")
    candidate("hrv", E(38, "HRV"))


def brazil():
    five = E(18, "BRA")
    announce_seen("bra-2017-contingents", five, "bra-2017-contingents", "formed-unit", "Five contingent types, not named",
                  [other("bra-2017-contingents", "five contingent types, not named; how many units is not stated")])
    accept("bra-2017-registered-seen", [five], "bra-2017-contingents", valid=seen(five))
    level("bra-2017-level-2", [five], "bra-2017-contingents", "level-2")

    visit = [E(19, "BRA"), E(20, "BRA")]
    announce_seen("bra-2021-07-army", visit[0], "bra-2021-army", "formed-unit",
                  "Mechanized infantry battalion and engineering company",
                  [units("bra-engineering", visit[1]), units("bra-mechanized-infantry", visit[0])])
    accept("bra-2021-07-army-registered-seen", visit, "bra-2021-army", valid=seen(visit[0]))
    level("bra-2021-07-army-level-1-seen", visit, "bra-2021-army", "level-1", valid=seen(visit[0]))
    evidence("bra-2021-07-army-visit", visit, "bra-2021-army", AAV, valid=between("2021-07-10", "2021-07-20"),
             by="United Nations, team of four")
    level("bra-2021-09-army-level-2", [E(22, "BRA"), E(23, "BRA")], "bra-2021-army", "level-2")

    visit, pledge = E(21, "BRA"), "bra-quick-reaction"
    announce_seen("bra-2021-07-quick-reaction", visit, pledge, "formed-unit", "Two quick reaction force companies",
                  [units(pledge, visit, "quick reaction force company: one of the Army, one of the Navy (marines)")])
    accept("bra-2021-07-quick-reaction-registered-seen", [visit], pledge, valid=seen(visit))
    level("bra-2021-07-quick-reaction-level-1-seen", [visit], pledge, "level-1", valid=seen(visit))
    evidence("bra-2021-07-quick-reaction-visit", [visit], pledge, AAV, by="United Nations")
    level("bra-2021-09-quick-reaction-level-2", [E(24, "BRA")], pledge, "level-2")


def canada():
    pledge = "can-quick-reaction-force"
    announce("can-2017-11-quick-reaction-force-announced", [E(30, "CAN"), M(27, "CAN")], pledge, "formed-unit",
             "Quick reaction force of 200", [units(pledge, E(30, "CAN"))], offered_until=bounds("2022-11"))
    absent("can-2019-07-quick-reaction-force-absent", E(32, "CAN"), pledge)
    record("can-2023-04-quick-reaction-force-deadline", "deadline-moved", [E(34, "CAN")], pledge=pledge,
           until=bounds("2026-03"))

    pledge, deployed = "can-medical-evacuation", E(31, "CAN")
    announce("can-2017-11-medical-evacuation-announced", [M(28, "CAN")], pledge, "formed-unit",
             "Helicopter unit, medical evacuation", [units(pledge, M(28, "CAN"))])
    arrive("can-2018-08-medical-evacuation-arrived", [deployed], pledge)
    # "About mid-2019", read as June to August.
    record("can-2019-07-medical-evacuation-returned", "returned", [deployed], between("2019-06-01", "2019-08-31"),
           pledge=pledge, units="all")

    pledge, row = "can-transport-aircraft", M(29, "CAN")
    announce("can-2017-11-transport-aircraft-announced", [row], pledge, "equipment", "Transport aircraft",
             [other(pledge, "one transport aircraft; an airframe is not a unit")])
    record("can-2019-07-transport-aircraft-comment", "commented", [row], bounds("2019-07"), pledge=pledge,
           text="The agreement was being finalised in July 2019.")
    announce("can-2021-12-elsie-announced", [M(39, "CAN")], "can-elsie", "funding", "Funding for the Elsie Initiative",
             [other("can-elsie", "CAD 7.7 million over two years")])


def nepal():
    lines = {"infantry": (25, 30), "force-protection": (26, 31), "formed-police": (27, 32), "special-forces": (28, 33)}
    rows = {part: [E(first, "NPL"), M(second, "NPL")] for part, (first, second) in lines.items()}
    stated = {"special-forces": [{"scheme": "un-pcrs", "level": "rapid-deployment", "on": bounds("2019-03-29")}]}
    announce("npl-2019-03-announced", [row for pair in rows.values() for row in pair], "npl-2019", "formed-unit",
             "Units for 2019-20",
             [units(f"npl-{part}", pair[0], stated_levels=stated.get(part)) for part, pair in rows.items()])
    for line, year, id in ((34, 2019, "npl-2019-03-ceiling-announced"), (40, 2023, "npl-2023-12-ceiling-announced")):
        announce(id, [M(line, "NPL")], f"npl-{year}-ceiling", "political-offer", "Up to 10,000 troops on request",
                 [other(f"npl-{year}-ceiling", "up to 10,000 troops on request, unit types not stated")])


def summit_2015():
    two = [M(4, "RWA"), M(7, "RWA")]
    announce("rwa-2015-09-announced", two, "rwa-2015", "formed-unit", "Two infantry battalions and a formed police unit",
             [units("rwa-formed-police", two[1], "formed police unit, all women"), units("rwa-infantry", two[0])])
    announce("rwa-2015-09-attack-helicopters-announced", [M(5, "RWA")], "rwa-attack-helicopters", "equipment",
             "Attack helicopters", [other("rwa-attack-helicopters", "two attack helicopters; airframes are not units")])
    announce("rwa-2015-09-hospital-announced", [M(6, "RWA")], "rwa-hospital", "formed-unit", "Level 2 hospital", [units(
        "rwa-hospital", M(6, "RWA"), "level 2 hospital; a field hospital in one report, Level Two in another",
        units={"conflict": [{"value": 1, "by": "KT Press"}, {"value": 2, "by": "a third outlet"}]})])

    parts = {"infantry": 8, "transport": 9, "engineering": 10, "signals": 11, "level-2-hospital": 13,
             "level-3-hospital": 14, "canine": 15}
    rows = {part: M(line, "PAK") for part, line in parts.items()}
    announce("pak-2015-09-announced", list(rows.values()), "pak-2015", "formed-unit", "Units of seven types",
             [units(f"pak-{part}", row) for part, row in rows.items()])
    announce("pak-2015-09-utility-helicopters-announced", [M(12, "PAK")], "pak-utility-helicopters", "equipment",
             "Additional utility helicopters",
             [other("pak-utility-helicopters", "additional utility helicopters, number not stated; airframes are not units")])
    # Troops without a unit type are no supply; a ceiling ("up to") is no strength either.
    announce("ind-2015-09-announced", [M(16, "IND")], "ind-2015", "political-offer", "Additional troops",
             [other("ind-2015", "850 additional troops, unit type not stated", strength=850)])
    announce("gbr-2015-09-announced", [M(17, "GBR")], "gbr-2015", "political-offer", "Troops and experts",
             [other("gbr-2015", "70 troops and experts for the UN and the AU force in Somalia", strength=70)])
    announce("col-2015-09-announced", [E(39, "COL")], "col-2015", "political-offer", "Up to 5,000 troops over time",
             [other("col-2015", "up to 5,000 troops over time, unit types not stated")])
    row = E(40, "ESP")
    announce_seen("esp-2016-06", row, "esp-2015", "political-offer", "Soldiers, helicopters and equipment",
                  [other("esp-2015", "soldiers, helicopters and reconnaissance equipment, not detailed")],
                  conditions=["command of the mission (UNIFIL)"])
    record("esp-2016-06-withdrawn", "withdrawn", [row], pledge="esp-2015", units="all",
           reason="The offer was conditional on command of the mission (UNIFIL).")


def later_conferences():
    for line, state in enumerate(("BGD", "CHN", "IND", "NPL", "PAK", "LKA"), start=21):
        code = state.lower()
        announce(f"{code}-2016-09-high-readiness-announced", [M(line, state)], f"{code}-high-readiness", "political-offer",
                 "Units at high readiness, not named",
                 [other(f"{code}-high-readiness", "units at high readiness for rapid deployment, types and number not stated")])
    announce("kor-2021-12-helicopters-announced", [M(35, "KOR")], "kor-helicopters", "equipment", "Helicopters for partners",
             [other("kor-helicopters", "16 helicopters donated to partner countries for UN missions; airframes are not units")])
    announce("kor-2021-12-trust-fund-announced", [M(36, "KOR")], "kor-trust-fund", "funding", "Peacekeeping trust fund",
             [other("kor-trust-fund", "USD 1 million to a peacekeeping trust fund")])
    announce("ken-2021-12-helicopters-announced", [M(37, "KEN")], "ken-helicopters", "formed-unit",
             "Helicopter unit, pledged jointly; the part of the Republic of Korea is not stated",
             [units("ken-helicopters", M(37, "KEN"), "helicopter unit, role not stated")],
             contributors=[{"state": "KEN", "roles": ["lead"]}, {"state": "KOR", "roles": []},
                           {"state": "USA", "roles": ["funding"]}])
    announce("idn-2021-12-announced", [M(38, "IDN")], "idn-2021", "political-offer", "Additional personnel",
             [other("idn-2021", "1,000 additional personnel, unit types not stated", strength=1000)])


def pakistan_hospital():
    row, pledge = E(29, "PAK"), "pak-rdl-hospital"
    announce_seen("pak-rdl-hospital", row, pledge, "formed-unit", "Level 2 hospital, deployed from rapid deployment",
                  [units(pledge, row)])
    level("pak-rdl-hospital-rapid-deployment", [row], pledge, "rapid-deployment")
    arrive("pak-rdl-hospital-arrived", [row], pledge)
    comment("pak-rdl-hospital-comment", [row], pledge,
            "A case study at a workshop in a November; the year is not stated. Whether it is the Level 2 hospital "
            "pledged in 2015 is not stated.")


def registry():
    for part in (summit_2015, china, later_conferences, bhutan, viet_nam, other_candidates, brazil, canada, nepal,
                 pakistan_hospital):
        part()
    EVENTS.sort(key=lambda event: event["known"])  # stable: events of one instant stay as written above
    for seq, event in enumerate(EVENTS, start=1):
        event["seq"] = seq
        if event["what"]["event"] == "corrected":
            event["what"]["event"] = event["what"].pop("event_")
    lines = ",\n".join(json.dumps(event, sort_keys=True, ensure_ascii=False) for event in EVENTS)
    return f'{{"format": "pledgebook.registry/1", "events": [\n{lines}\n]}}\n'


def left_out():
    text = ["# What is not in registry.json", "", "Written by build.py. Lines count the header as line 1.", "",
            "## Rows", "", "| table | line | State | what | why |", "|---|---|---|---|---|"]
    for table, rows in TABLES.items():
        for line, row in rows.items():
            if row["source_grade"] == "weak copy":
                what = f"{row['unit_type']}, {row['event']}" if "unit_type" in row else row["pledged_item"]
                text.append(f"| {table} | {line} | {row['state']} | {what} | its only source is a weak copy |")
            else:
                assert (table, line) in USED, f"{table} line {line} is in no event"
    text += ["", "## Parts of notes", "", "| table | line | what | why |", "|---|---|---|---|"]
    text += [f"| {table} | {line} | {what} | {why} |" for table, line, what, why in NOTES_LEFT_OUT]
    text += ["", "## Cells read differently", "", "| table | line | column | read as | why |", "|---|---|---|---|---|"]
    text += [f"| {table} | {line} | {column} | {value} | {why} |" for table, line, column, value, why in MENDED]
    return "\n".join(text) + "\n"


def main(arguments):
    outputs = {HERE / "registry.json": registry(), HERE / "left-out.md": left_out()}
    if arguments == ["--check"]:
        stale = [path.name for path, text in outputs.items()
                 if not path.exists() or path.read_bytes() != text.encode("utf-8")]
        if stale:
            sys.exit(f"{', '.join(stale)}: not what build.py writes; run python3 build.py")
        return
    if arguments:
        sys.exit(__doc__)
    for path, text in outputs.items():
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
