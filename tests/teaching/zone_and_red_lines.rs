//! The nine deals from the sheet's table, and the talks offer by offer.

use armistice::teach::Value;

use super::{Solved, solved};

type Deal = [usize; 2];

/// The table of the sheet.
struct Table {
    weights: [[f64; 2]; 2],
    values: [[[f64; 3]; 2]; 2],
    war: [f64; 2],
}

impl Table {
    fn of(group: &Solved) -> Self {
        let given = |name: &str| group.given(name);
        let north = [[1.0, given("north_valley"), 0.0], [1.0, given("north_together"), 0.0]];
        let south = [[0.0, given("south_valley"), 1.0], [0.0, given("south_together"), 1.0]];
        Self {
            weights: [
                [given("north_border"), given("north_dam")],
                [given("south_border"), given("south_dam")],
            ],
            values: [north, south],
            war: [given("north_war"), given("south_war")],
        }
    }

    fn worth(&self, side: usize, deal: Deal) -> f64 {
        let part = |issue: usize| self.weights[side][issue] * self.values[side][issue][deal[issue]];
        part(0) + part(1)
    }

    fn deals() -> Vec<Deal> {
        (0..9).map(|place| [place / 3, place % 3]).collect()
    }

    fn signs(&self, side: usize, deal: Deal) -> bool {
        self.worth(side, deal) >= self.war[side]
    }

    /// Ten rounds of both conceding in a straight line, each tabling what gives the other most of what it asks for.
    fn talk(&self) -> Option<Deal> {
        let best = [0, 1].map(|side| {
            Self::deals().into_iter().map(|deal| self.worth(side, deal)).fold(f64::MIN, f64::max)
        });
        (0..10_u32).find_map(|round| {
            let asks = [0, 1]
                .map(|side| self.war[side] + (best[side] - self.war[side]) * (1.0 - f64::from(round) / 9.0));
            let [speaker, other] = if round % 2 == 0 { [0, 1] } else { [1, 0] };
            let mut open: Vec<Deal> = Self::deals();
            open.retain(|&deal| self.worth(speaker, deal) >= asks[speaker] - 1e-9);
            open.sort_by(|&a, &b| {
                let order = self.worth(other, b).total_cmp(&self.worth(other, a));
                order.then(self.worth(speaker, b).total_cmp(&self.worth(speaker, a)))
            });
            open.first().copied().filter(|&deal| self.worth(other, deal) >= asks[other] - 1e-9)
        })
    }
}

fn named([border, dam]: Deal) -> String {
    let border = ["old line", "shared valley", "new line"][border];
    let dam = ["run by Northland", "run together", "run by Southland"][dam];
    format!("{border}, {dam}")
}

#[test]
fn zones_are_those_of_the_nine_deals() {
    for group in solved("zone-and-red-lines", 6) {
        let table = Table::of(&group);
        let count = |wanted: &dyn Fn(Deal) -> bool| {
            Table::deals().into_iter().filter(|&deal| wanted(deal)).count() as f64
        };
        group.expect("1a", table.worth(0, [1, 1]));
        group.expect("1b", table.worth(1, [1, 1]));
        group.expect("2a", count(&|deal| table.signs(0, deal)));
        group.expect("2b", count(&|deal| table.signs(1, deal)));
        let in_zone = |deal| table.signs(0, deal) && table.signs(1, deal);
        group.expect("2c", count(&in_zone));
        let product = |deal| (table.worth(0, deal) - table.war[0]) * (table.worth(1, deal) - table.war[1]);
        let mut zone = Table::deals();
        zone.retain(|&deal| in_zone(deal));
        zone.sort_by(|&a, &b| product(b).total_cmp(&product(a)));
        assert_eq!(group.answer("3a").value, Value::Words(named(zone[0])));
        group.expect("3b", product(zone[0]));
        let levels =
            group.assignment.numbers.iter().find(|(name, _)| *name == "line_levels").unwrap().1.clone();
        let allowed =
            |deal| levels.split(" or ").any(|level| named(deal).split(", ").any(|part| part == level));
        let left = count(&|deal| in_zone(deal) && allowed(deal));
        assert!(left < zone.len() as f64, "the line costs something");
        group.expect("4", left);
        // The zone closes where no step of a fine ruler finds a deal any more.
        let open = |war: f64| {
            Table::deals().into_iter().any(|deal| table.signs(0, deal) && table.worth(1, deal) >= war)
        };
        let steps =
            (0..=100_000).map(|step| f64::from(step) / 100_000.0).take_while(|&war| open(war - 1e-12));
        let closes = steps.last().unwrap();
        group.expect("5a", closes);
        let [low, high] = [group.given("guess_low"), group.given("guess_high")];
        group.expect("5b", (closes - low) / (high - low));
        group.expect_near("5c", (closes - low) / (high - low));
        assert_eq!(group.answer("6").value, Value::Words(named(table.talk().unwrap())));
    }
}
