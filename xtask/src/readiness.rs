//! `docs/schemes.md`: the language of rules, the schemes that are shipped as prose from their rules, and in which order the
//! steps to a level are told.

use pledgebook::Scheme;
use pledgebook::judge::readiness::{Effort, OWED, OwedBy, training_owed_by};
use pledgebook::record::{ClockStart, EvidenceKind, Level, Validator};

use crate::generated::Generated;

const ABOVE: &str = "\
# Readiness schemes

A scheme is a file: its levels, what each requires, what a State undertakes there, and who says so. Three are shipped, each only
as far as public sources tell; what is ours is marked *illustrative*. A user may bring another, or replace one
(`Scheme.read`, `view.assess(scheme)`). A lot may stand in several schemes, and levels of different schemes are never mixed.

The level of a lot is shown three times: as **stated** by the Member State, as **recorded** by the owner of the scheme, as
**supported** by the evidence on file. This page is made from the code (`cargo xtask schemas`); a test keeps it current.

## What a requirement can ask for

| written in the file | asks that |
|---|---|
| `{\"all\": [...]}` | all of these are met |
| `{\"any\": [...]}` | one of these is met, or more |
| `{\"at_least\": {\"number\": 2, \"of\": [...]}}` | at least so many of these are met |
| `{\"evidence\": \"document\", \"document\": \"note-verbale\"}` | there is evidence of this kind |
| ... with `\"passed\": true` | and it is stated that it was passed |
| ... with `\"no_open\": \"critical\"` | and no finding of this severity, or of a higher one, is open on the day |
| ... with `\"within_days\": 365` | and it is not older than so many days |
| `{\"training\": \"humanitarian-law\", \"share\": 80, \"validator\": \"external\"}` | persons are trained in this module |
| `{\"level\": \"level-1\"}` | all that another level of the scheme requires is met |

Rules stand in each other up to four deep. A requirement may be for some unit types only (`unit_types`).

Every requirement is **Met**, **Unmet** or **Unknown** on a day:

* Nothing on file is Unknown, not Unmet. So is evidence on some units of a pledge, where nobody said which, a visit whose outcome
  is not stated, a finding whose severity is not stated where severity matters, and evidence that may be too old because
  its day is known within bounds only.
* Evidence that says otherwise is Unmet: not passed, with grave findings open, of too small a share. So is a document, an agreement
  or a visit that is no longer valid, or too old: who keeps the file would have the next one.
* Training that is no longer valid, or too long ago, is Unknown: a paper tells until when it counts, and nothing of the people since.
  Whether they were trained again the State knows, and nobody recorded. Gates of requirements, stages and tables judge training by
  the same rule.
* The latest evidence of its kind counts; where evidence on some units is as new and says otherwise, it is Unknown. Of training,
  the latest that is enough counts, unless one was not passed since.
* *All* is Unmet where a part is, *any* is Met where a part is; *at least n* is Met where n parts are, and Unmet where so many are
  that n cannot be met any more. Else they are Unknown.

A file is refused where a level could never be reached: a rule that nothing on file could meet, a level that requires itself.

## What blocks a level, and who owes it

For every requirement of the next level that is not met, the least that is still to be done is told, in this order; of several
ways the one with the least effort. What is only not stated, and findings to close, come as `answer` before all, and
as `findings` after agreements; findings are closed by the Member State. Of training that is no longer valid, or too long ago, the
Member State is asked whether persons were trained again. Training is the State's own to give; where its own word
is not enough, the step is told as owed by who must validate it, for without them it cannot be done. The order is ours and
illustrative: papers can be sent tomorrow, a visit needs travel and money.

| evidence | effort | owed by |
|---|---|---|
";

const BELOW: &str = "
## When a level falls back

With nothing more recorded, the supported level falls on the first day on which evidence for it is no longer valid or has grown
too old, and the recorded one is in doubt on the day after a renewal was due. `falls_back_on` tells the day, the level then,
and the evidence that ran out. A renewal overdue is a question and no lapse: the rule that a State is asked to renew is public,
what follows if it does not is not.

## Visits

A visit, an inspection or an exercise is evidence: of which lots and units, who came (bodies and how many, never names), by which
checklist and version, how it came out, what it found and how grave that is, when each finding was closed, until when it
counts, and the document by reference and hash. One visit to several pledges is told by an event for each, with the same
`visit`; it counts as one. `verification_due` tells whose verification runs out within so many days.
";

/// Training by who must have validated it.
const VALIDATED: [(&str, Option<Validator>); 3] = [
    ("training, on the State's own word or with no validator asked for", None),
    ("training, validated by another contributor", Some(Validator::Peer)),
    ("training, validated from outside", Some(Validator::External)),
];

/// The page.
pub(crate) fn all() -> Result<Generated, String> {
    let mut page = ABOVE.to_owned();
    let mut row = |what: &str, effort: Effort, by: OwedBy| {
        let words = [what, effort.as_str(), by.as_str()].map(|word| word.replace('-', " "));
        page.push_str(&format!("| {} |\n", words.join(" | ")));
    };
    for (kind, effort, by) in OWED {
        match kind {
            EvidenceKind::Training => {
                for (said, validator) in VALIDATED {
                    row(said, effort, training_owed_by(validator));
                }
            }
            kind => row(kind.as_str(), effort, by),
        }
    }
    let order: Vec<&str> = Effort::ALL.iter().map(|effort| effort.as_str()).collect();
    page.push_str(&format!("\nFrom the least to the most: {}.\n", order.join(", ")));
    page.push_str(BELOW);
    for id in Scheme::shipped_ids() {
        let scheme = Scheme::shipped(id).map_err(|error| error.to_string())?;
        page.push_str(&section(&scheme));
    }
    Ok(Generated { folder: "docs", ending: "schemes.md", files: [("schemes.md".to_owned(), page)].into() })
}

fn section(scheme: &Scheme) -> String {
    let mut said = format!("\n## {} (`{}`)\n\n", scheme.title, scheme.id);
    match &scheme.owner {
        Some(owner) => said.push_str(&format!("Kept by {owner}.")),
        None => said.push_str("Who keeps it, the sources that were seen do not say."),
    }
    if let Some(ended) = scheme.ended {
        said.push_str(&format!(" It came to its end: {ended}."));
    }
    match &scheme.renewal {
        Some(renewal) => said.push_str(&format!(
            " A pledge is renewed {} months after registration and then every {} months ({}).\n",
            renewal.first_after_months, renewal.then_every_months, renewal.source
        )),
        None => said.push_str(" No duty to renew is known.\n"),
    }
    for level in &scheme.levels {
        said.push_str(&of_level(level, scheme));
    }
    said.push_str("\nSources:\n\n");
    for source in &scheme.sources {
        let grade = source.grade.map_or("not graded", |grade| grade.as_str());
        let reference = source.reference.as_ref().map(|reference| format!(", <{reference}>"));
        said.push_str(&format!("* {} ({grade}){}\n", source.title, reference.unwrap_or_default()));
    }
    said
}

fn of_level(level: &Level, scheme: &Scheme) -> String {
    let mut said = format!("\n### {}\n\n{} ({})\n\n", level.title, level.meaning, level.source);
    if level.builds_on_lower && level.rank > scheme.levels.iter().map(|level| level.rank).min().unwrap_or(0) {
        said.push_str("* All that the level below requires.\n");
    }
    for requirement in &level.requires {
        let ours = if requirement.illustrative { "; illustrative" } else { "" };
        let sentence = requirement.sentence(scheme);
        said.push_str(&format!("* {}: {sentence} ({}{ours})\n", requirement.title, requirement.source));
    }
    if let Some(commitment) = &level.commitment {
        let clock = match commitment.clock {
            ClockStart::Request => "a request",
            ClockStart::Mandate => "the mandate",
            ClockStart::Approval => "the approval by the government",
            ClockStart::MandateAndApproval => {
                "the mandate or the approval by the government, whichever is later"
            }
        };
        let preferred = commitment.preferred.map(|days| format!(", {days} preferred"));
        said.push_str(&format!(
            "* The State undertakes to deploy within {} days{} from {clock}.\n",
            commitment.days,
            preferred.unwrap_or_default()
        ));
    }
    said
}
