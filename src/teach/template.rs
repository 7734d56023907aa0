//! Texts with names such as `{{rounds}}` in them, which stand for something else in each group's copy.

/// What marks a line of a scenario that differs between groups.
const MARK: &str = "# group: ";

/// The text with every name replaced by what it stands for.
pub(super) fn fill(text: &str, words: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        filled += before;
        match words.iter().find(|(word, _)| *word == name) {
            Some((_, meaning)) => filled += meaning,
            None => filled += &format!("{{{{{name}}}}}"),
        }
        rest = after;
    }
    filled + rest
}

/// The scenario with every marked line replaced by what its mark says.
pub(super) fn fill_scenario(text: &str, words: &[(&str, String)]) -> String {
    let line = |line: &str| match line.split_once(MARK) {
        Some((_, marked)) => fill(marked, words) + "\n",
        None => line.to_owned() + "\n",
    };
    text.lines().map(line).collect()
}

/// Words that people chose, as they look the same in Markdown.
pub(super) fn in_markdown(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter.is_ascii_punctuation() && !",.'()-:;".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_unknown_ones_stay() {
        let words = [("a", "1".to_owned()), ("b", "{{a}}".to_owned())];
        assert_eq!(fill("{{a}} + {{b}} = {{c}}", &words), "1 + {{a}} = {{c}}");
        assert_eq!(fill("{{a}", &words), "{{a}}}", "what is not closed is shown, not dropped");
        assert_eq!(
            fill_scenario("x = 0.5   # group: x = {{a}}\ny = 2 # rest", &words),
            "x = 1\ny = 2 # rest\n"
        );
    }

    #[test]
    fn names_of_people_are_no_markup() {
        assert_eq!(in_markdown("Zoë_1 | <b>"), r"Zoë\_1 \| \<b\>");
    }
}
