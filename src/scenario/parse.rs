//! From text to a scenario: TOML, overrides, the format, the checks.

use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::{
    Override, Scenario,
    diagnostic::{Diagnostics, Finding},
    format::{Bounds, Format, Reader},
    nesting, overrides,
    spec::{HOMES, ScenarioSpec},
    syntax,
    tree::{Node, Origin, Table, Value},
    validate, version,
};

/// The longest file that is read, in bytes.
const LONGEST_FILE: usize = 1 << 20;

impl Scenario {
    /// Reads and checks a scenario. Pure: `file_name` is only for messages.
    ///
    /// # Errors
    /// [`Diagnostics`] with everything that is wrong with the text and the overrides.
    pub fn parse(file_name: &str, text: &str, overrides: &[Override]) -> Result<Self, Diagnostics> {
        let (mut tree, mut diagnostics) = open(file_name, text)?;
        let scenario = Self::read(&mut tree, overrides, &mut diagnostics);
        match scenario {
            Some(scenario) if diagnostics.is_empty() => Ok(Self { text_hash: hash(text), ..scenario }),
            _ => {
                diagnostics.sort();
                Err(diagnostics)
            }
        }
    }

    fn read(tree: &mut Table, overrides: &[Override], diagnostics: &mut Diagnostics) -> Option<Self> {
        for given in overrides {
            let source = diagnostics.add_source("--set", given.as_str());
            overrides::apply(tree, given, source, diagnostics);
        }
        if let Some(finding) = version::newer(tree) {
            diagnostics.truncate(0);
            diagnostics.report(finding);
            return None;
        }
        let root = Node { origin: Origin::default(), value: Value::Table(std::mem::take(tree)) };
        let spec = ScenarioSpec::read(&root, Bounds::ANY, &mut Reader::new(HOMES, diagnostics))?;
        let Value::Table(tree) = &root.value else { return None };
        let scenario = validate::scenario(&spec, tree, diagnostics)?;
        Some(Self {
            overrides: overrides.iter().map(|given| given.as_str().to_owned()).collect(),
            ..scenario
        })
    }
}

/// The tree of a file's text, and what is wrong so far with what could be read; or all that is wrong, if it can't be read.
pub(super) fn open(file_name: &str, text: &str) -> Result<(Table, Diagnostics), Diagnostics> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > LONGEST_FILE {
        let mut diagnostics = Diagnostics::new(file_name, "");
        diagnostics.report(
            Finding::new(
                Origin::default(),
                format!("the file has {} bytes; at most {LONGEST_FILE} are read", text.len()),
            )
            .help("a scenario of a thousand lines has about 50,000 bytes: is this the right file?"),
        );
        return Err(diagnostics);
    }
    let mut diagnostics = Diagnostics::new(file_name, text);
    if let Some(place) = nesting::too_deep(text) {
        diagnostics.unfinished = true;
        diagnostics.report(
            Finding::new(Origin { source: 0, start: place, end: place + 1 }, "the file is nested too deeply")
                .label(format!("more than {} levels", nesting::DEEPEST))
                .help("nothing in a scenario is nested that deeply; is a bracket not closed?"),
        );
        return Err(diagnostics);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if !syntax::report(&errors, text, &mut diagnostics) {
        diagnostics.unfinished = true;
        diagnostics.sort();
        return Err(diagnostics);
    }
    Ok((Node::from_table(table.get_ref(), 0), diagnostics))
}

/// SHA-256 in hexadecimal.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The JSON Schema of the scenario format, for editors.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    let mut schema = schemars::SchemaGenerator::default().into_root_schema_for::<ScenarioSpec>().to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), "Armistice scenario".into());
    }
    schema
}
