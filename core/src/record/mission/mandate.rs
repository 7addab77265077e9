//! What a mission is mandated to do, and with whom it speaks about it.

use super::super::item::{Part, keyed, part, plain};
use crate::words::Catalogue;
use crate::words::document::document;
use crate::words::finding::{Code, Finding};
use crate::words::value::{ActivityId, Count, Day, Days, Language, State, TaskId, Text, words};

words! {
    /// By what a mandate task is pursued.
    pub enum Instrument {
        /// Good offices, mediation, support to a political process.
        Political = "political",
        /// Protection by presence or by force.
        Protective = "protective",
        /// Other means than force: justice, human rights, humanitarian access, dialogue.
        NonMilitary = "non-military",
    }
}

document! {
    /// A task of the mandate.
    pub struct MandateTask {
        /// Its id in the mission.
        pub id: TaskId,
        /// The paragraph of the mandate.
        pub paragraph: Text,
        /// What it aims at.
        pub objective: Text,
        /// By what it is pursued, also where no unit serves it; empty: nothing is named.
        pub instruments: Vec<Instrument>,
        /// Activities it asks of the units that serve it; absent: not stated, empty: none that a caveat could touch.
        pub activities: Option<Vec<ActivityId>>,
        /// The guidance on it, by reference, such as rules of engagement; absent: none named.
        pub guidance: Option<Vec<Text>>,
        /// Scenario exercises held on it; absent: not stated, empty: none.
        pub exercises: Option<Vec<TaskExercise>>,
    }
}

document! {
    /// A scenario exercise on a task, with contributors at the table.
    pub struct TaskExercise {
        /// Its title.
        pub title: Text,
        /// The day on which it ended.
        pub on: Day,
        /// The contributors present.
        pub contributors: Vec<State>,
        /// What it found; absent: not stated, empty: nothing.
        pub findings: Option<Vec<Text>>,
    }
}

document! {
    /// What is to be told to whom, and how they can answer.
    pub struct CommunicationObjective {
        /// The paragraph of the mandate, or the plan it rests on.
        pub mandate_reference: Text,
        /// What is to be understood.
        pub message: Text,
        /// For whom, such as `displaced women in the river districts`.
        pub audience: Text,
        /// In which language.
        pub language: Language,
        /// Through what.
        pub channel: Text,
        /// Through what they can answer; absent: nothing is planned.
        pub feedback_channel: Option<Text>,
        /// Whether what came back was answered; absent: not stated.
        pub responded: Option<bool>,
    }
}

document! {
    /// A post of the mission's leadership: how it is being filled, never who holds it.
    pub struct LeadershipPost {
        /// The post, such as `Deputy Force Commander`.
        pub role: Text,
        /// Vacant since this day; absent: it is filled.
        pub vacant_since: Option<Day>,
        /// Whether it was advertised to all Member States; absent: not stated.
        pub advertised: Option<bool>,
        /// Whether a panel gave its advice; absent: not stated.
        pub panel_advice: Option<bool>,
        /// For how many days somebody acted in it so far; absent: not stated.
        pub acting_days: Option<Days>,
        /// Whether the holder was assessed against the compact or work plan; absent: not stated.
        pub assessment_done: Option<bool>,
        /// How many women and men were on the short list; absent: not stated.
        pub short_list: Option<ShortList>,
    }
}

document! {
    /// A short list, in numbers.
    pub struct ShortList {
        /// Women.
        pub women: Count,
        /// All.
        pub of: Count,
    }
}

part!(MandateTask { instruments, activities, guidance, exercises });
part!(TaskExercise { contributors });
part!(LeadershipPost { short_list });
plain! { Instrument, CommunicationObjective, }

keyed! {
    MandateTask by |task| task.id.to_string(),
    Instrument by Instrument::to_string,
    TaskExercise by |exercise| format!("{} {}", exercise.on, exercise.title),
    CommunicationObjective by |aim| format!("{} {} {} {}", aim.audience, aim.language, aim.channel, aim.message),
    LeadershipPost by |post| post.role.to_string(),
}

impl Part for ShortList {
    fn check(&self, _: &Catalogue, path: &str, findings: &mut Vec<Finding>) {
        if self.women > self.of {
            let message = format!("There are {} women on a short list of {}.", self.women, self.of);
            findings.push(
                Finding::new(Code::PartExceedsWhole, format!("{path}/women"), message)
                    .help("Correct the number that is wrong."),
            );
        }
    }
}
