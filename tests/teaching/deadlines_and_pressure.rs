//! Talks and ceasefires over a fine grid of what the war is worth to both, played offer by offer and held by the ladder
//! written down once more, against what the simulation drew.

use std::rc::Rc;

use super::{
    Solved,
    ladder::{Ends, Ladder},
    solved,
};

/// Shares of the valley that can be agreed on.
const SHARES: usize = 21;

/// Points of the grid on each axis.
const POINTS: u32 = 32;

/// Talks of the same lesson for the same wars, whatever the pressure: what each share is worth is worked out once.
struct Talks {
    rounds: u32,
    weariness: f64,
    exponent: f64,
    slope: [f64; 2],
    most: f64,
    /// The war of each side, what each share is worth to both as a peace that may end, and how it ends.
    cases: Rc<Vec<Case>>,
}

struct Case {
    war: [f64; 2],
    worth: Vec<[f64; 2]>,
    ends: Vec<Ends>,
}

/// What the talks come to over the grid.
#[derive(Default)]
struct Found {
    signed: f64,
    durable: f64,
    late: f64,
    begun_by_southland: f64,
}

impl Talks {
    fn of(group: &Solved) -> Self {
        let given = |name: &str| group.given(name);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rounds")]
        let rounds = given("rounds") as u32;
        let high = given("war_high");
        let war = |point: u32| 0.4 + (high - 0.4) * (f64::from(point) + 0.5) / f64::from(POINTS);
        let case = |point: u32| {
            let war = [war(point / POINTS), war(point % POINTS)];
            let shares = (0..SHARES).map(|level| {
                let ladder = ladder(level, war, given("surprise"));
                let foreseen = ladder.foresee();
                (foreseen.value, ladder.ends(&foreseen, 60))
            });
            let (worth, ends) = shares.unzip();
            Case { war, worth, ends }
        };
        Self {
            rounds,
            weariness: given("weariness"),
            exponent: given("exponent"),
            slope: [0.0; 2],
            most: given("most"),
            cases: Rc::new((0..POINTS * POINTS).map(case).collect()),
        }
    }

    fn pressure(&self, side: usize, round: u32) -> f64 {
        self.most.min(self.slope[side] * (f64::from(round) - 2.0).max(0.0))
    }

    /// The level that is signed and the round, from 0.
    fn talk(&self, case: &Case) -> Option<(usize, u32)> {
        let worth = |side: usize, level: usize| case.worth[level][side];
        let best = [0, 1].map(|side| (0..SHARES).map(|level| worth(side, level)).fold(f64::MIN, f64::max));
        (0..self.rounds).find_map(|round| {
            let asks = [0, 1].map(|side| {
                let reservation =
                    case.war[side] - self.weariness * f64::from(round) - self.pressure(side, round);
                let elapsed = f64::from(round) / f64::from(self.rounds - 1);
                reservation + (best[side] - reservation).max(0.0) * (1.0 - elapsed.powf(1.0 / self.exponent))
            });
            let [speaker, other] = if round % 2 == 0 { [0, 1] } else { [1, 0] };
            let open = (0..SHARES).filter(|&level| worth(speaker, level) >= asks[speaker] - 1e-9);
            let tabled = open.max_by(|&a, &b| worth(other, a).total_cmp(&worth(other, b)))?;
            (worth(other, tabled) >= asks[other] - 1e-9).then_some((tabled, round))
        })
    }

    /// What comes of wars spread evenly over the square.
    fn play(&self) -> Found {
        let mut found = Found::default();
        let part = 1.0 / f64::from(POINTS * POINTS);
        for case in self.cases.iter() {
            let Some((level, round)) = self.talk(case) else { continue };
            found.signed += part;
            found.durable += part * case.ends[level].holds;
            found.begun_by_southland += part * case.ends[level].begun[1];
            found.late += if round + 2 >= self.rounds { part } else { 0.0 };
        }
        found
    }

    fn pressed(&self, slope: [f64; 2]) -> Found {
        Self { slope, cases: self.cases.clone(), ..*self }.play()
    }
}

fn ladder(level: usize, war: [f64; 2], surprise: f64) -> Ladder {
    let share = level as f64 / (SHARES - 1) as f64;
    Ladder {
        content: [share, 1.0 - share],
        war,
        surprise,
        return_cost: 4.0,
        exposure: 0.05,
        detection: 0.5,
        ..Ladder::BARE
    }
}

/// Like `expect_near`, with room for the grid.
#[track_caller]
fn expect_near(group: &Solved, id: &str, number: f64) {
    let answer = group.answer(id);
    let (found, error) = (answer.as_number().unwrap(), answer.standard_error.unwrap());
    assert!(error < 0.05, "{id}: standard error {error}");
    assert!(
        (found - number).abs() < 4.0 * error + 0.01,
        "{id}: the key says {found} ± {error}, and it is {number}"
    );
}

#[test]
fn pressure_brings_signatures_and_not_peace_as_offers_and_ladder_say() {
    for group in solved("deadlines-and-pressure", 3) {
        let given = |name: &str| group.given(name);
        let passed = given("round") - 1.0;
        let pressure = if given("slope") * (passed - 2.0) > given("most") {
            given("most")
        } else {
            given("slope") * (passed - 2.0)
        };
        let reservation = given("war") - given("weariness") * passed;
        group.expect("1a", pressure);
        group.expect("1b", reservation - pressure);
        let asks = |exponent: f64| {
            let elapsed = passed / (given("rounds") - 1.0);
            reservation + (given("best") - reservation) * (1.0 - elapsed.powf(1.0 / exponent))
        };
        group.expect("2a", asks(given("exponent")));
        group.expect("2b", asks(2.0));

        let begins = given("war") + 0.02 * (given("surprise") - 4.0) - 0.8 * 0.05;
        group.expect("1c", begins);

        let talks = Talks::of(&group);
        let bare = talks.play();
        expect_near(&group, "3a", bare.late / bare.signed);
        let soft = Talks { exponent: 2.0, cases: talks.cases.clone(), ..talks }.play();
        expect_near(&group, "3b", soft.late / soft.signed);
        assert!((soft.signed - bare.signed).abs() < 1e-9, "deadlines date deals here, as the solutions say");
        let slope = given("slope");
        let (one, both) = (talks.pressed([0.0, slope]), talks.pressed([slope; 2]));
        expect_near(&group, "4a", one.signed - bare.signed);
        expect_near(&group, "4b", both.signed - bare.signed);
        let lasting = |found: &Found| found.durable / found.signed;
        expect_near(&group, "4c", lasting(&one) - lasting(&bare));
        expect_near(&group, "4d", lasting(&both) - lasting(&bare));
        expect_near(&group, "4e", both.durable - bare.durable);
        assert!(one.signed > bare.signed && lasting(&one) < lasting(&bare));
        let begun = |found: &Found| found.begun_by_southland / (found.signed - found.durable);
        expect_near(&group, "5a", begun(&bare));
        expect_near(&group, "5b", begun(&one));
        assert!(begun(&one) > begun(&bare), "who is pressed breaks it, as the solutions say");
    }
}
