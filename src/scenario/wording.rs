//! Words for messages: names in quotes, lists, and what an author most likely meant.

/// A word of the file in quotes, shortened when it is very long.
pub(super) fn quoted(word: &str) -> String {
    let mut short: String = word.chars().take(40).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    format!("`{short}`")
}

/// `a`, `a or b`, `a, b or c`; at most 24 of them.
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    listed(words, "or")
}

/// `a`, `a and b`, `a, b and c`; at most 24 of them.
pub(super) fn all_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    listed(words, "and")
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>, join: &str) -> String {
    const MOST: usize = 24;
    let mut words: Vec<String> = words.into_iter().map(quoted).collect();
    let more = words.len().saturating_sub(MOST);
    if more > 0 {
        words.truncate(MOST);
        words.push(format!("{more} more"));
    }
    match words.pop() {
        None => String::new(),
        Some(only) if words.is_empty() => only,
        Some(last) => format!("{} {join} {last}", words.join(", ")),
    }
}

/// The word among `known` that the author of `word` most likely meant.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' ', '_'], "");
    let wanted = plain(word);
    let score = |candidate: &str| {
        let candidate = plain(candidate);
        let typos = strsim::damerau_levenshtein(&wanted, &candidate);
        let close = typos <= (wanted.chars().count().max(candidate.chars().count()) / 3).max(1);
        let short = wanted.len().min(candidate.len()) >= 2;
        let begins = short && (candidate.starts_with(&wanted) || wanted.starts_with(&candidate));
        let likeness = strsim::jaro_winkler(&wanted, &candidate);
        (close || begins || likeness > 0.87).then_some(likeness)
    };
    let mut best = None;
    for candidate in known.into_iter().take(5000) {
        // Far shorter or longer words are never close; passing over them keeps the search quick.
        if candidate.len() > 2 * word.len() + 8 || word.len() > 2 * candidate.len() + 8 {
            continue;
        }
        if let Some(score) = score(candidate)
            && best.is_none_or(|(_, other)| score > other)
        {
            best = Some((candidate, score));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// "did you mean `x`?", or else what there is to choose from.
pub(super) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(near) = nearest(word, known.clone()) {
        return Some(format!("did you mean {}?", quoted(near)));
    }
    let count = known.clone().into_iter().count();
    let choices = all_of(known);
    let verb = if count == 1 { "is only" } else { "are" };
    (count > 0).then(|| format!("there {verb} {choices}"))
}

/// Whether a character is a control character or changes the direction of writing.
pub(crate) fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Words of a file as they may be shown: no control characters, which could redraw a terminal.
pub(crate) fn shown(words: &str) -> String {
    words
        .chars()
        .map(|letter| if is_unseen(letter) && letter != '\n' { '\u{fffd}' } else { letter })
        .collect()
}
