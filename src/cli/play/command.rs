//! What a person types at the table: words, and texts as `issue=level`.

use crate::engine::play::Session;

/// Levels of an issue that have numbers; of more, the levels' own names are typed.
pub(super) const MOST_NUMBERED: usize = 12;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Yes.
    Accept,
    /// No.
    Refuse,
    /// Nothing is said.
    Pass,
    /// Table a text: with these changes, or chosen issue by issue.
    Offer(Vec<(String, String)>),
    /// What a text with these changes would be worth.
    Worth(Vec<(String, String)>),
    /// The brief once more.
    Brief,
    /// The text on the table once more.
    Table,
    /// What can be typed.
    Help,
    /// Leave the talks.
    Quit,
}

impl Command {
    /// Reads a line that is not empty, or says what is wrong with it.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if word.contains('=') {
            return Ok(Self::Offer(changes(line)?));
        }
        let plain = match word.to_lowercase().as_str() {
            "accept" | "a" | "yes" | "y" => Self::Accept,
            "refuse" | "r" | "no" | "n" => Self::Refuse,
            "pass" | "p" => Self::Pass,
            "brief" | "b" => Self::Brief,
            "table" | "t" => Self::Table,
            "help" | "h" | "?" => Self::Help,
            "quit" | "q" | "exit" => Self::Quit,
            "offer" | "o" => return Ok(Self::Offer(changes(rest)?)),
            "worth" | "w" => return Ok(Self::Worth(changes(rest)?)),
            _ => return Err(format!("“{}” is no command; `help` shows what can be typed", cut(word))),
        };
        match rest.trim() {
            "" => Ok(plain),
            rest => Err(format!("“{}” goes alone, without “{}”", cut(word), cut(rest))),
        }
    }
}

/// A text as it was typed, shortened.
pub(super) fn cut(text: &str) -> String {
    const MOST: usize = 24;
    let shown = crate::scenario::shown(text);
    let mut short: String = shown.chars().take(MOST).collect();
    if short.len() < shown.len() {
        short.push('…');
    }
    short
}

/// `issue=level issue=level`: a level may have spaces in it.
fn changes(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut changes: Vec<(String, String)> = Vec::new();
    for word in
        text.split(|letter: char| letter.is_whitespace() || letter == ';').filter(|word| !word.is_empty())
    {
        match (word.split_once('='), changes.last_mut()) {
            (Some((issue, level)), _) => changes.push((issue.to_owned(), level.to_owned())),
            (None, Some((_, level))) => {
                if !level.is_empty() {
                    level.push(' ');
                }
                level.push_str(word);
            }
            (None, None) => return Err(format!("“{}”: write `issue=level`", cut(word))),
        }
    }
    match changes.iter().find(|(issue, level)| issue.is_empty() || level.is_empty()) {
        Some((issue, level)) => Err(format!("“{}={}”: write `issue=level`", cut(issue), cut(level))),
        None => Ok(changes),
    }
}

/// A text with changes, or what is wrong with them.
pub(super) fn changed(
    session: &Session<'_, '_>,
    base: Option<&[usize]>,
    changes: &[(String, String)],
) -> Result<Vec<usize>, String> {
    let mut levels: Vec<Option<usize>> = match base {
        Some(base) => base.iter().copied().map(Some).collect(),
        None => vec![None; session.issues.len()],
    };
    let mut told = vec![false; levels.len()];
    for (issue, level) in changes {
        let place = issue_of(session, issue)?;
        if std::mem::replace(&mut told[place], true) {
            return Err(format!("“{}” is given twice", cut(&session.issues[place].label)));
        }
        levels[place] = Some(level_of(session, place, level)?);
    }
    let missing: Vec<&str> = (session.issues.iter().zip(&levels))
        .filter(|(_, level)| level.is_none())
        .map(|(issue, _)| issue.id.as_str())
        .collect();
    match levels.into_iter().collect() {
        Some(levels) => Ok(levels),
        None => Err(format!("a text has a level for each issue; it lacks {}", missing.join(", "))),
    }
}

/// The place of an issue, given by its key, its name, or an unambiguous beginning of one of them.
fn issue_of(session: &Session<'_, '_>, typed: &str) -> Result<usize, String> {
    let names = session.issues.iter().enumerate();
    let names = names.flat_map(|(place, issue)| [(place, issue.id.as_str()), (place, issue.label.as_str())]);
    found(names, typed).map_err(|found| match found.as_slice() {
        [] => {
            let all: Vec<&str> = session.issues.iter().map(|issue| issue.id.as_str()).collect();
            format!("there is no issue “{}”; the issues are {}", cut(typed), listed(&all))
        }
        several => {
            let several: Vec<&str> = several.iter().map(|&place| session.issues[place].id.as_str()).collect();
            format!("“{}” may be {}", cut(typed), listed(&several))
        }
    })
}

/// The level of an issue, given by its number in the list, its name, or an unambiguous beginning of that.
pub(super) fn level_of(session: &Session<'_, '_>, issue: usize, typed: &str) -> Result<usize, String> {
    let kept = &session.seat.on_table.kept()[issue];
    let model = &session.seat.case.case.model.issues[issue];
    let name = |level: usize| &*model.levels[level];
    if kept.len() <= MOST_NUMBERED
        && let Ok(number) = typed.parse::<usize>()
        && let Some(&level) = number.checked_sub(1).and_then(|place| kept.get(place))
    {
        return Ok(level);
    }
    found(kept.iter().map(|&level| (level, name(level))), typed).map_err(|found| match found.as_slice() {
        [] => {
            let all: Vec<&str> = kept.iter().map(|&level| name(level)).collect();
            format!("“{}” has no level “{}”; there are {}", model.label, cut(typed), listed(&all))
        }
        several => {
            let several: Vec<&str> = several.iter().map(|&level| name(level)).collect();
            format!("“{}” may be {}", cut(typed), listed(&several))
        }
    })
}

/// The place of the only name that is so, or else begins with that word, or else begins so; all that begin so if it is
/// not only one.
fn found<'n>(
    names: impl Iterator<Item = (usize, &'n str)> + Clone,
    typed: &str,
) -> Result<usize, Vec<usize>> {
    let typed = typed.trim().to_lowercase();
    let among = |fits: &dyn Fn(&str) -> bool| {
        let fitting = names.clone().filter(|(_, name)| fits(&name.to_lowercase()));
        let mut places: Vec<usize> = fitting.map(|(place, _)| place).collect();
        places.dedup();
        places
    };
    let begins = |name: &str| name.strip_prefix(&typed).map(|rest| rest.chars().next());
    let is_part = |next: char| next.is_alphanumeric() || matches!(next, '.' | ',');
    for places in [
        among(&|name| name == typed),
        among(&|name| begins(name).is_some_and(|next| next.is_none_or(|next| !is_part(next)))),
    ] {
        if let [only] = places.as_slice() {
            return Ok(*only);
        }
    }
    // `7` is not the beginning of 70, nor is `0` that of 0.5.
    let ends_in_number = typed.ends_with(|last: char| last.is_ascii_digit());
    let cuts_number =
        |next: Option<char>| ends_in_number && next.is_some_and(|next| next.is_ascii_digit() || next == '.');
    let begins_name = |name: &str| !typed.is_empty() && begins(name).is_some_and(|next| !cuts_number(next));
    match among(&begins_name).as_slice() {
        [only] => Ok(*only),
        several => Err(several.to_vec()),
    }
}

/// Names in a sentence; of many, the first and the last.
fn listed(names: &[&str]) -> String {
    match names {
        [first, second, .., last] if names.len() > MOST_NUMBERED => {
            format!("“{first}”, “{second}” and so on to “{last}”")
        }
        names => names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(issue, level)| ((*issue).to_owned(), (*level).to_owned())).collect()
    }

    #[test]
    fn a_level_may_have_spaces_and_commas() {
        let read = Command::read(" offer  troops=No  cap; guarantee=2 force=700,000 ").unwrap();
        let expected = pairs(&[("troops", "No cap"), ("guarantee", "2"), ("force", "700,000")]);
        assert_eq!(read, Command::Offer(expected));
        assert_eq!(Command::read("share=40 %"), Ok(Command::Offer(pairs(&[("share", "40 %")]))));
        assert_eq!(Command::read("W"), Ok(Command::Worth(Vec::new())));
    }

    #[test]
    fn what_is_no_command_is_told() {
        for line in ["frob", "accept now", "offer 3", "offer =3", "offer troops=", "=", "\u{1b}[2J"] {
            let what = Command::read(line).unwrap_err();
            assert!(!what.contains('\u{1b}'), "{what:?}");
        }
    }
}
