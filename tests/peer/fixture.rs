//! A negotiation as it went in NegMAS, and how it goes here through the public library.

use armistice::{
    model::{DealSpace, Valuation},
    negotiation::{Clock, Luck, Observer, Speaker, Talks},
    scenario::Scenario,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

pub const TWO_PARTIES: &str = include_str!("../fixtures/negmas/two-parties.json");
pub const THREE_PARTIES: &str = include_str!("../fixtures/negmas/three-parties.json");

/// A deal, as the level of each issue.
type Levels = Vec<usize>;

/// What was said: a round is NegMAS's step.
#[derive(Debug, Default, PartialEq)]
pub struct Record {
    /// Round, actor and text of each offer, in order.
    pub offers: Vec<(u32, usize, Levels)>,
    /// Round and text of the agreement, if there is one.
    pub agreement: Option<(u32, Levels)>,
}

/// A negotiation as it went in NegMAS.
pub struct Fixture {
    pub name: String,
    scenario: String,
    pub peers: Record,
}

impl Fixture {
    pub fn all(text: &str) -> Vec<Self> {
        let fixtures: Value = serde_json::from_str(text).expect("a fixture is JSON");
        list(&fixtures).iter().map(Self::of).collect()
    }

    fn of(value: &Value) -> Self {
        let lines: Vec<&str> = list(&value["scenario"]).iter().map(text).collect();
        let offers = list(&value["offers"]).iter();
        Self {
            name: text(&value["name"]).to_owned(),
            scenario: lines.join("\n"),
            peers: Record {
                offers: offers
                    .map(|offer| (round(&offer[0]), number(&offer[1]), levels(&offer[2])))
                    .collect(),
                agreement: value["agreement"]
                    .as_array()
                    .map(|agreed| (round(&agreed[0]), levels(&agreed[1]))),
            },
        }
    }

    /// How it goes here.
    pub fn play(&self) -> Record {
        let scenario =
            Scenario::parse(&self.name, &self.scenario, &[]).unwrap_or_else(|errors| panic!("{errors}"));
        let case = scenario.central();
        let space = DealSpace::signable(&case.model);
        let valuation = Valuation::new(&case.model, &space);
        let talks = Talks::new(&space, &case.model, &case.rules, &valuation);
        let mut writer = Writer { space: &space, record: Record::default() };
        let settlement = talks.play(&mut Luck::new(&|_| ChaCha8Rng::seed_from_u64(1)), &mut writer);
        let settled = settlement.deal.map(|position| space.levels(position));
        assert_eq!(settled.as_ref(), writer.record.agreement.as_ref().map(|(_, levels)| levels));
        writer.record
    }
}

/// Writes down what is said.
struct Writer<'s> {
    space: &'s DealSpace,
    record: Record,
}

impl Observer for Writer<'_> {
    fn tabled(&mut self, clock: Clock, by: Speaker, position: usize) {
        let Speaker::Actor(actor) = by else { panic!("no bloc is at the table") };
        self.record.offers.push((clock.round, actor, self.space.levels(position)));
    }

    fn agreed(&mut self, clock: Clock, position: usize) {
        self.record.agreement = Some((clock.round, self.space.levels(position)));
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a small number")
}

fn round(value: &Value) -> u32 {
    u32::try_from(number(value)).expect("a small number")
}

fn levels(value: &Value) -> Levels {
    list(value).iter().map(number).collect()
}
