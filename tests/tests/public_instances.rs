//! Public instances give their published optima.
//!
//! Sources: J. E. Beasley's OR-Library for the assignments; logs published with LEMON for NETGEN. The two GRIDGEN files have
//! optima that OR-Tools and LEMON agree on. See the README beside the files.

use std::fs;

use pledgebook_tests::dice::Dice;
use pledgebook_tests::instances::{Arc, Flow, Instance, folder};
use pledgebook_tests::network;

/// What a file of the folder holds; nothing where there is no folder.
fn text(file: &str) -> Option<String> {
    let Some(folder) = folder() else {
        eprintln!("SKIPPED: {file}. There is no folder `shared/instances` beside this repository.");
        return None;
    };
    Some(fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}")))
}

fn instance(file: &str) -> Option<Instance> {
    text(file).map(|text| Instance::read(&text).unwrap_or_else(|why| panic!("{file}: {why}")))
}

/// What the plain solver of the tests says of a flow.
fn plain(text: &str) -> Option<i64> {
    network::optimum(&Flow::read(text).unwrap())
}

/// Holds a file against its optimum, with one figure that weighs everything; false where there is no folder.
fn gives_in_one_figure(file: &str, optimum: i64) -> bool {
    instance(file).is_some_and(|instance| {
        assert_eq!(instance.optimum(), Ok(Some(optimum)), "{file}");
        true
    })
}

/// The same, and level by level.
fn gives(file: &str, optimum: i64) -> bool {
    if let Some(by_levels) = instance(file).and_then(Instance::by_levels) {
        assert_eq!(by_levels.optimum(), Ok(Some(optimum)), "{file}, level by level");
    }
    gives_in_one_figure(file, optimum)
}

#[test]
fn assignments_of_the_or_library() {
    let _ = gives("or-library/assign100.txt", 305)
        && gives("or-library/assign200.txt", 475)
        && gives("or-library/assign300.txt", 626);
}

#[test]
fn flows_of_netgen() {
    let _ = gives("netgen/netgen_8_08a.min", 142_274_536)
        && gives_in_one_figure("netgen/netgen_8_10a.min", 369_269_289);
}

#[test]
fn flows_of_gridgen() {
    let _ = gives("dmx/Network3.dmx", 12_909_051) && gives("dmx/sample.dmx", 9);
}

/// The plain solver, which takes the flows that are too large for a matching, is held against the same optima...
#[test]
fn the_plain_solver_gives_the_published_optima() {
    for (file, optimum) in [
        ("netgen/netgen_8_08a.min", 142_274_536),
        ("netgen/netgen_8_10a.min", 369_269_289),
        ("dmx/Network3.dmx", 12_909_051),
        ("dmx/sample.dmx", 9),
    ] {
        if let Some(text) = text(file) {
            assert_eq!(plain(&text), Some(optimum), "{file}");
        }
    }
}

/// ... and against the engine, which shares nothing with it.
#[test]
fn the_engine_and_the_plain_solver_agree_on_random_flows() {
    let mut dice = Dice::new(31);
    let mut solved = 0;
    for round in 0..300 {
        let nodes = 2 + dice.below(9);
        let mut flow = Flow { supply: vec![0; nodes], arcs: Vec::new() };
        for _ in 0..3 {
            let units = i64::try_from(dice.below(8)).unwrap();
            flow.supply[dice.below(nodes)] += units;
            flow.supply[dice.below(nodes)] -= units;
        }
        for _ in 0..nodes + dice.below(7 * nodes) {
            let [low, more, cost] = [3, 9, 30].map(|most| i64::try_from(dice.below(most)).unwrap());
            let low = if dice.chance(90) { 0 } else { low };
            let (tail, head) = (dice.below(nodes), dice.below(nodes));
            flow.arcs.push(Arc { tail, head, low, most: low + more, cost });
        }
        let by_plain = network::optimum(&flow);
        let by_engine = match flow.matching() {
            Ok(instance) => instance.optimum().unwrap(),
            // Where a node must give more than can come to it, there is no lot that stands for it.
            Err(_) => None,
        };
        assert_eq!(by_engine, by_plain, "round {round}: {flow:?}");
        solved += usize::from(by_plain.is_some());
    }
    assert!((100..280).contains(&solved), "{solved} of 300 had a solution");
}

/// Counted by hand: 4 units from node 1 to node 3. The dear arc must have one (10), the cheap way over node 2 has room
/// for two at 1 + 1, and the fourth takes the dear arc too.
const BY_HAND: &str = "
    c a remark
    p min 3 3
    n 1 4
    n 3 -4
    a 1 3 1 9 10
    a 1 2 0 2 1
    a 2 3 0 5 1";

#[test]
fn a_flow_is_read_and_counted_as_by_hand() {
    assert_eq!(Instance::read(BY_HAND).unwrap().optimum(), Ok(Some(10 + 10 + 2 * 2)));
    assert_eq!(plain(BY_HAND), Some(10 + 10 + 2 * 2));
}

/// With a gain of 3 on the arc from node 2, its two units stay the best; and a circle that gains is gone round in full.
#[test]
fn arcs_may_cost_less_than_nothing() {
    let gains = BY_HAND.replace("a 2 3 0 5 1", "a 2 3 0 5 -3");
    assert_eq!(Instance::read(&gains).unwrap().optimum(), Ok(Some(20 - 2 * 2)));
    let circle = "p min 2 2\na 1 2 0 7 -5\na 2 1 0 3 1";
    assert_eq!(Instance::read(circle).unwrap().optimum(), Ok(Some(3 * -4)));
    assert_eq!((plain(&gains), plain(circle)), (Some(20 - 2 * 2), Some(3 * -4)));
}

#[test]
fn what_cannot_flow_has_no_solution() {
    let narrow = BY_HAND.replace("a 1 3 1 9 10", "a 1 3 1 1 10");
    assert_eq!(Instance::read(&narrow).unwrap().optimum(), Ok(None));
    assert_eq!(plain(&narrow), None);
}

#[test]
fn an_assignment_is_read_dense_or_by_its_pairs() {
    // Row 1 would like column 1 (2), row 2 too (3); the best is 7 + 3, for 2 + 9 is more.
    assert_eq!(Instance::read("2\n 2 7\n3\n9").unwrap().optimum(), Ok(Some(10)));
    assert_eq!(Instance::read("2  1 1 2  1 2 7  2 1 3").unwrap().optimum(), Ok(Some(10)));
    assert_eq!(Instance::read("2  1 1 2  2 1 3").unwrap().optimum(), Ok(None));
}

#[test]
fn a_file_that_is_neither_is_refused() {
    for (text, why) in [
        ("p min 2 1", "0 arcs, where Some(1) were promised"),
        ("p min 2 1\na 1 3 0 1 1", "there is no such node"),
        ("p min 2 0\nn 0 1", "there is no such node"),
        ("p min 2 1\na 1 2 0 1", "4 numbers, where 5 were expected"),
        ("2  1 2 3 4 5", "neither"),
        ("2  1 x", "`x`"),
    ] {
        let refused = Instance::read(text).unwrap_err();
        assert!(refused.contains(why), "{text}: {refused}");
    }
    let uneven = Flow::read("p min 2 0\nn 1 1").unwrap().matching().unwrap_err();
    assert!(uneven.contains("as much must come in"), "{uneven}");
}
