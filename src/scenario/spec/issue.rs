//! An issue, what its levels are worth and what they do, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::super::{
    diagnostic::Finding,
    format::{Bounds, Count, Format, Map, Number, Plain, Reader, Text, section, tagged},
    tree::{Node, Origin, Value},
    wording::{nearest, quoted},
};

section! {
    /// A range of numbers, cut into levels at equal distances.
    pub(in crate::scenario) struct RangeSpec {
        /// The first level.
        from: Plain,
        /// The last level, above `from`.
        to: Plain,
        /// Unit of the numbers.
        unit: Option<Text>,
        /// Number of levels.
        #[range(Bounds::new(2.0, 50_000.0))]
        #[default(11)]
        steps: Count,
    }
}

section! {
    /// Values that fall with the distance from an ideal: `1 − (|y − ideal| / farthest end)^curvature`.
    pub(in crate::scenario) struct IdealSpec {
        /// The best place: a level's name; for a range a number in its units.
        ideal: IdealPlace,
        /// Below 1 the first steps away cost most, above 1 the last ones.
        #[range(Bounds::new(0.5, 3.0))]
        #[default(1.0)]
        curvature: Number,
    }
}

/// The best place on an issue.
#[derive(Clone, Debug)]
pub(in crate::scenario) enum IdealPlace {
    Level(Text),
    Number(Number),
}

impl Format for IdealPlace {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Text(_) => Text::read(node, bounds, reader).map(Self::Level),
            _ => Number::read(node, bounds, reader).map(Self::Number),
        }
    }

    fn placeholder(reader: &mut Reader<'_>) -> Self {
        Self::Level(Text::placeholder(reader))
    }

    fn example(key: &str) -> String {
        format!("add `{key} = \"…\"` with a level's name, or a number in the range's units")
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let (level, number) = (Text::schema(bounds, generator), Number::schema(bounds, generator));
        json_schema!({ "anyOf": [level, number] })
    }
}

/// What the levels of an issue are worth to an actor, each from 0 to 1.
#[derive(Clone, Debug)]
pub(in crate::scenario) enum ValuesSpec {
    /// One value a level.
    Table(Origin, Vec<Number>),
    /// An ideal and a curvature.
    Ideal(IdealSpec),
    /// `"more"` (the last level is best) or `"less"` (the first is best): the ideal, 1 or 0, and the curvature.
    Toward(Number, Number),
    /// Something broken, which has been reported.
    Broken,
}

impl Format for ValuesSpec {
    fn read(node: &Node, _bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => {
                Vec::read(node, Bounds::new(0.0, 1.0), reader).map(|list| Self::Table(node.origin, list))
            }
            Value::Table(_) => IdealSpec::read(node, Bounds::ANY, reader).map(Self::Ideal),
            Value::Text(word) => {
                let key = reader.key();
                let ideal = match word.as_str() {
                    "more" => 1.0,
                    "less" => 0.0,
                    _ => {
                        let meant = nearest(word, ["more", "less"]);
                        reader.report(
                            Finding::new(node.origin, format!("{} can't be {}", quoted(&key), quoted(word)))
                                .label("must be `more`, `less`, a list or an ideal")
                                .help(meant.map_or_else(
                                    || "write `\"more\"` (the last level is best), `\"less\"` (the first), one value a level, or `{ ideal = … }`".to_owned(),
                                    |meant| format!("did you mean `\"{meant}\"`?"),
                                )),
                        );
                        return None;
                    }
                };
                let ideal = Number::fixed(ideal, format!("{key}.ideal"), node.origin, true);
                let curvature = Number::fixed(1.0, format!("{key}.curvature"), Origin::default(), false);
                Some(Self::Toward(ideal, curvature))
            }
            _ => {
                reader.wrong_type(node, "a list, `{ ideal = … }`, `\"more\"` or `\"less\"`");
                None
            }
        }
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self::Broken
    }

    fn schema(_bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let list = Vec::<Number>::schema(Bounds::new(0.0, 1.0), generator);
        let ideal = IdealSpec::schema(Bounds::ANY, generator);
        json_schema!({ "anyOf": [list, ideal, { "enum": ["more", "less"] }] })
    }
}

section! {
    /// Nothing beside what the level is worth.
    pub(in crate::scenario) struct NoEffectSpec("none") {
    }
}

section! {
    /// Sets the severity of the guarantees that name the issue.
    pub(in crate::scenario) struct GuaranteeEffectSpec("guarantee") {
        /// `L` at each level: severity of the response, in utility.
        #[range(Bounds::new(0.0, 10.0))]
        severity: Vec<Number>,
    }
}

section! {
    /// A force that adds capability to a side when it is attacked.
    pub(in crate::scenario) struct PresenceSpec("presence") {
        /// The belligerent that the force protects.
        protects: Text,
        /// Capability added at each level.
        #[range(Bounds::new(0.0, 1e6))]
        capability: Vec<Number>,
    }
}

section! {
    /// Caps a side's capability.
    pub(in crate::scenario) struct TroopCapSpec("troop_cap") {
        /// The belligerent.
        actor: Text,
        /// Greatest capability at each level.
        #[range(Bounds::new(0.0, 1e6))]
        capability: Vec<Number>,
    }
}

section! {
    /// Multiplies a side's capability: ground that a text gives or takes has a military price.
    pub(in crate::scenario) struct GroundSpec("ground") {
        /// The belligerent.
        actor: Text,
        /// `γ` at each level: its capability is multiplied by `1 + γ`.
        #[range(Bounds::new(-0.99, 100.0))]
        gain: Vec<Number>,
    }
}

section! {
    /// Adds to the cost of being caught in an attack.
    pub(in crate::scenario) struct SnapbackSpec("sanctions_snapback") {
        /// Exposure added at each level, in utility; may be negative.
        #[range(Bounds::new(-10.0, 10.0))]
        exposure: Vec<Number>,
    }
}

tagged! {
    /// What the agreed level does to the ceasefire.
    pub(in crate::scenario) enum EffectSpec {
        "none" => None(NoEffectSpec),
        "guarantee" => Guarantee(GuaranteeEffectSpec),
        "presence" => Presence(PresenceSpec),
        "troop_cap" => TroopCap(TroopCapSpec),
        "ground" => Ground(GroundSpec),
        "sanctions_snapback" => SanctionsSnapback(SnapbackSpec),
    }
}

/// What the agreed level does: one effect, or a list of them.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct EffectsSpec(pub Vec<EffectSpec>);

impl Format for EffectsSpec {
    fn read(node: &Node, bounds: Bounds, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, bounds, reader).map(Self),
            _ => EffectSpec::read(node, bounds, reader).map(|effect| Self(vec![effect])),
        }
    }

    fn placeholder(_reader: &mut Reader<'_>) -> Self {
        Self(vec![EffectSpec::Broken])
    }

    fn schema(bounds: Bounds, generator: &mut SchemaGenerator) -> Schema {
        let (one, many) =
            (EffectSpec::schema(bounds, generator), Vec::<EffectSpec>::schema(bounds, generator));
        json_schema!({ "anyOf": [one, many] })
    }
}

section! {
    /// An issue of the talks: give either `levels` or `range`.
    pub(in crate::scenario) struct IssueSpec {
        /// Key of the issue.
        id: Text,
        /// Name for people; by default the key.
        label: Option<Text>,
        /// Names of the levels.
        levels: Option<Vec<Text>>,
        /// A range of numbers, cut into levels.
        range: Option<RangeSpec>,
        /// The levels that are on the table, by name; by default all.
        on_table: Option<Vec<Text>>,
        /// What the levels are worth to each actor, in utility, by the actor's key.
        values: Map<ValuesSpec>,
        /// Every fixed value of the lists becomes a flat distribution this far to both sides, in utility, cut to 0
        /// and 1.
        #[range(Bounds::new(0.0, 1.0))]
        values_range: Option<Plain>,
        /// Share of what a level is worth to a belligerent that bears on breaking the deal; by default 0 for an issue
        /// with an effect `guarantee`, `presence` or `troop_cap` or one that sets the monitoring, else 1. What an
        /// adversary dislikes about a guarantee is that it takes away its option of war, and war knows that already.
        #[range(Bounds::new(0.0, 1.0))]
        grievance: Option<Number>,
        /// What the agreed level does to the ceasefire, one table or a list of them; by default nothing.
        effect: Option<EffectsSpec>,
    }
}
