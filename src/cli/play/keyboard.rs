//! Lines from standard input, read by a thread of their own so that Ctrl-C ends a wait for them.

use std::{
    io::{self, BufRead, IsTerminal, Read},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use super::super::{failure::Failure, interrupt, terminal};

/// The most bytes of a line that are read; nobody types more.
const LONGEST: u64 = 4096;

/// What came.
pub(super) enum Input {
    /// A line without its end.
    Line(String),
    /// There is no more.
    End,
    /// Ctrl-C.
    Interrupted,
}

pub(super) struct Keyboard {
    lines: Receiver<io::Result<String>>,
    interrupted: &'static AtomicBool,
    /// Whether what is typed shows on the terminal; else it is written below its prompt.
    echoes: bool,
}

impl Keyboard {
    pub(super) fn listen() -> Result<Self, Failure> {
        let (send, lines) = mpsc::sync_channel(1);
        let interrupted = interrupt::listen()?;
        thread::spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let line = line(&mut stdin);
                let is_last = !matches!(line, Ok(Some(_)));
                let is_heard = line.transpose().is_none_or(|line| send.send(line).is_ok());
                if is_last || !is_heard {
                    return;
                }
            }
        });
        Ok(Self { lines, interrupted, echoes: io::stdin().is_terminal() })
    }

    /// Asks, and waits for a line.
    pub(super) fn ask(&self, prompt: &str) -> Result<Input, Failure> {
        terminal::print(prompt)?;
        let input = loop {
            if self.interrupted.load(Ordering::SeqCst) {
                break Input::Interrupted;
            }
            match self.lines.recv_timeout(Duration::from_millis(20)) {
                Ok(Ok(line)) => break Input::Line(line),
                Ok(Err(source)) => {
                    return Err(Failure::Io { what: "cannot read standard input".to_owned(), source });
                }
                Err(RecvTimeoutError::Disconnected) => break Input::End,
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        match &input {
            Input::Line(line) if !self.echoes => {
                let room = 78_usize.saturating_sub(prompt.chars().count());
                let line: String = crate::scenario::shown(line).chars().take(room).collect();
                terminal::print(&format!("{}\n", line.trim_end()))?;
            }
            Input::Line(_) => {}
            Input::End | Input::Interrupted => terminal::print("\n")?,
        }
        Ok(input)
    }
}

/// The next line; `None` at the end. What of a line is longer than any that is typed is passed over.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let mut ended = bytes.last() == Some(&b'\n');
    let mut rest = Vec::new();
    while !ended && bytes.len() as u64 >= LONGEST {
        rest.clear();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut rest)?;
        ended = read == 0 || rest.last() == Some(&b'\n');
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, line};

    #[test]
    fn a_line_that_nobody_types_is_cut_and_the_next_one_is_whole() {
        let long = "x".repeat(10 * LONGEST as usize);
        let mut input = format!("accept\r\n{long}\n\nquit").into_bytes();
        input.extend([0xff, b'\n']);
        let mut input = input.as_slice();
        let mut next = || line(&mut input).unwrap();
        assert_eq!(next().as_deref(), Some("accept"));
        assert_eq!(next().map(|line| line.len()), Some(LONGEST as usize));
        assert_eq!(next().as_deref(), Some(""));
        assert_eq!(next().as_deref(), Some("quit\u{fffd}"));
        assert_eq!(next(), None);
    }
}
