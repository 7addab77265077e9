//! The contributors: what each tends to offer, in which languages, how fast its papers come.

/// How the papers of a State go through its capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Standing teams for it; renewals come on time.
    Prompt,
    /// As most.
    Steady,
    /// Several ministries sign; renewals come late.
    Slow,
}

/// A contributor. What it has in common over its pledges hangs together.
#[derive(Debug)]
pub(crate) struct Profile {
    /// XAA to XAX; XAY and XAZ are the hosts.
    pub(crate) code: &'static str,
    /// The languages of its units: the first is spoken by all.
    pub(crate) languages: &'static [&'static str],
    pub(crate) pace: Pace,
    /// How many of a hundred units set out at least for Level 2, once registered.
    pub(crate) ready: u32,
    /// How many of a hundred of those go on to the rapid deployment level.
    pub(crate) rapid: u32,
    /// Women in a hundred, more or fewer than is usual for the kind of unit.
    pub(crate) women: i32,
    /// How many of a hundred lots come with a caveat.
    pub(crate) caveats: u32,
    /// What it pledged, by the short names of [`super::units`] and [`super::offers`].
    pub(crate) offers: &'static str,
}

const EN: &[&str] = &["en"];
const FR: &[&str] = &["fr"];

macro_rules! profiles {
    ($( $code:literal $languages:expr, $pace:ident, $ready:literal $rapid:literal $women:literal $caveats:literal, $offers:literal; )+) => {
        &[$( Profile {
            code: $code, languages: $languages, pace: Pace::$pace, ready: $ready, rapid: $rapid, women: $women,
            caveats: $caveats, offers: $offers,
        } ),+]
    };
}

/// Every contributor: a few large ones, many of middle size, some that give one thing and give it well.
#[rustfmt::skip]
pub(crate) const PROFILES: &[Profile] = profiles! {
    // ready, rapid, women, caveats
    "XAA" EN, Prompt, 75 20 -1 8, "inf inf inf mech fpu fpu fpu eng eng engu hosp sig trn log qrfc mp staff";
    "XAB" EN, Steady, 70 15 0 10, "inf inf inf mech fpu fpu fpu eng eng hosp uth trn fp log staff";
    "XAC" FR, Steady, 65 10 0 12, "inf inf inf mech fpu fpu fpu fpu infco infco sig log police";
    "XAD" &["en", "sw"], Prompt, 75 25 2 6, "inf inf mech infco sf fpu fpu eng recon staff";
    "XAE" FR, Slow, 50 5 -1 15, "inf inf inf fpu fpu infco fp trn";
    "XAF" &["ar", "fr"], Prompt, 75 20 0 15, "inf mech eng eng hosp hosp3 uth trn sig";
    "XAG" &["ar", "en"], Slow, 55 5 -3 20, "inf inf mech fpu fpu eod mp trn";
    "XAH" &["es"], Steady, 60 10 3 12, "infco inf eng mp fp dog course";
    "XAI" &["es", "en"], Steady, 60 15 3 10, "infco eng eng uth sf police";
    "XAJ" &["pt", "en"], Steady, 65 20 1 12, "inf eng mp infco course";
    "XAK" EN, Prompt, 60 20 4 35, "uas isr hosp air sf lift money course staff civilians";
    "XAL" &["fr", "en"], Prompt, 65 30 4 35, "uas isr air qrf course money lift";
    "XAM" EN, Steady, 80 10 2 5, "hosp staff";
    "XAN" EN, Steady, 55 0 4 5, "infco police";
    "XAO" EN, Prompt, 65 15 5 30, "sig eod air course money civilians equipment lift";
    "XAP" EN, Steady, 60 10 0 8, "inf inf inf fpu fpu eng log infco course";
    "XAQ" FR, Steady, 55 5 1 12, "inf inf fpu fpu river mp";
    "XAR" EN, Steady, 70 15 1 15, "eod eod dog eng recon equipment";
    "XAS" &["ru", "en"], Slow, 55 10 -2 20, "gunship uth medevac mech log";
    "XAT" EN, Steady, 60 10 0 20, "uth armed engu eng artillery";
    "XAU" EN, Prompt, 85 40 2 0, "fp lqrf";
    "XAV" FR, Slow, 50 5 -1 10, "infco infco fpu fpu recon swat";
    "XAW" &["es", "en"], Steady, 60 15 3 12, "inf qrfc ship hosp lqrf offer";
    "XAX" EN, Steady, 65 15 1 8, "engu engu eng eng hosp eod trn inf isr uas offer";
};

impl Profile {
    /// Its port, airport or terminal of embarkation, by an invented code of the usual shape.
    pub(crate) fn port(&self, place: &str) -> String {
        format!("{}{place}", self.code)
    }

    /// Days that something takes here which takes so many elsewhere.
    pub(crate) fn days(&self, days: u32) -> u32 {
        match self.pace {
            Pace::Prompt => days * 3 / 4,
            Pace::Steady => days,
            Pace::Slow => days * 8 / 5,
        }
    }
}
