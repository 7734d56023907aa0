//! The prospects of every deal: `θ_i(x)`, kept for models that differ in nothing that bears on it.
//!
//! They are nearly all the work of a valuation. Outside options, the values of those who do not fight, and what
//! guarantees cost leave them as they are.

use super::{Model, Values, deal::DealSpace, valuation};

/// `θ_i(x)` of the deals of a space, by actor and position, and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospects {
    /// The model without what does not bear on them.
    bearing: Model,
    pub(super) weights: Vec<Vec<f64>>,
}

impl Prospects {
    /// The prospects of all deals of a space.
    #[must_use]
    pub fn new(model: &Model, space: &DealSpace) -> Self {
        let weights = valuation::collapse_weights(model, space, &valuation::worth(model));
        Self { bearing: bearing(model), weights }
    }

    /// Whether another model of the same scenario has the same prospects.
    #[must_use]
    pub fn hold_for(&self, model: &Model) -> bool {
        self.bearing == bearing(model)
    }
}

/// A model with all that does not bear on the prospects of its deals made alike.
fn bearing(model: &Model) -> Model {
    let mut model = model.clone();
    let fights =
        |actor: usize| model.belligerents.is_some_and(|sides| sides.iter().any(|side| side.0 == actor));
    let fights: Vec<bool> = (0..model.actors.len()).map(fights).collect();
    for (actor, &fights) in model.actors.iter_mut().zip(&fights) {
        // What a collapse is worth to an actor is weighed by `θ`, and no part of it.
        actor.war_flow = 0.0;
        actor.weariness = 0.0;
        actor.scar = 0.0;
        actor.rearmament_gain = 0.0;
        actor.private = None;
        if !fights {
            // The ceasefire rests on the satisfaction of those who fight.
            actor.weights.clear();
            actor.red_lines.clear();
        }
    }
    for issue in &mut model.issues {
        for (values, &fights) in issue.values.iter_mut().zip(&fights) {
            if !fights {
                *values = Values::Table(Vec::new());
            }
        }
    }
    model.guarantees.iter_mut().for_each(|guarantee| guarantee.cost = 0.0);
    model
}

#[cfg(test)]
mod tests {
    use super::{DealSpace, Prospects};
    use crate::{model::Valuation, scenario::Scenario};

    #[test]
    fn prospects_that_hold_give_the_same_valuation() {
        for text in [
            include_str!("../../scenarios/ukraine-2025.toml"),
            include_str!("../../scenarios/good-friday-1998.toml"),
            include_str!("../../tests/fixtures/valid/complete.toml"),
        ] {
            let scenario = Scenario::parse("scenario.toml", text, &[]).unwrap();
            let mut point = vec![0.5; scenario.parameters.len()];
            let middle = scenario.at(&point).model;
            let space = DealSpace::signable(&middle);
            let prospects = Prospects::new(&middle, &space);
            assert_eq!(Valuation::under(&middle, &space, &prospects), Valuation::new(&middle, &space));
            let mut held = Vec::new();
            for (place, parameter) in scenario.parameters.iter().enumerate() {
                if parameter.quantity.is_fixed() {
                    continue;
                }
                point[place] = 0.9;
                let model = scenario.at(&point).model;
                point[place] = 0.5;
                if prospects.hold_for(&model) {
                    let (kept, made) =
                        (Valuation::under(&model, &space, &prospects), Valuation::new(&model, &space));
                    assert!(kept == made, "{}", parameter.key);
                    held.push(parameter.key.as_str());
                }
            }
            assert!(held.iter().any(|key| key.ends_with("war_flow")), "{held:?}");
            assert!(!held.iter().any(|key| key.starts_with("ceasefire.")), "{held:?}");
        }
    }
}
