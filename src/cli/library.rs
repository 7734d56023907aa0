//! The shipped scenarios, part of the program itself. A new one is a file in scenarios/ and a line here.

/// A shipped scenario.
#[derive(Debug)]
pub(super) struct Shipped {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Its file's text.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($name:literal)*) => {
        &[$(Shipped { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) }),*]
    };
}

/// All of them: the flagship and its variants, then history by year, then exercises.
pub(super) const SHIPPED: &[Shipped] = shipped![
    "ukraine-2025" "ukraine-2025-coalition" "ukraine-2025-talks-as-cover"
    "korea-1951" "camp-david-1978" "budapest-1994" "dayton-1995" "good-friday-1998" "minsk-2-2015"
    "donbas-truces-2015-2020" "colombia-farc-2016"
    "rubinstein-textbook" "classroom-ultimatum" "mechanism-tour"
];

/// The shipped scenario of this name.
pub(super) fn find(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|shipped| shipped.name == name)
}

/// The shipped name that is most like `name`, if one is like it at all.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    SHIPPED
        .iter()
        .map(|shipped| (strsim::jaro_winkler(name, shipped.name), shipped.name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_file_in_scenarios_is_shipped() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let files: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let listed: BTreeSet<String> = SHIPPED.iter().map(|shipped| shipped.name.to_owned()).collect();
        assert_eq!(files, listed);
    }
}
