//! The vectors in Rust: each case is asked through the crate's own API. `tests/vectors/README.md` says what stands in
//! a case; Python and JavaScript have runners of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use pledgebook::plan::sourcing::Changes;
use pledgebook::record::diff;
use pledgebook::words::Catalogue;
use pledgebook::words::document::canonical;
use pledgebook::words::value::{Day, Days, Instant, Percent};
use pledgebook::{
    Error, FollowUp, MatchOptions, Mission, Plan, Registry, Scheme, View, match_missions, tell,
};
use serde_json::{Value, json};

/// What was asked on the way through a case.
pub struct Asked {
    /// The answers, one for each ask.
    pub answers: Vec<String>,
    /// The record as it stood at the end.
    pub registry: Registry,
    /// Every view, in the order of asking.
    pub views: Vec<View>,
    /// Every plan.
    pub plans: Vec<Plan>,
    /// Every mission that was read.
    pub missions: Vec<Mission>,
    catalogue: Arc<Catalogue>,
}

/// Asks a case (the text of its `case.json`); `text` gives the documents it names.
pub fn asked(case: &str, text: &dyn Fn(&str) -> String) -> Asked {
    let case: Value = serde_json::from_str(case).expect("case.json is JSON");
    let catalogue = case["catalogue"].as_str().map(|name| Catalogue::read(&text(name)).expect(name));
    let catalogue = catalogue.map_or_else(Catalogue::shipped, Arc::new);
    let registry = case["registry"].as_str().map(|name| {
        Registry::read_with(&text(name), Arc::clone(&catalogue))
            .unwrap_or_else(|refused| panic!("{name}: {refused}"))
    });
    let registry = registry.unwrap_or_else(|| Registry::with(Arc::clone(&catalogue)));
    let (answers, views, plans, missions) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut asked = Asked { answers, registry, views, plans, missions, catalogue };
    for ask in case["asks"].as_array().into_iter().flatten() {
        let refused = |error: Error| canonical(&json!({ "refused": error.findings() })).expect("findings");
        let answer = asked.ask(ask, text).unwrap_or_else(refused);
        asked.answers.push(answer);
    }
    asked
}

/// The scheme that an ask names: a document of the case, or one that is shipped; UN PCRS where it names none.
fn scheme_of(ask: &Value, text: &dyn Fn(&str) -> String) -> Result<Scheme, Error> {
    match ask["scheme"].as_str() {
        None => Scheme::un_pcrs(),
        Some(name) if name.ends_with(".json") => Scheme::read(&text(name)),
        Some(id) => Scheme::shipped(id),
    }
}

impl Asked {
    fn ask(&mut self, ask: &Value, text: &dyn Fn(&str) -> String) -> Result<String, Error> {
        let named = |key: &str| ask[key].as_str().unwrap_or_default();
        match named("ask") {
            "read" => self.read(named("kind"), &text(named("document"))),
            "record" => {
                let (known, actor) = (named("known").parse()?, named("actor").parse()?);
                canonical(&self.registry.record(&text(named("events")), known, actor)?)
            }
            "as-of" => {
                let valid: Day = named("valid").parse()?;
                let known = ask["known"].as_str().map(str::parse::<Instant>).transpose()?;
                self.views.push(self.registry.view(valid, known.unwrap_or(valid.end())));
                canonical(&json!({ "known": self.view().known(), "valid": self.view().valid() }))
            }
            "pledges" => canonical(&tell::pledges(self.view())),
            "assess" => canonical(&tell::assessments(self.view(), &scheme_of(ask, text)?)),
            "on-file" => canonical(&tell::on_file(self.view(), &scheme_of(ask, text)?)),
            "blocks" => canonical(&tell::blocks(self.view(), &scheme_of(ask, text)?)),
            "falls-back-on" => canonical(&tell::falls_back_on(self.view(), &scheme_of(ask, text)?)),
            "verification-due" => {
                let within = ask["within"].as_u64().and_then(|days| u32::try_from(days).ok()).expect("days");
                let within = Days::new(within)?;
                canonical(&tell::verification_due(self.view(), &scheme_of(ask, text)?, within))
            }
            "visits" => canonical(&tell::visits(self.view())),
            "rules" => canonical(&tell::rules(&scheme_of(ask, text)?)),
            "history" => canonical(&tell::history(self.view(), &named("pledge").parse()?)?),
            "diff" => canonical(&tell::changes(&diff(&self.views[self.views.len() - 2], self.view()))),
            "match" => self.match_missions(ask, text),
            "coverage" => canonical(&tell::coverage(self.plan())),
            "proposals" => canonical(&tell::proposals(self.plan())),
            "under-rows" => canonical(&tell::under_rows(self.plan())),
            "shortfalls" => canonical(&tell::shortfalls(self.plan())),
            "questions" => canonical(&tell::questions(self.plan())),
            "tasks" => canonical(&tell::tasks(self.plan())),
            "undertakings" => canonical(&tell::undertakings(self.plan())),
            "leadership-posts" => canonical(&tell::leadership_posts(self.plan())),
            "communication-objectives" => canonical(&tell::communication_objectives(self.plan())),
            "cost-shares" => canonical(&tell::cost_shares(self.plan())),
            "reimbursement" => canonical(&tell::reimbursement(self.plan())),
            "training-support" => canonical(&tell::training_support(self.plan())),
            "arrivals" => {
                let days = ask["days"].as_array().into_iter().flatten();
                let day = |day: &Value| {
                    Days::new(day.as_u64().and_then(|day| u32::try_from(day).ok()).expect("a day"))
                };
                canonical(&tell::arrivals(self.plan(), &days.map(day).collect::<Result<Vec<_>, _>>()?))
            }
            "coverage-by-day" => canonical(&tell::coverage_by_day(self.plan(), named("by").parse()?)),
            "gaps-by-day" => canonical(&tell::gaps_by_day(self.plan(), named("by").parse()?)),
            "first-days" => {
                let shares = ask["shares"].as_array().into_iter().flatten();
                let share = |share: &Value| {
                    Percent::new(share.as_u64().and_then(|share| u32::try_from(share).ok()).expect("a share"))
                };
                let shares = shares.map(share).collect::<Result<Vec<_>, _>>()?;
                canonical(&tell::first_days(self.plan(), named("by").parse()?, &shares))
            }
            "arrival-table" => canonical(&tell::arrival_table(self.plan())),
            "timelines" => canonical(&tell::timelines(self.plan())),
            "timeline" => {
                let mission =
                    ask["mission"].as_str().map(|name| Mission::read_with(&text(name), &self.catalogue));
                let mission = mission.transpose()?;
                let mission = match (mission, ask["starting"].as_str()) {
                    (Some(mission), Some(day)) => Some(mission.starting(day.parse()?)),
                    (mission, _) => mission,
                };
                canonical(&tell::timeline(self.view(), &named("lot").parse()?, mission.as_ref())?)
            }
            "usable-now" => canonical(&tell::usable_now(self.view(), &Scheme::un_pcrs()?)),
            "women" => canonical(&tell::women(self.view())),
            "performance" => canonical(&tell::performance(self.view())),
            "training" => canonical(&tell::training(self.view())),
            "training-by-module" => canonical(&tell::training_by_module(self.view())),
            "checks" => canonical(&tell::checks(self.view())),
            "undertakings-kept" => canonical(&tell::undertakings_kept(self.plan())),
            "freshness" => canonical(&tell::freshness(self.view(), &Scheme::un_pcrs()?)),
            "delivered" => {
                let span = tell::between(named("since").parse()?, named("until").parse()?)?;
                canonical(&tell::delivered(self.view(), &Scheme::un_pcrs()?, span, named("reader").parse()?))
            }
            "pledged-and-found" => canonical(&tell::pledged_and_found(self.view())),
            "consultations" => canonical(&tell::consultations(self.view())),
            "actions" => canonical(&tell::actions(self.view())),
            "decisions" => canonical(&tell::decisions(self.view())),
            "recorded-since" => canonical(&tell::recorded_since(self.view(), named("day").parse()?)),
            "lessons" => canonical(&tell::lessons(&FollowUp::read(&text(named("document")))?)),
            "recommendations" => {
                let follow_up = FollowUp::read(&text(named("document")))?;
                canonical(&tell::recommendations(&follow_up, named("on").parse()?))
            }
            "progress" => {
                let follow_up = FollowUp::read(&text(named("document")))?;
                canonical(&tell::progress(&follow_up, named("since").parse()?, named("until").parse()?))
            }
            "why-not" => {
                let requirement = self.plan().slot(named("requirement"))?;
                canonical(&self.plan().why_not(&requirement, &named("lot").parse()?)?)
            }
            "what-if" => canonical(self.plan().what_if(&Changes::read(&text(named("changes")))?)?.document()),
            "least-waivers" => self.plan().least_waivers()?.to_json(),
            "marginal-values" => {
                let values = match ask["of"].as_str() {
                    None => self.plan().marginal_values()?,
                    Some(id) => self.plan().marginal_values_of(id)?,
                };
                canonical(&tell::marginal_values(&values))
            }
            "why-others-not" => {
                let requirement = self.plan().slot(named("requirement"))?;
                let most =
                    ask["most"].as_u64().and_then(|most| usize::try_from(most).ok()).expect("a number");
                let (told, left_out) = self.plan().why_others_not(&requirement, most)?;
                canonical(&tell::why_others_not(&requirement, &told, left_out))
            }
            other => panic!("no such ask: {other}"),
        }
    }

    /// A registry and a mission are answered with what was read of them.
    fn read(&mut self, kind: &str, text: &str) -> Result<String, Error> {
        let read = match kind {
            "registry" => return Registry::read_with(text, Arc::clone(&self.catalogue))?.to_json(),
            "mission" => return Mission::read_with(text, &self.catalogue)?.to_json(),
            "options" => MatchOptions::read(text).map(drop),
            "scheme" => Scheme::read(text).map(drop),
            "catalogue" => Catalogue::read(text).map(drop),
            "follow-up" => return FollowUp::read(text)?.to_json(),
            other => panic!("no such document: {other}"),
        };
        read.map(|()| "\"read\"".to_owned())
    }

    fn match_missions(&mut self, ask: &Value, text: &dyn Fn(&str) -> String) -> Result<String, Error> {
        let mut missions = Vec::new();
        for one in ask["missions"].as_array().into_iter().flatten() {
            let mission =
                Mission::read_with(&text(one["mission"].as_str().unwrap_or_default()), &self.catalogue)?;
            let scenario = one["scenario"].as_str().map(|id| mission.under(&id.parse()?)).transpose()?;
            let mission = scenario.unwrap_or(mission);
            let starting = one["starting"].as_str().map(str::parse).transpose()?;
            missions.push(starting.map_or_else(|| mission.clone(), |day| mission.starting(day)));
        }
        let options =
            ask["options"].as_str().map(|name| MatchOptions::read_with(&text(name), &self.catalogue));
        let plan = match_missions(self.view(), &missions, &options.transpose()?.unwrap_or_default())?;
        self.missions.extend(missions);
        self.plans.push(plan);
        let (hash, verified) = (self.plan().hash()?, self.plan().certificate().verify());
        Ok(format!(r#"{{"hash":"{hash}","plan":{},"verified":{verified}}}"#, self.plan().to_json()?))
    }

    fn view(&self) -> &View {
        self.views.last().expect("an as-of comes first")
    }

    fn plan(&self) -> &Plan {
        self.plans.last().expect("a match comes first")
    }
}

/// SHA-256 over all answers: for each case by name, and each of its asks in order, the name, a line feed, the answer,
/// and a line feed.
pub fn hash(answers: &BTreeMap<String, Vec<String>>) -> String {
    use sha2::{Digest, Sha256};
    let mut digest = Sha256::new();
    for (name, answers) in answers {
        for answer in answers {
            digest.update(format!("{name}\n{answer}\n"));
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
