//! What a unit costs on each level, read from columns.

use super::cost::Cost;
use super::rows::at;
use super::tie::{LARGEST, Names};

/// A level on which plans are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Units short of this class.
    Short(u32),
    /// Units below a floor.
    BelowFloor,
    WaivedRules,
    WaivedDays,
    /// Conditional units of this class.
    Conditional(u32),
    UnknownRules,
    DaysLate,
    SubstituteRank,
    Preference,
    /// One figure that weighs everything.
    Cost,
    /// The neutral tie.
    Tie,
}

impl Level {
    /// The levels of a problem, the most important first: units short of each class, and below floors; what would be
    /// waived; conditional units of each class; then what tells pairs apart.
    pub(super) fn in_order(classes: u32, floors: bool, waived: bool) -> Vec<Self> {
        let short = (1..=classes).map(Self::Short);
        let floors = floors.then_some(Self::BelowFloor);
        let waived = [Self::WaivedRules, Self::WaivedDays].into_iter().filter(|_| waived);
        let conditional = (1..=classes).map(Self::Conditional);
        let below = [Self::UnknownRules, Self::DaysLate, Self::SubstituteRank, Self::Preference, Self::Tie];
        short.chain(floors).chain(waived).chain(conditional).chain(below).collect()
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        match self {
            Self::Short(class) => format!("short-{class}"),
            Self::BelowFloor => "below-floor".to_owned(),
            Self::WaivedRules => "waived-rules".to_owned(),
            Self::WaivedDays => "waived-days".to_owned(),
            Self::Conditional(class) => format!("conditional-{class}"),
            Self::UnknownRules => "unknown-rules".to_owned(),
            Self::DaysLate => "days-late".to_owned(),
            Self::SubstituteRank => "substitute-rank".to_owned(),
            Self::Preference => "preference".to_owned(),
            Self::Cost => "cost".to_owned(),
            Self::Tie => "tie".to_owned(),
        }
    }
}

/// Figures from zero up; where all are small, in half the room.
#[derive(Clone, Debug)]
pub(super) enum Column {
    Small(Vec<u32>),
    Large(Vec<i64>),
}

impl Column {
    pub(super) fn of(figures: Vec<i64>) -> Self {
        // Asked first, for a list of as many as there are takes no more room than they need.
        match figures.iter().all(|figure| u32::try_from(*figure).is_ok()) {
            true => {
                Self::Small(figures.into_iter().map(|figure| u32::try_from(figure).unwrap_or(0)).collect())
            }
            false => Self::Large(figures),
        }
    }

    fn at(&self, place: u32) -> i64 {
        match self {
            Self::Small(figures) => at(figures, place).into(),
            Self::Large(figures) => at(figures, place),
        }
    }

    fn largest(&self) -> i64 {
        match self {
            Self::Small(figures) => figures.iter().copied().max().unwrap_or(0).into(),
            Self::Large(figures) => figures.iter().copied().max().unwrap_or(0),
        }
    }
}

impl Default for Column {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

/// The figures of pairs and requirements, by their places.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub(super) levels: Vec<Level>,
    /// By requirement.
    pub(super) class: Vec<u32>,
    /// By requirement, where one figure weighs everything.
    pub(super) shortage: Vec<i64>,
    /// By pair; lists that are not asked for are empty.
    pub(super) cost: Column,
    pub(super) unknown: Vec<u32>,
    pub(super) late: Vec<u32>,
    pub(super) substitute: Vec<u32>,
    pub(super) preference: Vec<u32>,
    pub(super) waived_rules: Vec<u32>,
    pub(super) waived_days: Vec<u32>,
    /// What the tie is drawn from.
    pub(super) names: Names,
}

impl Figures {
    /// What a unit costs over a pair of a requirement and a lot, by their places.
    pub(super) fn pair(&self, level: Level, pair: u32, requirement: u32, lot: u32) -> i64 {
        let of = |figures: &[u32]| i64::from(at(figures, pair));
        match level {
            Level::Short(_) | Level::BelowFloor => 0,
            Level::WaivedRules => of(&self.waived_rules),
            Level::WaivedDays => of(&self.waived_days),
            Level::Conditional(class) => {
                i64::from(at(&self.unknown, pair) > 0 && at(&self.class, requirement) == class)
            }
            Level::UnknownRules => of(&self.unknown),
            Level::DaysLate => of(&self.late),
            Level::SubstituteRank => of(&self.substitute),
            Level::Preference => of(&self.preference),
            Level::Cost => self.cost.at(pair),
            Level::Tie => self.names.tie(requirement, lot).into(),
        }
    }

    /// What pairs cost by their places, on a level where that stands in a list of small numbers. A list that is too short goes
    /// on with zero.
    pub(super) fn list(&self, level: Level) -> Option<&[u32]> {
        match level {
            Level::Short(_) | Level::BelowFloor => Some(&[]),
            Level::WaivedRules => Some(&self.waived_rules),
            Level::WaivedDays => Some(&self.waived_days),
            Level::UnknownRules => Some(&self.unknown),
            Level::DaysLate => Some(&self.late),
            Level::SubstituteRank => Some(&self.substitute),
            Level::Preference => Some(&self.preference),
            Level::Cost => match &self.cost {
                Column::Small(figures) => Some(figures),
                Column::Large(_) => None,
            },
            Level::Conditional(_) | Level::Tie => None,
        }
    }

    /// What a unit costs that a requirement is short of.
    pub(super) fn short(&self, level: Level, requirement: u32) -> i64 {
        match level {
            Level::Short(class) => i64::from(at(&self.class, requirement) == class),
            Level::Cost => at(&self.shortage, requirement),
            _ => 0,
        }
    }

    /// What a unit below a floor costs.
    pub(super) fn below_floor(level: Level) -> i64 {
        i64::from(level == Level::BelowFloor)
    }

    /// The largest figure of a level in one unit.
    pub(super) fn largest(&self, level: Level) -> i64 {
        let of = |figures: &[u32]| i64::from(figures.iter().copied().max().unwrap_or(0));
        match level {
            Level::Short(_) | Level::BelowFloor | Level::Conditional(_) => 1,
            Level::WaivedRules => of(&self.waived_rules),
            Level::WaivedDays => of(&self.waived_days),
            Level::UnknownRules => of(&self.unknown),
            Level::DaysLate => of(&self.late),
            Level::SubstituteRank => of(&self.substitute),
            Level::Preference => of(&self.preference),
            Level::Cost => self.shortage.iter().copied().max().unwrap_or(0).max(self.cost.largest()),
            Level::Tie => LARGEST.into(),
        }
    }

    /// The cost of one unit of a pair on all levels.
    pub(super) fn pair_cost(&self, pair: u32, requirement: u32, lot: u32) -> Cost {
        Cost::from(
            self.levels.iter().map(|level| self.pair(*level, pair, requirement, lot)).collect::<Vec<_>>(),
        )
    }

    /// The cost of one unit that a requirement is short of, on all levels.
    pub(super) fn short_cost(&self, requirement: u32) -> Cost {
        Cost::from(self.levels.iter().map(|level| self.short(*level, requirement)).collect::<Vec<_>>())
    }

    /// The cost of one unit below a floor, on all levels.
    pub(super) fn floor_cost(&self) -> Cost {
        Cost::from(self.levels.iter().map(|level| Self::below_floor(*level)).collect::<Vec<_>>())
    }

    /// How many levels there are before the tie.
    pub(super) fn before_tie(&self) -> usize {
        self.levels.len().saturating_sub(1)
    }
}
