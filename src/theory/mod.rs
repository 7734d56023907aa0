//! Closed forms of bargaining theory, war and deterrence: one file each, each a few small documented functions.
//!
//! They are what the engine is tested against, and what a report compares a scenario with. Unless said otherwise a
//! pie of 1 is shared, player 1 proposes first, and who is indifferent accepts.

mod baron_ferejohn;
mod behaviour;
mod deterrence;
mod discount;
mod error;
mod fearon;
mod frontier;
mod nash;
mod points;
mod power_frontier;
mod random_proposer;
mod rubinstein;
mod screening;
mod self_enforcement;
mod survival;
mod war;

pub use baron_ferejohn::{
    ClosedRule, OpenRule, ThreeLegislators, closed_rule, finite_closed_rule, open_rule, three_legislators,
};
pub use behaviour::{aspiration, logit_acceptance, softmax};
pub use deterrence::{combined_honour, honour_from_stake, is_deterred, required_response};
pub use discount::Discount;
pub use error::GameError;
pub use fearon::{PreventiveWar, bargaining_range, inefficient_war, preventive_war};
pub use frontier::Frontier;
pub use nash::nash_split;
pub use points::{egalitarian_point, kalai_smorodinsky_point, nash_point, utilitarian_point};
pub use power_frontier::PowerFrontier;
pub use random_proposer::{RandomProposer, random_proposer};
pub use rubinstein::{
    breakdown_share, finite_rubinstein_share, finite_war_flow_share, outside_option_share, rubinstein_share,
    war_flow_share,
};
pub use screening::{
    Screening, TwoTypes, screening_offer, two_type_demand, violation_given_alarm, violation_given_silence,
};
pub use self_enforcement::required_patience;
pub use survival::{
    annual_from_monthly, beta_geometric_survival, collapse_weight, combined_hazard, constant_hazard_survival,
    deal_value, finite_deal_present_value, hazard_from_survival, mean_periods_of_peace,
    median_periods_of_peace, monthly_from_annual,
};
pub use war::{RandomWalkWar, costly_lottery};

/// Where a function that falls (weakly) crosses zero between `low` and `high`, by bisection down to neighbouring
/// numbers; an end where it does not cross.
fn falling_root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    loop {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            return middle;
        }
        if f(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
}
