//! Lines of text for the terminal: 80 columns, readable without colour.

/// Columns of the terminal.
pub(super) const WIDTH: usize = 80;

/// Whether words may be emphasised with ANSI sequences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// Bold, dim and coloured.
    Ansi,
}

impl Style {
    pub(super) fn bold(self, text: &str) -> String {
        self.dress("\u{1b}[1m", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.dress("\u{1b}[2m", text)
    }

    pub(super) fn dress(self, code: &str, text: &str) -> String {
        match self {
            Style::Plain => text.to_owned(),
            Style::Ansi => format!("{code}{text}\u{1b}[0m"),
        }
    }
}

/// How words stand out.
#[derive(Clone, Copy)]
pub(super) enum Emphasis {
    /// Not at all.
    None,
    /// Strongly.
    Bold,
    /// Less than others.
    Dim,
}

/// A page as it is being written.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Page {
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, heading: &str) {
        let heading = self.style.bold(heading);
        self.line(&heading);
    }

    pub(super) fn item(&mut self, item: &str) {
        self.wrapped(&format!("- {item}"), "  ", Emphasis::None);
    }

    /// Breaks at spaces; lines after the first are indented. Control characters do not pass.
    pub(super) fn wrapped(&mut self, text: &str, indent: &str, emphasis: Emphasis) {
        let lead: String = text.chars().take_while(|letter| *letter == ' ').collect();
        let mut line = lead;
        let mut bare = true;
        let mut lines = Vec::new();
        // Runs of spaces within the first line align columns and stay.
        for word in printable(text.trim()).split(' ') {
            let fits = columns(&line) + columns(word) < WIDTH;
            if !bare && !fits {
                lines.push(std::mem::replace(&mut line, indent.to_owned()));
                bare = true;
            }
            if !bare {
                line.push(' ');
            }
            line.push_str(word);
            bare = false;
        }
        lines.push(line);
        for line in lines {
            let line = match emphasis {
                Emphasis::None => line,
                Emphasis::Bold => self.style.bold(&line),
                Emphasis::Dim => self.style.dim(&line),
            };
            self.line(&line);
        }
    }
}

pub(super) fn columns(text: &str) -> usize {
    text.chars().count()
}

pub(super) fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
