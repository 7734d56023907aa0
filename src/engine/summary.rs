//! What a simulation found: the one document that text, JSON, charts and the report are made from.
//!
//! Probabilities are in `[0, 1]`, values are per-period normalised flows, times are in periods.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of this document's shape; it rises when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that a simulation found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Version of this document's shape.
    pub schema_version: u32,
    /// Version of Armistice that made it.
    pub armistice: String,
    /// What the numbers are and are not.
    pub disclaimer: String,
    /// The scenario.
    pub scenario: ScenarioFacts,
    /// How much was simulated.
    pub counts: RunCounts,
    /// The headline probabilities and means, by name.
    pub metrics: BTreeMap<String, Estimate>,
    /// How it ends: no deal, temporary pause, fragile, durable, in this order.
    pub outcomes: Vec<OutcomeShare>,
    /// How much of the variance of durability stems from not knowing the inputs.
    pub uncertainty: UncertaintySplit,
    /// Which inputs drive a durable peace, where time after signing is watched, and a deal; empty where no input is a
    /// distribution.
    #[serde(default)]
    pub drivers: Vec<Drivers>,
    /// How long peace holds among the signed deals; empty when nothing is held or signed.
    pub survival: Survival,
    /// What is in the signed deals, issue by issue.
    pub terms: Vec<IssueTerms>,
    /// The texts most often signed, at most ten.
    pub texts: Vec<SignedText>,
    /// Who blocks.
    pub blocking: Blocking,
    /// How the talks went, track by track.
    pub talks: Vec<TrackTalks>,
    /// How good the deals are for each actor that must sign.
    pub welfare: Vec<Welfare>,
    /// The zone of agreement at the central values of all inputs.
    pub central: Central,
    /// What happened during the ceasefire.
    pub ceasefire: CeasefireFacts,
    /// Outcomes against guarantee strength; empty in a scenario without a guarantee, and where it was not asked for.
    pub guarantee_strength: Vec<StrengthPoint>,
    /// Every input that is not a default, and where it comes from.
    pub inputs: Vec<Input>,
    /// What the reader should know before trusting a number.
    pub warnings: Vec<String>,
}

/// What scenario was simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioFacts {
    /// Name.
    pub name: String,
    /// Question.
    pub question: String,
    /// What a period is called: `month`.
    pub period: String,
    /// SHA-256 of the scenario's text, in hexadecimal.
    pub hash: String,
    /// The `--set` overrides in order.
    pub overrides: Vec<String>,
    /// Names of the actors, in file order, by key.
    pub actors: Vec<Name>,
    /// Periods watched after signing.
    pub hold: u32,
    /// A collapse within this many periods is a temporary pause.
    pub pause: u32,
}

/// A key and the name for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Name {
    /// The key in the scenario.
    pub id: String,
    /// The name for people.
    pub label: String,
}

/// How much was simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunCounts {
    /// Parameter draws completed.
    pub draws: u64,
    /// Replications of each.
    pub replications: u64,
    /// Runs: draws × replications, and after an interruption those of a draw that was begun.
    pub runs: u64,
    /// Runs that ended in a signed deal.
    pub signed: u64,
    /// Seed.
    pub seed: u64,
    /// False when the simulation was interrupted.
    pub complete: bool,
}

/// A range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Range {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// An estimate with both kinds of uncertainty apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// The estimate; `None` when nothing was there to estimate it from (such as no deal at all).
    pub value: Option<f64>,
    /// Monte Carlo standard error: it shrinks with more draws.
    pub standard_error: Option<f64>,
    /// 95 % Monte Carlo interval: Wilson's, on the effective number of runs.
    pub interval: Option<Range>,
    /// Where the central 80 % of the draws lie, chance removed: it does not shrink with more draws.
    /// `None` with one replication, where the two kinds can't be told apart.
    pub band: Option<Range>,
}

/// One way in which it ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeShare {
    /// `no_deal`, `temporary_pause`, `fragile` or `durable`.
    pub outcome: String,
    /// The name for people.
    pub label: String,
    /// Runs that ended so.
    pub count: u64,
    /// The share of all runs.
    pub share: Estimate,
}

/// Where the variance of "a durable peace" comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UncertaintySplit {
    /// Share of the variance between draws: the inputs are not known.
    pub parameters: Option<f64>,
    /// Share within draws: chance.
    pub chance: Option<f64>,
}

/// What drives one metric: how much of its variance between draws each input explains by itself, with the chance
/// within draws taken off. It rests on the runs of the simulation alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drivers {
    /// `p_durable` or `p_deal`.
    pub metric: String,
    /// The name for people: `a durable peace`.
    pub label: String,
    /// Standard deviation between the draws' own chances; `None` where it can't be told.
    pub deviation: Option<f64>,
    /// Sum of the shares of the inputs that are told apart from chance, at most 1. The rest is left to inputs that are
    /// not and to inputs that work together. `None` without inputs.
    pub explained: Option<f64>,
    /// Why no input is listed: the end of a sentence.
    pub absence: Option<String>,
    /// Whether some inputs are correlated. Each is then counted with what it tells of those tied to it, and shares
    /// overlap.
    pub correlated: bool,
    /// Every input that is a distribution, the largest share first.
    pub inputs: Vec<Driver>,
}

/// What one input explains by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Driver {
    /// The key in the scenario.
    pub key: String,
    /// The name for people.
    pub label: String,
    /// `assumption`, `source`, or `unstated`.
    pub provenance: String,
    /// Its share of the variance between draws (first-order index); as an estimate it may lie a little below 0.
    pub share: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// 95 % interval.
    pub interval: Range,
    /// Whether the metric rises, falls or bends with it more than chance makes of an input that does nothing: an F test
    /// at 5 % over all inputs together (Bonferroni).
    pub told_apart: bool,
    /// The metric over the draws in which it is in the lowest, the middle and the highest third of its distribution.
    pub thirds: [f64; 3],
    /// What more of it does to the metric from its lowest to its highest third: `raises`, `lowers`, `turns` (it is
    /// highest or lowest in the middle), or `unclear`.
    pub direction: String,
}

/// Survival of the signed ceasefires (Kaplan–Meier).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Survival {
    /// One point for each period from 0 to the hold.
    pub points: Vec<SurvivalPoint>,
    /// First period at which at most half survive; `None` if more than half outlast the hold.
    pub median: Option<u32>,
    /// Mean periods of peace within the hold.
    pub restricted_mean: Option<f64>,
}

/// Survival at one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurvivalPoint {
    /// Periods since signing.
    pub period: u32,
    /// Ceasefires that had not collapsed before this period.
    pub at_risk: u64,
    /// Ceasefires that collapsed in it.
    pub collapses: u64,
    /// Share that survives it.
    pub survival: f64,
    /// 95 % interval (log-log).
    pub interval: Range,
    /// Chance of collapse in this period among those at risk.
    pub hazard: f64,
}

/// What became of one issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IssueTerms {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Its levels in file order.
    pub levels: Vec<LevelShare>,
}

/// How often a level was signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelShare {
    /// The level's name.
    pub label: String,
    /// Whether it was on the table.
    pub on_table: bool,
    /// Signed deals with it.
    pub count: u64,
    /// Their share of the signed deals; 0 without any.
    pub share: f64,
    /// Share of the signed deals with it that outlasted the hold, if any.
    pub durable: Option<f64>,
}

/// A whole text that was signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedText {
    /// Level names in issue order.
    pub levels: Vec<String>,
    /// How often it was signed.
    pub count: u64,
    /// Share of the signed deals.
    pub share: f64,
    /// Share of these that outlasted the hold.
    pub durable: f64,
}

/// Who blocks a deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Blocking {
    /// Share of the draws with a non-empty zone of agreement in some round.
    pub zone_frequency: Estimate,
    /// For each actor that must sign.
    pub actors: Vec<Blocker>,
    /// The actors whose leaving opens the zone, for the draws in which it is empty throughout.
    pub sets: Vec<BlockingSet>,
    /// How the talks without a deal ended.
    #[serde(default)]
    pub endings: Endings,
}

/// How talks without a deal ended, by count of runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Endings {
    /// All rounds passed, or an earlier track had no text to carry on with.
    pub out_of_time: u64,
    /// The talks broke down.
    pub broke_down: u64,
    /// The war was decided on the battlefield.
    pub decided: u64,
    /// The text was voted down for the last time.
    pub not_ratified: u64,
}

/// What one actor has to do with the failures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Blocker {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Runs without a deal in which it refused the last text that failed, or did not answer it.
    pub last_refusals: u64,
    /// Their share of the runs without a deal; several may refuse one text, so shares may add up to more than 1.
    pub share: f64,
    /// What the last refusal rested on, by count: it could not, would not yet, or did not answer.
    pub reasons: RefusalReasons,
    /// Rounds in which it was asked and stayed silent, a run.
    pub silent_rounds: f64,
    /// The red lines that the texts refused last crossed, by issue, most frequent first.
    pub red_lines: Vec<RedLineCount>,
}

/// Why a text was refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RefusalReasons {
    /// It crossed a hard red line.
    pub red_line: u64,
    /// It was worth less than the outside option.
    pub outside_option: u64,
    /// It was worth more than the outside option, and less than the actor still hoped for.
    pub aspiration: u64,
    /// No answer came.
    pub silence: u64,
    /// It was signed, and voted down at home.
    #[serde(default)]
    pub voters: u64,
}

/// How often a hard red line stood in the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RedLineCount {
    /// Name of the issue.
    pub issue: String,
    /// Runs.
    pub count: u64,
}

/// A minimal set of actors without whom a zone of agreement would open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BlockingSet {
    /// Names of the actors.
    pub actors: Vec<String>,
    /// Draws.
    pub count: u64,
    /// Their share of the draws with an empty zone.
    pub share: f64,
}

/// How one track went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrackTalks {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Runs that reached this track.
    pub reached: u64,
    /// Runs in which it agreed on a text.
    pub agreed: u64,
    /// Mean rounds used when it agreed.
    pub mean_rounds: Option<f64>,
    /// Mean returns of the text to a bloc.
    pub mean_returns: Option<f64>,
    /// Rounds in order, from 1.
    pub rounds: Vec<RoundTalks>,
}

/// One round of one track over all runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundTalks {
    /// Round of the track, from 1.
    pub round: u32,
    /// Runs still talking in this round.
    pub talking: u64,
    /// Runs that signed in this round.
    pub agreed: u64,
    /// For each actor that takes part.
    pub actors: Vec<RoundActor>,
}

/// What one actor aspired to and was offered in one round. Values are its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundActor {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What it would accept.
    pub aspiration: Option<Fan>,
    /// Its outside option.
    pub reservation: Option<Fan>,
    /// What the texts on the table were worth to it (those that cross its hard red lines left out).
    pub offers: Option<Fan>,
}

/// Quantiles over runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fan {
    /// 10 %.
    pub p10: f64,
    /// 25 %.
    pub p25: f64,
    /// 50 %.
    pub p50: f64,
    /// 75 %.
    pub p75: f64,
    /// 90 %.
    pub p90: f64,
}

/// How good the signed deals are for one actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Welfare {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Value of the signed deal, over signed runs.
    pub value: Option<Fan>,
    /// Its mean.
    pub mean: Option<f64>,
    /// Mean gain over the outside option at signing.
    pub mean_gain: Option<f64>,
    /// Mean discounted realised utility, with the ceasefire's true course, over signed runs.
    pub realised: Option<f64>,
}

/// The zone of agreement with every input at its mode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Central {
    /// Deals in the deal space, off-table levels left out.
    pub deals: u64,
    /// Deals that cross no hard red line of an actor that must sign.
    pub within_red_lines: u64,
    /// For each actor that must sign, the deals on the table that it alone would accept in the first round: they cross
    /// no hard red line of its own and are worth at least its outside option to it.
    pub acceptable: Vec<Acceptable>,
    /// Deals that all of them would, in the first round of the talks.
    pub zone: u64,
    /// Deals that all of them would in the last round, after weariness and pressure.
    #[serde(default)]
    pub zone_last: u64,
    /// Nash, Kalai–Smorodinsky and egalitarian points of the zone.
    pub points: Vec<BargainingPoint>,
    /// Minimal sets of actors whose leaving opens the zone, if it is empty.
    pub blockers: Vec<Vec<String>>,
    /// How large the zone would be without each hard red line.
    #[serde(default)]
    pub red_lines: Vec<RedLineRelief>,
    /// What the levels of each issue are worth to each actor, as it is stated and by what they do to war and peace; empty
    /// where nothing is held.
    #[serde(default)]
    pub worth: Vec<LevelWorth>,
    /// The two actors on the axes of the picture: the belligerents, or the first two that must sign.
    pub axes: Vec<Name>,
    /// Their outside options.
    pub outside: Vec<f64>,
    /// The Pareto frontier over the deals within red lines, as pairs of values on the axes.
    pub frontier: Vec<[f64; 2]>,
    /// All deals within red lines, thinned to at most 1,500, as pairs of values on the axes.
    pub cloud: Vec<[f64; 2]>,
    /// Texts signed in the simulation, valued at the modes, with their share of the signed deals.
    pub signed: Vec<SignedPoint>,
}

/// What the levels of an issue are worth to an actor, each against the first that can be signed, as means over all
/// deals with the level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelWorth {
    /// The issue.
    pub issue: Name,
    /// The actor.
    pub actor: Name,
    /// The levels that can be signed.
    pub levels: Vec<String>,
    /// What they add to the flow that the scenario states.
    pub stated: Vec<f64>,
    /// What they add by what they do to war and peace: `V − u`.
    pub instrumental: Vec<f64>,
}

/// How many deals one actor would accept. Those that cross another's hard red line count too, with that other one as
/// discontented as can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Acceptable {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Deals.
    pub deals: u64,
}

/// What one hard red line costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RedLineRelief {
    /// Name of the actor that draws the line.
    pub actor: String,
    /// Name of the issue that it is on.
    pub issue: String,
    /// Deals in the zone of the first round if this line alone were dropped.
    pub zone: u64,
}

/// A bargaining solution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BargainingPoint {
    /// `Nash`, `Kalai–Smorodinsky` or `egalitarian`.
    pub solution: String,
    /// Level names in issue order.
    pub levels: Vec<String>,
    /// Value for each actor that must sign, in file order.
    pub values: Vec<f64>,
    /// Values on the axes of the picture.
    pub axes: [f64; 2],
    /// Exact chance that this deal's ceasefire outlasts the hold, at the modes; `None` where nothing is held.
    pub survival: Option<f64>,
}

/// A signed text in the picture of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedPoint {
    /// Values on the axes.
    pub at: [f64; 2],
    /// Share of the signed deals.
    pub share: f64,
}

/// What happened during the ceasefires, counted over signed runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CeasefireFacts {
    /// Periods at peace, summed over runs.
    pub periods: u64,
    /// Of these, at calm, with incidents, and in crisis.
    pub periods_by_level: [u64; 3],
    /// Incidents.
    pub incidents: u64,
    /// False alarms.
    pub false_alarms: u64,
    /// Attempts to attack, by belligerent.
    pub attempts: Vec<NamedCount>,
    /// Early warnings given before an attempt.
    pub warned: u64,
    /// Attempts that an honoured warning stopped.
    pub stopped: u64,
    /// Attacks that went ahead.
    pub attacks: u64,
    /// Of these, detected and attributed.
    pub detected: u64,
    /// Of these, contained.
    pub contained: u64,
    /// Incidents that spoilers had a hand in.
    #[serde(default)]
    pub spoiled: u64,
    /// Times that the text was reopened in crisis.
    #[serde(default)]
    pub reopened: u64,
    /// Of these, times that all took a text, and peace was calm again.
    #[serde(default)]
    pub repaired: u64,
    /// Ceasefires in which another text took the place of the signed one.
    #[serde(default)]
    pub changed: u64,
    /// Collapses by attack, by belligerent.
    pub collapsed_by_attack: Vec<NamedCount>,
    /// Why who began a war did so, by belligerent.
    #[serde(default)]
    pub motives: Vec<Motives>,
    /// Collapses by escalation of incidents.
    pub collapsed_by_escalation: u64,
    /// Signed ceasefires whose outcome hangs on what the sides expect of each other: fear would feed on fear.
    #[serde(default)]
    pub fearful: u64,
    /// Guarantees tested and honoured.
    pub guarantees: Vec<GuaranteeFacts>,
}

/// A count for somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NamedCount {
    /// Name for people.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// Why a belligerent went back to war.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Motives {
    /// Name for people.
    pub label: String,
    /// Collapses in which it attacked and war was worth a peace kept for good.
    pub meant: u64,
    /// Collapses in which it attacked and war was only worth more than waiting for the other's attack.
    pub feared: u64,
    /// Collapses in which it attacked though neither held.
    pub accident: u64,
    /// Signed ceasefires under a text that it would mean to break, at calm, in some period watched.
    pub tempted: u64,
}

/// What became of one guarantee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GuaranteeFacts {
    /// Key.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Signed deals that gave it.
    pub given: u64,
    /// Times that it was tested.
    pub tested: u64,
    /// Times that it was honoured.
    pub honoured: u64,
    /// Wilson interval of honoured / tested.
    pub honoured_share: Option<Range>,
}

/// Outcomes with the honour of every guarantee, true and perceived, set to one strength.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StrengthPoint {
    /// Chance that each guarantor honours its word, in `[0, 1]`.
    pub strength: f64,
    /// P(deal).
    pub p_deal: Estimate,
    /// P(durable | deal).
    pub p_durable_given_deal: Estimate,
    /// P(durable), the product.
    pub p_durable: Estimate,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// The key in the scenario.
    pub key: String,
    /// The number or distribution as a person would write it.
    pub value: String,
    /// Its central value.
    pub mode: f64,
    /// Its range; equal ends for a fixed number.
    pub range: Range,
    /// `assumption`, `source`, or `unstated`.
    pub provenance: String,
    /// Why this number.
    pub note: String,
}
