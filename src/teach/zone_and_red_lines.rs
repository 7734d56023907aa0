//! The zone of agreement and red lines: nine deals, each looked at (Raiffa 1982), Nash's point (Nash 1950), and how the
//! zone closes as war becomes less bad (Fearon 1995).

use super::{
    Answer, Bench,
    Method::{Enumeration, Formula},
    Task, Trouble,
    class::Luck,
};

const LEVELS: [[&str; 3]; 2] =
    [["old line", "shared valley", "new line"], ["run by Northland", "run together", "run by Southland"]];
const ISSUES: [&str; 2] = ["border", "dam"];
const SIDES: [[&str; 2]; 2] = [["northland", "Northland"], ["southland", "Southland"]];

/// Two sides that weigh two issues of three levels. Northland wants the first level of each, Southland the last.
#[derive(Clone, Copy)]
struct Zone {
    /// Each side's weight of the border; the dam has the rest.
    border: [f64; 2],
    /// What each side makes of the middle level of each issue.
    middle: [[f64; 2]; 2],
    /// What each side has without a deal.
    war: [f64; 2],
    line: Line,
    /// The range in which Southland's war is thought to lie.
    guess: [f64; 2],
}

/// A red line: the side will sign these levels of the issue only, the first ones for Northland, the last for Southland.
#[derive(Clone, Copy)]
struct Line {
    side: usize,
    issue: usize,
    levels: usize,
}

impl Line {
    const fn allows(self, deal: [usize; 2]) -> bool {
        let level = deal[self.issue];
        if self.side == 0 { level < self.levels } else { level + self.levels >= 3 }
    }

    /// The levels that it allows.
    fn allowed(self) -> Vec<&'static str> {
        (0..3).filter(|&level| self.allows([level; 2])).map(|level| LEVELS[self.issue][level]).collect()
    }

    /// It as `armistice` takes it.
    fn change(self) -> String {
        let (end, level) = if self.side == 0 { ("max", self.levels - 1) } else { ("min", 3 - self.levels) };
        let (side, issue) = (SIDES[self.side][0], ISSUES[self.issue]);
        format!("red_lines.{side}.{issue}.{end}=\"{}\"", LEVELS[self.issue][level])
    }
}

pub(super) fn draw(luck: &mut Luck) -> Box<dyn Task> {
    let zone = std::iter::repeat_with(|| Zone::draw(luck)).take(10_000).find(Zone::is_worth_a_lesson);
    Box::new(zone.expect("of all that can be drawn about a third are"))
}

impl Zone {
    fn draw(luck: &mut Luck) -> Self {
        let [mut north, mut south] = [(); 2].map(|()| luck.pick([0.55, 0.6, 0.65, 0.7, 0.75]));
        if luck.pick([true, false]) {
            south = 1.0 - south
        } else {
            north = 1.0 - north
        }
        let mut middle = || [(); 2].map(|()| luck.pick([0.4, 0.5, 0.6, 0.7, 0.8]));
        let middle = [middle(), middle()];
        Self {
            border: [north, south],
            middle,
            war: [(); 2].map(|()| luck.pick([0.35, 0.4, 0.45, 0.5, 0.55])),
            line: Line { side: luck.pick([0, 1]), issue: luck.pick([0, 1]), levels: luck.pick([1, 2]) },
            guess: luck.pick([[0.2, 0.9], [0.3, 0.9], [0.25, 0.95], [0.4, 1.0], [0.3, 1.0]]),
        }
    }

    /// Whether some, and not too many, deals are in the zone, one is clearly Nash's, the line costs some, and nothing
    /// hangs on a tie.
    fn is_worth_a_lesson(&self) -> bool {
        let zone = self.zone();
        let mut gains: Vec<f64> = zone.iter().map(|&deal| self.product(deal)).collect();
        gains.sort_by(|a, b| b.total_cmp(a));
        let is_tied =
            |deal| [0, 1].iter().any(|&side| (self.worth(side, deal) - self.war[side]).abs() < 0.005);
        let limit = self.closes_at();
        (2..=5).contains(&zone.len())
            && gains[0] - gains[1] > 0.004
            && zone.iter().any(|&deal| !self.line.allows(deal))
            && !deals().any(is_tied)
            && self.guess[0] + 0.1 < limit
            && limit < self.guess[1] - 0.1
    }

    /// What a deal, as a level of each issue, is worth to a side.
    fn worth(&self, side: usize, deal: [usize; 2]) -> f64 {
        let value = |issue: usize| match (deal[issue], side) {
            (1, _) => self.middle[side][issue],
            (0, 0) | (2, 1) => 1.0,
            _ => 0.0,
        };
        self.border[side] * value(0) + (1.0 - self.border[side]) * value(1)
    }

    fn accepts(&self, side: usize, deal: [usize; 2]) -> bool {
        self.worth(side, deal) >= self.war[side]
    }

    fn zone(&self) -> Vec<[usize; 2]> {
        deals().filter(|&deal| self.accepts(0, deal) && self.accepts(1, deal)).collect()
    }

    /// The product of both gains.
    fn product(&self, deal: [usize; 2]) -> f64 {
        [0, 1].iter().map(|&side| self.worth(side, deal) - self.war[side]).product()
    }

    /// The most that Southland may have without a deal while the zone is open.
    fn closes_at(&self) -> f64 {
        let open = deals().filter(|&deal| self.accepts(0, deal));
        open.map(|deal| self.worth(1, deal)).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Southland's war as somewhere in the range.
    fn guessed(&self) -> String {
        format!("actors.southland.war_flow={{ min = {}, max = {} }}", self.guess[0], self.guess[1])
    }
}

/// All nine, in the order of the file.
fn deals() -> impl Iterator<Item = [usize; 2]> {
    (0..3).flat_map(|border| (0..3).map(move |dam| [border, dam]))
}

impl Task for Zone {
    fn numbers(&self) -> Vec<(&'static str, String)> {
        let two = |number: f64| format!("{number:.2}");
        let one = |number: f64| format!("{number:.1}");
        vec![
            ("north_border", two(self.border[0])),
            ("north_dam", two(1.0 - self.border[0])),
            ("south_border", two(self.border[1])),
            ("south_dam", two(1.0 - self.border[1])),
            ("north_valley", one(self.middle[0][0])),
            ("north_together", one(self.middle[0][1])),
            ("south_valley", one(self.middle[1][0])),
            ("south_together", one(self.middle[1][1])),
            ("north_war", two(self.war[0])),
            ("south_war", two(self.war[1])),
            ("line_side", SIDES[self.line.side][1].to_owned()),
            ("line_issue", ISSUES[self.line.issue].to_owned()),
            ("line_levels", self.line.allowed().join(" or ")),
            ("line_change", self.line.change()),
            ("guess_low", two(self.guess[0])),
            ("guess_high", two(self.guess[1])),
        ]
    }

    fn answers(&self, bench: &Bench<'_>) -> Result<Vec<Answer>, Trouble> {
        let accepted = |side: usize| deals().filter(|&deal| self.accepts(side, deal)).count() as u64;
        let zone = self.zone();
        let with_line = zone.iter().filter(|&&deal| self.line.allows(deal)).count() as u64;
        let nash = zone.iter().copied().max_by(|&a, &b| self.product(a).total_cmp(&self.product(b)));
        let nash = nash.ok_or(Trouble::NoValue("Nash's point"))?;
        let closes = self.closes_at();
        let open = (closes - self.guess[0]) / (self.guess[1] - self.guess[0]);
        let guessed = bench.run(&[self.guessed(), "simulation.draws=4000".to_owned()])?;
        let talks = bench.run(&[])?;
        let signed = talks.texts.first().ok_or(Trouble::NoValue("the signed deal"))?.levels.join(", ");
        let named = format!("{}, {}", LEVELS[0][nash[0]], LEVELS[1][nash[1]]);
        Ok(vec![
            Answer::number(
                "1a",
                "worth of shared valley, run together to Northland",
                Enumeration,
                self.worth(0, [1, 1]),
            ),
            Answer::number("1b", "the same to Southland", Enumeration, self.worth(1, [1, 1])),
            Answer::count("2a", "deals that Northland would sign", Enumeration, accepted(0)),
            Answer::count("2b", "deals that Southland would sign", Enumeration, accepted(1)),
            Answer::count("2c", "deals in the zone", Enumeration, zone.len() as u64),
            Answer::words("3a", "Nash's deal", Enumeration, named),
            Answer::number("3b", "product of the gains there", Enumeration, self.product(nash)).within(0.001),
            Answer::count("4", "deals in the zone with the red line", Enumeration, with_line),
            Answer::number("5a", "where the zone closes", Enumeration, closes),
            Answer::number("5b", "chance that it is open", Formula, open),
            Answer::simulated("5c", "share of draws in which it is", &guessed.blocking.zone_frequency)?,
            Answer::words("6", "the deal that is signed", super::Method::Simulation, signed),
        ])
    }
}
