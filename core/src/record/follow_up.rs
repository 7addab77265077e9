//! What follows from experience: lessons linked to deployments, and recommendations with what became of them.

use super::item::{Part, keyed, part, plain};
use super::source::Source;
use crate::words::Catalogue;
use crate::words::catalogue::repeated_at;
use crate::words::document::{self, Document, Parts, document, format_tag};
use crate::words::finding::{Error, Finding};
use crate::words::value::{Day, LessonId, LotId, PledgeId, RecommendationId, Text, words};

format_tag!(
    /// The format of a follow-up.
    FollowUpFormat = "pledgebook.follow-up/1"
);

document! {
    /// Lessons from deployments, and recommendations of reviews with what became of them.
    pub struct FollowUp {
        /// The format.
        pub format: FollowUpFormat,
        /// Lessons; empty: none were noted.
        pub lessons: Vec<Lesson>,
        /// Recommendations; empty: none were made.
        pub recommendations: Vec<Recommendation>,
        /// What the whole rests on.
        pub sources: Vec<Source>,
    }
}

document! {
    /// A lesson from a deployment.
    pub struct Lesson {
        /// Its id.
        pub id: LessonId,
        /// The day on which it was noted.
        pub on: Day,
        /// The lesson, in full; for those who worked on it.
        pub text: Text,
        /// The pledge it comes from; absent: it comes from no single pledge.
        pub pledge: Option<PledgeId>,
        /// Its lots; absent: not stated, or all.
        pub lots: Option<Vec<LotId>>,
        /// The mission, as the source names it; absent: not stated.
        pub mission: Option<Text>,
        /// What may be told in public; absent: nothing was released.
        pub public_extract: Option<Text>,
        /// What the words in it mean, so that lessons of several missions can be laid side by side; absent: not stated.
        pub definitions: Option<Vec<Definition>>,
    }
}

document! {
    /// What a word means in a lesson.
    pub struct Definition {
        /// The word.
        pub term: Text,
        /// What it means.
        pub meaning: Text,
        /// Where that is laid down; absent: it is the author's.
        pub reference: Option<Text>,
    }
}

words! {
    /// What was decided on a recommendation.
    pub enum Decision {
        /// It is taken forward.
        TakenForward = "taken-forward",
        /// It is not taken forward.
        NotTakenForward = "not-taken-forward",
        /// Nothing was decided yet.
        Undecided = "undecided",
    }
}

document! {
    /// A recommendation of a review. What became of it stands in its updates, so that every day has its answer.
    pub struct Recommendation {
        /// Its id.
        pub id: RecommendationId,
        /// The day on which it was made.
        pub on: Day,
        /// What is recommended.
        pub text: Text,
        /// Which review made it.
        pub made_by: Text,
        /// To whom it is addressed: Secretariat, Member States, or a body; never a person.
        pub owner: Text,
        /// The question to this record that shows where it stands, such as `women` or `coverage`; absent: none does.
        pub query: Option<Text>,
        /// What became of it; empty: nothing was heard.
        pub updates: Vec<Update>,
    }
}

document! {
    /// News of a recommendation.
    pub struct Update {
        /// Its day.
        pub on: Day,
        /// In words.
        pub text: Text,
        /// What was decided; absent: as before.
        pub decision: Option<Decision>,
        /// The day by which it is to be done; absent: as before.
        pub due: Option<Day>,
        /// Whether it is done; absent: as before.
        pub done: Option<bool>,
    }
}

/// Where a recommendation stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'f> {
    /// The recommendation.
    pub recommendation: &'f Recommendation,
    /// What is decided.
    pub decision: Decision,
    /// By when it is to be done; absent: no day was set.
    pub due: Option<Day>,
    /// Whether it is done.
    pub done: bool,
    /// The latest news; absent: nothing was heard.
    pub latest: Option<&'f Update>,
}

impl Recommendation {
    /// Where it stands on a day; `None` where it was made later.
    pub fn on(&self, day: Day) -> Option<Standing<'_>> {
        let mut standing = Standing {
            recommendation: self,
            decision: Decision::Undecided,
            due: None,
            done: false,
            latest: None,
        };
        for update in self.updates.iter().filter(|update| update.on <= day) {
            standing.decision = update.decision.unwrap_or(standing.decision);
            standing.due = update.due.or(standing.due);
            standing.done = update.done.unwrap_or(standing.done);
            standing.latest = Some(update);
        }
        (self.on <= day).then_some(standing)
    }
}

impl FollowUp {
    /// Reads a `pledgebook.follow-up/1` document.
    pub fn read(text: &str) -> Result<Self, Error> {
        document::read(text, Catalogue::shipped().as_ref())
    }

    /// Where every recommendation made by a day stands on it.
    pub fn standing(&self, day: Day) -> impl Iterator<Item = Standing<'_>> {
        self.recommendations.iter().filter_map(move |recommendation| recommendation.on(day))
    }

    /// The news after one day and until another, that day included, by recommendation.
    pub fn news(&self, since: Day, until: Day) -> impl Iterator<Item = (&Recommendation, &Update)> {
        let each = self.recommendations.iter();
        let news = each.flat_map(|one| one.updates.iter().map(move |update| (one, update)));
        news.filter(move |(_, update)| since < update.on && update.on <= until)
    }

    /// The canonical text.
    pub fn to_json(&self) -> Result<String, Error> {
        document::canonical(self)
    }
}

part!(FollowUp { lessons, recommendations });
part!(Lesson { lots, definitions });
part!(Recommendation { updates });
plain! { LotId, Definition, Update, }

keyed! {
    Lesson by |lesson| lesson.id.to_string(),
    LotId by Self::to_string,
    Definition by |definition| definition.term.to_string(),
    Recommendation by |recommendation| recommendation.id.to_string(),
    Update by |update| format!("{} {}", update.on, update.text),
}

impl Document for FollowUp {
    const FORMAT: &'static str = FollowUpFormat::TEXT;
    type Context = Catalogue;

    fn check(&self, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
        Part::check(self, catalogue, "", findings);
    }

    fn check_parts(parts: &Parts<'_>, _: &Catalogue, findings: &mut Vec<Finding>) {
        repeated_at(parts.ids::<LessonId>("/lessons", "id"), findings);
        repeated_at(parts.ids::<RecommendationId>("/recommendations", "id"), findings);
    }

    fn normalise(&mut self) {
        Part::normalise(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow_up() -> Result<FollowUp, Error> {
        FollowUp::read(
            r#"{"format": "pledgebook.follow-up/1", "lessons": [], "sources": [], "recommendations": [
                {"id": "women", "on": "2025-03-01", "text": "Ask for women in command.", "made_by": "A review",
                 "owner": "Secretariat", "updates": [
                    {"on": "2025-09-01", "text": "Due later.", "due": "2026-06-30"},
                    {"on": "2025-06-01", "text": "Agreed.", "decision": "taken-forward", "due": "2025-12-31"},
                    {"on": "2026-05-01", "text": "Done.", "done": true}]},
                {"id": "unheard", "on": "2025-03-01", "text": "Train peers.", "made_by": "A review",
                 "owner": "Member States", "updates": []}]}"#,
        )
    }

    #[test]
    fn every_day_has_its_answer() -> Result<(), Error> {
        let follow_up = follow_up()?;
        type Said = (String, Decision, Option<String>, bool);
        let on = |day: &str| -> Result<Vec<Said>, Error> {
            let standing = follow_up.standing(day.parse()?);
            let said = standing.map(|one| {
                let due = one.due.map(|day| day.to_string());
                (one.recommendation.id.to_string(), one.decision, due, one.done)
            });
            Ok(said.collect())
        };
        let women =
            |decision, due: Option<&str>, done| ("women".to_owned(), decision, due.map(str::to_owned), done);
        let unheard = ("unheard".to_owned(), Decision::Undecided, None, false);
        assert_eq!(on("2025-02-28")?, [], "not made yet");
        assert_eq!(on("2025-05-31")?, [unheard.clone(), women(Decision::Undecided, None, false)]);
        let agreed = women(Decision::TakenForward, Some("2025-12-31"), false);
        assert_eq!(on("2025-06-01")?, [unheard.clone(), agreed], "in whatever order they are written");
        let moved = women(Decision::TakenForward, Some("2026-06-30"), false);
        assert_eq!(on("2026-04-30")?, [unheard.clone(), moved]);
        assert_eq!(on("2026-05-01")?, [unheard, women(Decision::TakenForward, Some("2026-06-30"), true)]);
        Ok(())
    }

    #[test]
    fn news_are_those_after_the_first_day_and_until_the_second() -> Result<(), Error> {
        let follow_up = follow_up()?;
        let news: Vec<&str> = follow_up
            .news("2025-06-01".parse()?, "2026-05-01".parse()?)
            .map(|(_, update)| update.text.as_str())
            .collect();
        assert_eq!(news, ["Due later.", "Done."]);
        Ok(())
    }

    #[test]
    fn an_id_stands_once() {
        let twice = r#"{"format": "pledgebook.follow-up/1", "sources": [], "recommendations": [], "lessons": [
            {"id": "a", "on": "2025-03-01", "text": "One."}, {"id": "a", "on": "2025-03-01", "text": "Two."}]}"#;
        let refused = FollowUp::read(twice).map_err(|error| error.findings().len());
        assert_eq!(refused, Err(1));
    }
}
