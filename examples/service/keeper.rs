//! How an async service keeps a record: the book has a thread of its own, and is asked by messages.
//!
//! `cargo run --package pledgebook-tests --example service_keeper`. The handlers here are threads; in a service they are tasks,
//! and wait for an answer by the channel of their runtime (`tokio::sync::oneshot`).

use std::sync::mpsc::{Sender, channel};
use std::thread;

use pledgebook::record::{Receipt, SqliteStore};
use pledgebook::words::value::{Day, Hash};
use pledgebook::{Book, Error, Registry, View};

/// What is asked of the thread that has the book: what to do with it, and where the answer goes is up to who asks.
type Job = Box<dyn FnOnce(&mut Book<SqliteStore>) + Send>;

fn keep(mut book: Book<SqliteStore>) -> Sender<Job> {
    let (ask, asked) = channel::<Job>();
    thread::spawn(move || asked.into_iter().for_each(|job| job(&mut book)));
    ask
}

/// Asks for something, and waits for the answer.
fn answer<T: Send + 'static>(
    ask: &Sender<Job>,
    of: impl FnOnce(&mut Book<SqliteStore>) -> T + Send + 'static,
) -> T {
    let (reply, replied) = channel();
    let job = move |book: &mut Book<SqliteStore>| reply.send(of(book)).unwrap_or_default();
    ask.send(Box::new(job)).expect("the book is kept as long as somebody may ask");
    replied.recv().expect("each job is done")
}

/// A handler that records.
fn announce(ask: &Sender<Job>, id: &str) -> Result<Receipt, Error> {
    let event = format!(
        r#"[{{"id": "{id}-1", "what": {{"event": "announced", "pledge": {{
            "id": "{id}", "kind": "formed-unit", "title": "An engineering company",
            "contributors": [{{"state": "XAA", "roles": ["lead"]}}],
            "lots": [{{"id": "{id}", "described_as": "engineering company", "units": 1}}]}}}},
            "sources": [], "reconstructed": false}}]"#
    );
    let (known, actor) = ("2026-01-06T09:00:00Z".parse()?, "desk-3".parse()?);
    answer(ask, move |book| book.record(&event, known, actor))
}

/// A handler that reads: the view is its own, and the book is free again.
fn view(ask: &Sender<Job>, day: Day) -> View {
    answer(ask, move |book| book.registry().as_of(day))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::temp_dir().join(format!("pledgebook-example-{}.db", std::process::id()));
    // In a service: 32 bytes of the system's generator, anew at each start.
    let ask = keep(Registry::open(&file, Hash::of(&[b"an example, not a secret"]))?);
    thread::scope(|scope| {
        let ask = &ask;
        let announce = |id| scope.spawn(move || announce(ask, id));
        ["xaa-engineers", "xaa-hospital"].map(announce).map(|handler| handler.join().expect("no panic"))
    })
    .into_iter()
    .try_for_each(|receipt| {
        receipt.map(|receipt| println!("recorded, and on the disk: event {}", receipt.head))
    })?;
    let pledges = view(&ask, "2026-01-06".parse()?);
    println!("{} pledges", pledges.pledges().count());
    drop(ask);
    std::fs::remove_file(&file)?;
    Ok(())
}
