//! Questions and answers, a line each.

use std::io::{self, BufRead, Write};

use crosscheck::report::escape;

/// What somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// One of the offered actions, by its letter.
    Do(char),
    /// Not now.
    Skip,
    /// Take the last decision back.
    Undo,
    /// End the session.
    Quit,
}

/// Asks on one stream and reads from another.
pub(super) struct Asker<I, O> {
    input: I,
    output: O,
}

impl<I: BufRead, O: Write> Asker<I, O> {
    pub(super) fn new(input: I, output: O) -> Self {
        Self { input, output }
    }

    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        for line in line.lines() {
            writeln!(self.output, "{}", escape::line(line))?;
        }
        self.output.flush()
    }

    pub(super) fn show(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        write(&mut self.output)
    }

    /// One of the choices, each a letter with what it does. The end of the input is a quit.
    pub(super) fn choose(&mut self, choices: &[(char, String)]) -> io::Result<Answer> {
        let own = choices.iter().map(|(letter, what)| format!("[{letter}] {what}"));
        let all = own.chain(["[s] skip".to_owned(), "[u] undo".to_owned(), "[q] quit".to_owned()]);
        let prompt = in_lines(all);
        loop {
            let Some(line) = self.line(&format!("\n{prompt}\n> "))? else { return Ok(Answer::Quit) };
            let mut letters = line.chars();
            match (letters.next(), letters.next()) {
                (Some('s') | None, None) => return Ok(Answer::Skip),
                (Some('u'), None) => return Ok(Answer::Undo),
                (Some('q'), None) => return Ok(Answer::Quit),
                (Some(letter), None) if choices.iter().any(|(known, _)| *known == letter) => {
                    return Ok(Answer::Do(letter));
                }
                _ => self.say("one of the letters, please")?,
            }
        }
    }

    /// A line of text; nothing when it is left empty or the input ends.
    pub(super) fn text(&mut self, question: &str) -> io::Result<Option<String>> {
        Ok(self.line(&format!("{question}: "))?.filter(|line| !line.is_empty()))
    }

    /// A line that `read` makes something of, asked again until it does; nothing when it is left empty.
    pub(super) fn until<T>(
        &mut self,
        question: &str,
        read: impl Fn(&str) -> anyhow::Result<T>,
    ) -> io::Result<Option<T>> {
        loop {
            let Some(line) = self.text(question)? else { return Ok(None) };
            match read(&line) {
                Ok(found) => return Ok(Some(found)),
                // What it means for a person, not what caused it.
                Err(error) => self.say(&error.to_string())?,
            }
        }
    }

    fn line(&mut self, prompt: &str) -> io::Result<Option<String>> {
        write!(self.output, "{prompt}")?;
        self.output.flush()?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim().to_owned()))
    }
}

/// Pieces beside each other, in lines that fit any terminal.
fn in_lines(pieces: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut width = 0;
    for piece in pieces {
        if width > 0 && width + 2 + piece.len() > 76 {
            text.push('\n');
            width = 0;
        } else if width > 0 {
            text.push_str("  ");
            width += 2;
        }
        text.push_str(&piece);
        width += piece.len();
    }
    text
}
