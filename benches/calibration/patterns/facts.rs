//! The patterns with their bands: where each has to lie, where it lies, and what that is worth.

use super::{
    Found, MONTHS, TOLERANCE,
    curve::{early, falling, late, spread},
    observed,
};

/// What a pattern that is met is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was looked at while the defaults were chosen.
    Calibrated,
    /// A function of points that were.
    SameCurve,
    /// It had no part in the choice.
    HeldOut,
    /// The model cannot but give it: a check of the code.
    ByConstruction,
    /// Not a claim about the world.
    Robustness,
}

impl Status {
    /// Its name on the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calibrated => "calibrated",
            Self::SameCurve => "same curve",
            Self::HeldOut => "held out",
            Self::ByConstruction => "by construction",
            Self::Robustness => "robustness",
        }
    }
}

/// One pattern of a set.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its short name.
    pub id: &'static str,
    /// What is measured.
    pub pattern: &'static str,
    /// Where it has to lie, in words.
    pub band: &'static str,
    /// Where it lies.
    pub value: Vec<f64>,
    /// Whether it does; none where there is nothing to meet.
    pub met: Option<bool>,
    /// What that is worth.
    pub status: Status,
    /// Where the pattern comes from.
    pub source: &'static str,
}

impl Fact {
    /// Where it lies, in words.
    #[must_use]
    pub fn words(&self) -> String {
        self.value.iter().map(|number| format!("{number:.3}")).collect::<Vec<_>>().join(", ")
    }
}

/// The bands that are one interval: T1, T2, T4 to T7, T12 to T14, the motives and decisiveness.
pub mod band {
    /// T1: S(120) of the mixture.
    pub const TEN_YEARS: (f64, f64) = (0.35, 0.65);
    /// T2: S(12) of a bare ceasefire.
    pub const FIRST_YEAR: (f64, f64) = (0.50, 0.80);
    /// T4.
    pub const MEDIUM: (f64, f64) = (0.10, 0.50);
    /// T5.
    pub const MONITORS: (f64, f64) = (0.40, 0.90);
    /// T6.
    pub const TERMS: (f64, f64) = (0.30, 0.80);
    /// T7.
    pub const PAPER: (f64, f64) = (0.70, 1.00);
    /// T12.
    pub const EARLY: (f64, f64) = (0.45, 0.70);
    /// T13.
    pub const LATE: (f64, f64) = (0.0, 0.15);
    /// T14.
    pub const PEACEKEEPERS: (f64, f64) = (0.30, 0.97);
    /// Wars that an attack made and that were meant or feared.
    pub const INTENT: (f64, f64) = (0.70, 1.00);
    /// From the smallest to the largest S(60) of the mixture with decisiveness × .6, 1 and 1.6.
    pub const DECISIVENESS: (f64, f64) = (0.0, 0.20);
}

fn rises(numbers: &[f64]) -> bool {
    numbers.windows(2).all(|pair| pair[0] < pair[1])
}

fn falls(numbers: &[f64]) -> bool {
    numbers.windows(2).all(|pair| pair[0] > pair[1])
}

/// All patterns of what was found.
#[must_use]
pub fn facts(found: &Found) -> Vec<Fact> {
    banded(found).into_iter().chain(ordered(found)).collect()
}

/// Those with a band.
#[must_use]
pub fn banded(found: &Found) -> Vec<Fact> {
    use Status::{Calibrated, HeldOut, SameCurve};
    let within = |id, pattern, band: (f64, f64), words, value: f64, status, source| Fact {
        id,
        pattern,
        band: words,
        value: vec![value],
        met: Some((band.0..=band.1).contains(&value)),
        status,
        source,
    };
    let points = MONTHS.map(|month| found.mixture[month]);
    let near = points.iter().zip(observed()).all(|(model, real)| (model - real).abs() <= TOLERANCE);
    vec![
        Fact {
            id: "96",
            pattern: "survival of the mixture at 3, 6, 12, 24, 60 and 120 months",
            band: ".854, .740, .677, .583, .448, .412, each ± .05",
            value: points.to_vec(),
            met: Some(near),
            status: Calibrated,
            source: "Fortna 2008",
        },
        within(
            "T1",
            "the mixture outlasts ten years: S(120)",
            band::TEN_YEARS,
            ".35–.65",
            found.mixture[120],
            Calibrated,
            "Collier, Hoeffler and Söderbom 2008; Walter 2011; Fortna 2008",
        ),
        within(
            "T2",
            "a bare ceasefire outlasts its first year: S(12)",
            band::FIRST_YEAR,
            ".50–.80",
            found.bare[12],
            Calibrated,
            "Fortna 2008; Collier, Hoeffler and Söderbom 2008",
        ),
        Fact {
            id: "T3",
            pattern: "the hazard falls with time: S(24)/S(12) − S(12), of the mixture and of bare ceasefires",
            band: "above 0",
            value: vec![falling(&found.mixture), falling(&found.bare)],
            met: Some(falling(&found.mixture) > 0.0 && falling(&found.bare) > 0.0),
            status: Calibrated,
            source: "Fortna 2008",
        },
        within(
            "T4",
            "hazard over five years with a medium guarantee and monitors, against bare",
            band::MEDIUM,
            ".10–.50",
            found.medium,
            Calibrated,
            "Fortna 2008; Gilligan and Sergenti 2008",
        ),
        within(
            "T5",
            "the same with monitors only",
            band::MONITORS,
            ".40–.90",
            found.monitors,
            Calibrated,
            "Fortna 2003, 2004; Clayton and Sticher 2021",
        ),
        within(
            "T6",
            "the same with terms that are better for both, by .10 of flow",
            band::TERMS,
            ".30–.80",
            found.terms,
            Calibrated,
            "Clayton and Sticher 2021; Werner and Yuen 2005",
        ),
        within(
            "T7",
            "a paper guarantee (h = ĥ = .1) buys little: hazard against none",
            band::PAPER,
            ".70–1.00",
            found.paper,
            Calibrated,
            "Leeds 2003; Berkemeier and Fuhrmann 2018",
        ),
        Fact {
            id: "T8",
            pattern: "what is signed under pressure on *either* side lasts less, without resentment: hazard over five \
                      years, pressed against not, by side",
            band: "above 1 for each side",
            value: found.pressed.to_vec(),
            met: Some(found.pressed.iter().all(|ratio| *ratio > 1.0)),
            status: HeldOut,
            source: "Werner and Yuen 2005",
        },
        Fact {
            id: "T9",
            pattern: "believed but hollow (ĥ = .6, h = .1) lies between paper (.1, .1) and solid (.6, .6): S(60)",
            band: "in this order",
            value: found.hollow.to_vec(),
            met: Some(rises(&found.hollow)),
            status: Status::ByConstruction,
            source: "Leeds 2003; Berkemeier and Fuhrmann 2018",
        },
        within(
            "T12",
            "early share: of what breaks in five years, the part that breaks in the first, (1 − S(12))/(1 − S(60)) of \
             the mixture",
            band::EARLY,
            ".45–.70",
            early(&found.mixture),
            SameCurve,
            "Fortna 2008: .585",
        ),
        within(
            "T13",
            "hazard of years 6 to 10 to that of year 1, of the mixture",
            band::LATE,
            "≤ .15",
            late(&found.mixture),
            SameCurve,
            "Fortna 2008: .043",
        ),
        within(
            "T14",
            "hazard over five years with peacekeepers (presence .2, detection .6), against bare",
            band::PEACEKEEPERS,
            ".30–.97",
            found.peacekeepers,
            HeldOut,
            "Fortna 2008: .54 [.30, .97]",
        ),
    ]
}

/// Those that are an order or a share.
#[must_use]
pub fn ordered(found: &Found) -> Vec<Fact> {
    use Status::{HeldOut, Robustness};
    let fact = |id, pattern, band, value: &[f64], met, source| Fact {
        id,
        pattern,
        band,
        value: value.to_vec(),
        met,
        status: HeldOut,
        source,
    };
    let [meant, feared, _] = found.motives;
    let spread = spread(&found.decisiveness);
    let in_band = |(low, high): (f64, f64), number: f64| Some((low..=high).contains(&number));
    let outside = "war is one outside option, at the table and after (Fearon 1995)";
    vec![
        fact(
            "war flow, adversary",
            "a better war for the adversary, −.1, 0, +.1: S(60)",
            "falls",
            &found.war[1],
            Some(falls(&found.war[1])),
            outside,
        ),
        fact(
            "war flow, protected",
            "the same for the protected side",
            "falls",
            &found.war[0],
            Some(falls(&found.war[0])),
            outside,
        ),
        Fact {
            status: Status::Calibrated,
            ..fact(
                "drift",
                "the adversary grows by 0, .004, .012 a month: S(120)",
                "falls by more than .10",
                &found.drift,
                Some(falls(&found.drift) && found.drift[0] - found.drift[2] > 0.1),
                "commitment problem (Fearon 1995; Powell 2006)",
            )
        },
        fact(
            "force",
            "a force of 0, .1, .25: S(60)",
            "rises",
            &found.force,
            Some(rises(&found.force)),
            "denial; peacekeepers (Fortna 2008)",
        ),
        fact(
            "severity",
            "a guarantee with none, a third, two thirds and all of a full severity: S(60)",
            "rises",
            &found.severity,
            Some(rises(&found.severity)),
            "a ratified promise binds more than a consultation",
        ),
        fact(
            "intent",
            "of the mixture's collapses that an attack made, meant or feared",
            "≥ .70",
            &[meant + feared],
            in_band(band::INTENT, meant + feared),
            "wars are rarely noise",
        ),
        Fact {
            status: Status::Calibrated,
            ..fact(
                "temptation",
                "draws of the mixture with a month in which an attack is meant",
                "stated",
                &[found.temptation],
                None,
                "a planned pause must be possible; .10–.50 is asked of the flagship, not of 96 of which over half broke",
            )
        },
        Fact {
            status: Robustness,
            ..fact(
                "decisiveness",
                "λ × .6, 1, 1.6: S(60) of the mixture",
                "within .20",
                &found.decisiveness,
                in_band(band::DECISIVENESS, spread),
                "the noise of the choice must not decide the result",
            )
        },
        Fact {
            status: Robustness,
            ..fact(
                "expectations",
                "draws in which peaceful and fearful expectations lead to different values",
                "stated",
                &[found.fearful],
                None,
                "[two limits](model/ceasefire.md#the-horizon)",
            )
        },
    ]
}
