//! What units of each type look like. Strengths are those that public sources tell where they tell one, else what a planner of the
//! exercise would expect; numbers of equipment are for one unit.

/// A kind of unit, as States tend to offer it.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Short name, in profiles and ids.
    pub(crate) name: &'static str,
    pub(crate) unit_type: &'static str,
    /// How States word it.
    pub(crate) worded: &'static [&'static str],
    pub(crate) plural: &'static str,
    /// Persons in one unit.
    pub(crate) strength: (u32, u32),
    /// The most units in one lot.
    pub(crate) units: u32,
    /// Women in a hundred, as is usual.
    pub(crate) women: (u32, u32),
    /// Engagement teams in one unit.
    pub(crate) teams: (u32, u32),
    /// Type, how many, and the fewest that deploy alone.
    pub(crate) parts: &'static [(&'static str, u32, u32)],
    pub(crate) equipment: &'static [(&'static str, u32, u32)],
    /// Types without which it cannot operate.
    pub(crate) needs: &'static [&'static str],
}

macro_rules! kinds {
    ($( $name:literal $unit_type:literal [$($worded:literal),+] $plural:literal
        $strength:expr, $units:literal, women $women:expr, teams $teams:expr,
        parts $parts:expr, brings $equipment:expr, needs $needs:expr; )+) => {
        &[$( Kind {
            name: $name, unit_type: $unit_type, worded: &[$($worded),+], plural: $plural, strength: $strength,
            units: $units, women: $women, teams: $teams, parts: $parts, equipment: $equipment, needs: $needs,
        } ),+]
    };
}

const BATTALION: &[(&str, u32, u32)] = &[
    ("armoured-personnel-carrier", 18, 30),
    ("light-vehicle", 30, 50),
    ("cargo-truck", 18, 30),
    ("command-vehicle", 4, 8),
    ("ambulance", 3, 4),
    ("water-tanker", 3, 5),
    ("fuel-tanker", 2, 4),
    ("generator", 10, 16),
    ("communications-set", 40, 70),
    ("water-purification-plant", 2, 3),
];
const MECHANIZED: &[(&str, u32, u32)] = &[
    ("armoured-personnel-carrier", 48, 62),
    ("light-vehicle", 24, 40),
    ("cargo-truck", 20, 30),
    ("command-vehicle", 5, 8),
    ("ambulance", 3, 5),
    ("water-tanker", 3, 5),
    ("fuel-tanker", 4, 6),
    ("generator", 12, 18),
    ("communications-set", 50, 80),
];
const COMPANY: &[(&str, u32, u32)] = &[
    ("armoured-personnel-carrier", 8, 14),
    ("light-vehicle", 8, 14),
    ("cargo-truck", 4, 6),
    ("ambulance", 1, 1),
    ("generator", 2, 4),
    ("communications-set", 12, 20),
];
const LIGHT: &[(&str, u32, u32)] = &[
    ("armoured-personnel-carrier", 10, 14),
    ("light-vehicle", 12, 18),
    ("cargo-truck", 4, 7),
    ("ambulance", 1, 2),
    ("generator", 3, 4),
    ("communications-set", 14, 22),
];
const ENGINEERS: &[(&str, u32, u32)] = &[
    ("bulldozer", 3, 5),
    ("excavator", 3, 5),
    ("grader", 2, 4),
    ("tipper-truck", 10, 16),
    ("crane", 1, 2),
    ("water-tanker", 2, 3),
    ("light-vehicle", 8, 14),
    ("generator", 4, 8),
];
const ENGINEERS_LARGE: &[(&str, u32, u32)] = &[
    ("bulldozer", 5, 8),
    ("excavator", 5, 8),
    ("grader", 3, 5),
    ("tipper-truck", 16, 24),
    ("crane", 2, 3),
    ("water-tanker", 3, 4),
    ("light-vehicle", 12, 18),
    ("generator", 6, 10),
    ("water-purification-plant", 1, 2),
];
const HOSPITAL: &[(&str, u32, u32)] = &[
    ("operating-theatre", 1, 2),
    ("ambulance", 2, 4),
    ("generator", 4, 6),
    ("light-vehicle", 4, 6),
    ("water-purification-plant", 1, 1),
    ("communications-set", 3, 5),
];
const POLICE: &[(&str, u32, u32)] = &[
    ("public-order-vehicle", 3, 5),
    ("armoured-personnel-carrier", 3, 5),
    ("light-vehicle", 16, 24),
    ("ambulance", 1, 1),
    ("generator", 4, 6),
    ("communications-set", 12, 20),
    ("water-tanker", 1, 2),
];
const HELICOPTERS: &[(&str, u32, u32)] =
    &[("helicopter", 3, 5), ("fuel-tanker", 2, 4), ("light-vehicle", 6, 9), ("generator", 3, 5)];
const PLATOONS: &[(&str, u32, u32)] = &[("infantry-company", 4, 1)];
const FUEL: &[&str] = &["logistics-unit"];
const NONE: (u32, u32) = (0, 0);

/// Every kind.
#[rustfmt::skip]
pub(crate) const KINDS: &[Kind] = kinds! {
    "inf" "infantry-battalion" ["Infantry battalion", "Infantry battalion, motorised", "Infantry battalion, light"] "infantry battalions"
        (650, 850), 2, women (3, 9), teams (3, 6), parts PLATOONS, brings BATTALION, needs &[];
    "mech" "mechanized-infantry-battalion" ["Mechanized infantry battalion", "Mechanized battalion, wheeled"] "mechanized infantry battalions"
        (740, 850), 1, women (2, 7), teams (2, 4), parts PLATOONS, brings MECHANIZED, needs &[];
    "infco" "infantry-company" ["Infantry company", "Infantry company, to serve in a battalion of another contributor", "Infantry company, motorised"] "infantry companies"
        (145, 180), 2, women (4, 11), teams (1, 2), parts &[], brings COMPANY, needs &[];
    "fpu" "formed-police-unit" ["Formed police unit", "Formed police unit, public order and protection", "Formed police unit, mobile"] "formed police units"
        (140, 180), 2, women (6, 17), teams (1, 3), parts &[], brings POLICE, needs &[];
    "eng" "engineering-company" ["Engineering company, horizontal", "Engineering company, vertical", "Engineering company, multi-role"] "engineering companies"
        (150, 200), 2, women (4, 10), teams NONE, parts &[], brings ENGINEERS, needs &[];
    "engu" "military-engineering-unit" ["Military engineering unit, construction", "Military engineering unit, roads and airfields"] "military engineering units"
        (180, 268), 1, women (4, 10), teams NONE, parts &[], brings ENGINEERS_LARGE, needs &[];
    "eod" "explosive-ordnance-disposal-unit" ["Explosive ordnance disposal unit", "Explosive ordnance disposal unit, with search teams"] "explosive ordnance disposal units"
        (60, 100), 1, women (4, 10), teams NONE, parts &[],
        brings &[("explosive-detection-set", 8, 16), ("protective-equipment-set", 12, 20), ("armoured-personnel-carrier", 6, 10), ("ambulance", 1, 2), ("light-vehicle", 6, 9)], needs &[];
    "dog" "canine-platoon" ["Canine platoon for explosive detection"] "canine platoons"
        (20, 30), 1, women (5, 15), teams NONE, parts &[], brings &[("light-vehicle", 5, 8), ("explosive-detection-set", 2, 4)], needs &[];
    "hosp" "level-2-hospital" ["Level 2 hospital", "Level 2 field hospital"] "level 2 hospitals"
        (60, 75), 1, women (15, 25), teams NONE, parts &[], brings HOSPITAL, needs &[];
    "hosp3" "level-3-hospital" ["Level 3 hospital"] "level 3 hospitals"
        (110, 140), 1, women (16, 25), teams NONE, parts &[],
        brings &[("operating-theatre", 2, 4), ("ambulance", 4, 6), ("generator", 8, 10), ("water-purification-plant", 1, 2)], needs &[];
    "uth" "utility-helicopter-unit" ["Utility helicopter unit", "Utility helicopter unit, medium lift"] "utility helicopter units"
        (75, 120), 1, women (2, 8), teams NONE, parts &[], brings HELICOPTERS, needs FUEL;
    "armed" "armed-utility-helicopter-unit" ["Armed utility helicopter unit"] "armed utility helicopter units"
        (80, 120), 1, women (2, 6), teams NONE, parts &[], brings HELICOPTERS, needs FUEL;
    "gunship" "attack-helicopter-unit" ["Attack helicopter unit"] "attack helicopter units"
        (80, 110), 1, women (1, 5), teams NONE, parts &[], brings HELICOPTERS, needs FUEL;
    "medevac" "medical-evacuation-helicopter-unit" ["Medical evacuation helicopter unit"] "medical evacuation helicopter units"
        (45, 70), 1, women (8, 16), teams NONE, parts &[], brings &[("helicopter", 2, 3), ("fuel-tanker", 1, 2), ("light-vehicle", 3, 5)], needs &["level-2-hospital"];
    "air" "transport-aircraft-unit" ["Transport aircraft unit, tactical"] "transport aircraft units"
        (30, 60), 1, women (5, 12), teams NONE, parts &[], brings &[("transport-aircraft", 1, 2), ("light-vehicle", 3, 5)], needs &[];
    "uas" "unmanned-aerial-system-unit" ["Unmanned aerial system unit, medium range", "Unmanned aerial system unit, short range"] "unmanned aerial system units"
        (35, 65), 1, women (5, 12), teams NONE, parts &[], brings &[("unmanned-aerial-system", 3, 6), ("light-vehicle", 5, 8), ("communications-set", 6, 10), ("generator", 2, 4)], needs &[];
    "isr" "intelligence-surveillance-reconnaissance-unit" ["Intelligence, surveillance and reconnaissance unit"] "intelligence, surveillance and reconnaissance units"
        (70, 110), 1, women (6, 14), teams (1, 1), parts &[], brings &[("unmanned-aerial-system", 2, 4), ("armoured-personnel-carrier", 6, 8), ("light-vehicle", 8, 12), ("communications-set", 10, 16)], needs &[];
    "recon" "reconnaissance-unit" ["Reconnaissance company, wheeled", "Reconnaissance unit"] "reconnaissance units"
        (110, 160), 1, women (3, 8), teams (1, 1), parts &[], brings LIGHT, needs &[];
    "qrf" "quick-reaction-force" ["Quick reaction force"] "quick reaction forces"
        (190, 210), 1, women (5, 11), teams NONE, parts &[], brings LIGHT, needs &[];
    "qrfc" "quick-reaction-force-company" ["Quick reaction force company"] "quick reaction force companies"
        (150, 180), 1, women (3, 8), teams NONE, parts &[], brings LIGHT, needs &[];
    "lqrf" "light-quick-reaction-force" ["Light quick reaction force"] "light quick reaction forces"
        (170, 190), 1, women (4, 9), teams NONE, parts &[], brings LIGHT, needs &[];
    "fp" "force-protection-company" ["Force protection company"] "force protection companies"
        (150, 170), 1, women (4, 10), teams NONE, parts &[], brings COMPANY, needs &[];
    "sf" "special-forces-company" ["Special forces company"] "special forces companies"
        (90, 140), 1, women (1, 4), teams NONE, parts &[], brings LIGHT, needs &["utility-helicopter-unit"];
    "sig" "signals-company" ["Signals company", "Signals company, headquarters support"] "signals companies"
        (100, 140), 1, women (6, 13), teams NONE, parts &[], brings &[("communications-set", 40, 60), ("light-vehicle", 14, 22), ("generator", 8, 12), ("cargo-truck", 4, 8)], needs &[];
    "trn" "transport-company" ["Transport company, heavy", "Transport company"] "transport companies"
        (140, 190), 1, women (4, 9), teams NONE, parts &[], brings &[("cargo-truck", 45, 65), ("fuel-tanker", 6, 10), ("water-tanker", 4, 6), ("crane", 1, 2), ("light-vehicle", 6, 10)], needs &[];
    "log" "logistics-unit" ["Logistics unit", "Logistics unit, supply and repair"] "logistics units"
        (180, 260), 1, women (5, 11), teams NONE, parts &[], brings &[("cargo-truck", 24, 36), ("fuel-tanker", 8, 12), ("crane", 2, 3), ("generator", 8, 12), ("light-vehicle", 10, 14)], needs &[];
    "mp" "military-police-unit" ["Military police unit", "Military police company"] "military police units"
        (50, 90), 1, women (8, 18), teams (1, 2), parts &[], brings &[("light-vehicle", 14, 20), ("armoured-personnel-carrier", 3, 6), ("communications-set", 8, 12)], needs &[];
    "swat" "swat-police-unit" ["Special weapons and tactics police unit"] "SWAT police units"
        (25, 40), 1, women (3, 9), teams NONE, parts &[], brings &[("armoured-personnel-carrier", 2, 3), ("light-vehicle", 5, 8)], needs &[];
    "river" "riverine-police-unit" ["Riverine police unit"] "riverine police units"
        (60, 90), 1, women (5, 10), teams (1, 2), parts &[], brings &[("patrol-boat", 6, 9), ("light-vehicle", 6, 8), ("ambulance", 1, 1), ("generator", 2, 3)], needs &[];
    "ship" "surface-ship" ["Offshore patrol vessel"] "surface ships"
        (85, 120), 1, women (5, 12), teams NONE, parts &[], brings &[("ship", 1, 1)], needs &[];
    "artillery" "artillery-company" ["Artillery company, locating radar and mortars"] "artillery companies"
        (110, 140), 1, women (2, 6), teams NONE, parts &[], brings &[("cargo-truck", 8, 12), ("light-vehicle", 10, 14), ("communications-set", 10, 14)], needs &[];
};

impl Kind {
    /// The kind of this short name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    pub(crate) fn is_police(&self) -> bool {
        self.unit_type.contains("police") && !self.unit_type.starts_with("military")
    }

    /// Whether most of its weight goes by sea.
    pub(crate) fn is_heavy(&self) -> bool {
        !matches!(self.name, "dog" | "uas" | "swat" | "air" | "ship")
    }
}
