//! A caller can stop a question while lots are judged, and not only while ways are sought.

use pledgebook::plan::matching::Work;
use pledgebook::plan::sourcing::Changes;
use pledgebook::{Code, Error, MatchOptions, Mission, Plan, Registry, View, match_missions_within};
use serde_json::{Value, json};

const LOTS: usize = 70;
const NEEDS: usize = 80;

fn view() -> View {
    let events = (0..LOTS).flat_map(|lot| {
        let id = format!("lot-{lot}");
        let pledge = json!({"id": id, "kind": "formed-unit", "title": id, "conditions": [],
            "contributors": [{"state": "XAA", "roles": ["lead"]}],
            "lots": [{"id": id, "described_as": id, "unit_type": "infantry-battalion", "units": 1,
                "stages": [{"id": "move", "branch": "both", "days": 30, "after": []}]}]});
        [
            (format!("{id}-announced"), json!({"event": "announced", "pledge": pledge})),
            (format!("{id}-accepted"), json!({"event": "accepted", "pledge": id, "units": "all"})),
        ]
    });
    let events: Vec<Value> = (1..)
        .zip(events)
        .map(|(seq, (id, what))| {
            json!({"id": id, "seq": seq, "known": "2026-02-01T12:00:00Z", "actor": "desk-1", "what": what,
                "valid": {"earliest": "2026-02-01", "latest": "2026-02-01"}, "sources": [], "reconstructed": false})
        })
        .collect();
    let document = json!({"format": "pledgebook.registry/2", "events": events});
    Registry::read(&document.to_string()).expect("a register").as_of("2026-11-23".parse().expect("a day"))
}

fn mission() -> Mission {
    let needs: Vec<Value> = (0..NEEDS)
        .map(|need| {
            json!({"id": format!("need-{need}"), "title": "A battalion", "component": "military", "basis": "Exercise.",
                "unit_type": "infantry-battalion", "units": 1, "class": 1, "needed_by": 60, "latest_by": 120,
                "hold_for": 365})
        })
        .collect();
    let document = json!({"format": "pledgebook.mission/1", "id": "ex", "title": "Exercise mission",
        "host": {"name": "Exercise host", "state": "XAZ", "fictional": true}, "led_by": "UN",
        "clock": "request", "requirements": needs, "sources": []});
    Mission::read(&document.to_string()).expect("a mission").starting("2026-12-01".parse().expect("a day"))
}

#[test]
fn whoever_asks_can_stop_while_lots_are_judged() {
    let (view, missions) = (view(), [mission()]);
    let matched =
        |work: &mut Work<'_>| match_missions_within(&view, &missions, &MatchOptions::default(), work);
    let plan = matched(&mut Work::default()).expect("a plan");
    let short: u32 = plan.coverage().iter().map(|row| row.short).sum();
    assert_eq!(short, 10, "all compete for the same lots, so every lot is judged again to say why");
    let relaxed: Vec<Value> = (0..NEEDS)
        .map(|need| json!({"change": "relax", "requirement": format!("ex/need-{need}"), "needed_by": 70}))
        .collect();
    let relaxed = Changes::read_any(&Value::from(relaxed).to_string()).expect("changes");
    type Ask<'a> = &'a dyn Fn(&mut Work<'_>) -> Result<Plan, Error>;
    let judged: u64 = (LOTS * NEEDS).try_into().expect("a number");
    // Only the match seeks ways besides. Judging twice makes it ask twice more than at the beginning, once would not.
    let asks: [(Ask<'_>, Option<u64>, u32); 3] = [
        (&matched, None, 3),
        (
            &|work| plan.what_if_within(&relaxed, work).map(|what_if| what_if.plan().clone()),
            Some(2 * judged),
            3,
        ),
        (&|work| plan.least_waivers_within(work).map(|_| plan.clone()), Some(judged), 2),
    ];
    for (ask, steps, times) in asks {
        let mut work = Work::default();
        ask(&mut work).expect("nobody stops it");
        assert_eq!(steps.unwrap_or(work.done()), work.done(), "each is a step");
        let mut asked = 0;
        ask(&mut Work::until(&mut || {
            asked += 1;
            false
        }))
        .expect("nobody stops it");
        assert!(asked >= times, "not only at the beginning: {asked}");
        for stop_at in 1..=asked {
            let mut asked = 0;
            let stopped = ask(&mut Work::until(&mut || {
                asked += 1;
                asked == stop_at
            }));
            assert_eq!(stopped.expect_err("it is stopped").code(), Code::Cancelled, "{stop_at}");
        }
    }
}
