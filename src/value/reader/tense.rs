//! What the sentence around a date says of it: whether it speaks of what is to come or of what was.
//!
//! No grammar of English verbs: the nearest word that decides does, looking back through the sentence first, and ahead
//! only where a sentence opens with its date.

use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::{Key, Tense};

/// How many words a sentence is searched for a verb, each way.
const REACH: usize = 20;

/// How many words before a possessive are.
const BESIDE: usize = 8;

/// Whether the sentence places the date that stands from `first` to `end` after or before the day it was written;
/// nothing where it does not say. [`Tense::Planned`] is what was to be: "was due to open on Monday".
pub(super) fn of(tokens: &Tokens<'_>, first: usize, end: usize) -> Option<Tense> {
    if let Some(found) = timetabled(tokens, first) {
        return Some(found);
    }
    // "Friday's close" is told by what stands beside it, if at all.
    let possessive = tokens.is(end, Key::Apostrophe) && tokens.is_glued(end);
    let reach = if possessive { BESIDE } else { REACH };
    let mut at = first;
    while at > 0 && first - at < reach {
        if possessive && at < first && tokens.is(at, Key::Comma) {
            return None;
        }
        if tokens.get(at).gap == Gap::Line || ends_sentence(tokens, at - 1) {
            return forwards(tokens, end);
        }
        at -= 1;
        match decides(tokens, at) {
            Decides::Tense(tense) => return Some(tense),
            Decides::Nothing => return None,
            Decides::GoOn => {}
        }
    }
    if at == 0 { forwards(tokens, end) } else { None }
}

/// Whether the sentence speaks of what is to come: "will", "plans to", "is due", "by Friday".
pub(super) fn looks_ahead(tokens: &Tokens<'_>, at: usize) -> bool {
    at > 0 && matches!(tokens.key(at - 1), Key::By | Key::Until | Key::Till)
        || of(tokens, at, at + 1) == Some(Tense::Ahead)
}

/// "On Monday the court will hear": the first verb behind a date that opens its sentence.
fn forwards(tokens: &Tokens<'_>, end: usize) -> Option<Tense> {
    for at in end..end + REACH {
        if tokens.get(at).shape == Shape::End || tokens.get(at).gap == Gap::Line || ends_sentence(tokens, at)
        {
            return None;
        }
        // A clause inside the sentence has a time of its own.
        if matches!(tokens.key(at), Key::That | Key::Who | Key::Which) {
            return None;
        }
        match decides(tokens, at) {
            Decides::Tense(tense) => return Some(tense),
            Decides::Nothing => return None,
            Decides::GoOn => {}
        }
    }
    None
}

/// What a word says of the tense.
enum Decides {
    Tense(Tense),
    /// An infinitive, which takes its time from elsewhere.
    Nothing,
    GoOn,
}

fn decides(tokens: &Tokens<'_>, at: usize) -> Decides {
    let before = at.checked_sub(1).map_or(Key::None, |place| tokens.key(place));
    match tokens.word(at).tense {
        Some(Tense::Ahead) => modal(tokens, at),
        Some(Tense::Planned) if plans(tokens, at) => {
            let was = (1..=3).filter_map(|back| at.checked_sub(back)).any(|place| is_was(tokens.key(place)));
            Decides::Tense(if was { Tense::Planned } else { Tense::Ahead })
        }
        Some(Tense::Back) if negated_will(tokens, at) => Decides::Tense(Tense::Ahead),
        Some(Tense::Back) if !is_participle(tokens, at) => Decides::Tense(Tense::Back),
        None if tokens.is(at, Key::To) && is_infinitive(tokens, at) => match before {
            Key::Is | Key::Are => Decides::Tense(Tense::Ahead),
            key if is_was(key) => Decides::Tense(Tense::Planned),
            _ if at > 0 && tokens.word(at - 1).tense == Some(Tense::Planned) => Decides::GoOn,
            _ => Decides::Nothing,
        },
        None if tokens.text(at).ends_with("'ll") => Decides::Tense(Tense::Ahead),
        None if is_past(tokens, at) && !is_participle(tokens, at) => Decides::Tense(Tense::Back),
        _ => Decides::GoOn,
    }
}

/// "will open", but "would have opened", and "May" the month.
fn modal(tokens: &Tokens<'_>, at: usize) -> Decides {
    match tokens.key(at + 1) {
        _ if tokens.is_capital(at) && tokens.word(at).month > 0 => Decides::GoOn,
        Key::Have
            if tokens.is(at + 2, Key::Been)
                || tokens.word(at + 2).tense == Some(Tense::Back)
                || is_past(tokens, at + 2) =>
        {
            Decides::Tense(Tense::Back)
        }
        _ => Decides::Tense(Tense::Ahead),
    }
}

fn is_was(key: Key) -> bool {
    matches!(key, Key::Was | Key::Were | Key::Had | Key::Been)
}

/// "won’t" with a typographic mark: three tokens, the first of them a verb of its own.
fn negated_will(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.text(at) == "won" && tokens.is(at + 1, Key::Apostrophe) && tokens.is_glued(at + 1)
}

/// Whether what is to happen follows a word that may be a noun or a cause elsewhere: "plans to open", "set for", but
/// not "due to the rain".
fn plans(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.key(at + 1) {
        Key::To => is_infinitive(tokens, at + 1),
        Key::For | Key::On | Key::In | Key::By | Key::At => true,
        _ => at > 0 && matches!(tokens.key(at - 1), Key::Is | Key::Are | Key::Be | Key::Was | Key::Were),
    }
}

/// "to open", but not "to the sea", "to 5 %", "to Paris".
fn is_infinitive(tokens: &Tokens<'_>, to: usize) -> bool {
    let word = tokens.word(to + 1);
    let auxiliary = matches!(tokens.key(to + 1), Key::Be | Key::Have);
    tokens.get(to + 1).shape == Shape::Word
        && !tokens.is_capital(to + 1)
        && (auxiliary || !word.function)
        && word.cardinal.is_none()
        && word.time_unit.is_none()
}

/// "will be formally opened", "the revised plan": the word tells no time where an auxiliary or an article stands before.
fn is_participle(tokens: &Tokens<'_>, at: usize) -> bool {
    let adverb = at > 1 && tokens.text(at - 1).ends_with("ly");
    let Some(before) = at.checked_sub(if adverb { 2 } else { 1 }) else { return false };
    let owner = ["its", "their", "his", "her", "our", "being", "get"];
    // "done and dusted": what stands before the "and" tells.
    matches!(
        tokens.key(before),
        Key::And | Key::Or | Key::Be | Key::Been | Key::Is | Key::Are | Key::The | Key::A | Key::An | Key::To
    ) || owner.iter().any(|word| tokens.text(before).eq_ignore_ascii_case(word))
}

/// A regular verb's past.
fn is_past(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.text(at);
    tokens.get(at).shape == Shape::Word
        && word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && tokens.word(at).scale.is_none()
}

/// "starts on Monday", "meets Friday": a timetable, told in the present.
fn timetabled(tokens: &Tokens<'_>, first: usize) -> Option<Tense> {
    let on = first.checked_sub(1)?;
    let verb = if matches!(tokens.key(on), Key::On | Key::In | Key::At | Key::From) {
        on.checked_sub(1)?
    } else {
        on
    };
    (tokens.word(verb).tense == Some(Tense::Timetable)).then_some(Tense::Ahead)
}

/// Whether a mark ends its sentence: not the stop of "U.S.", "Feb. 16" or "4 a.m. on".
fn ends_sentence(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.text(at) {
        ";" | "!" | "?" => true,
        "." => {
            let initial = at > 0 && tokens.text(at - 1).len() == 1;
            let next = tokens.get(at + 1);
            !initial
                && (next.shape == Shape::End
                    || next.gap == Gap::Line
                    || !(next.shape == Shape::Digits
                        || next.shape == Shape::Word && !tokens.is_capital(at + 1)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::value::{Context, read};

    /// Each text as written on Friday 13 March 2026, with its only value.
    fn check(cases: &[(&str, &str)]) {
        for (text, value) in cases {
            let readings = read(text, Context { reference: Some(date(2026, 3, 13)) });
            let shown: Vec<String> = readings.iter().map(|reading| reading.value.to_string()).collect();
            assert_eq!(shown, [*value], "{text}");
        }
    }

    #[test]
    fn a_weekday_is_before_or_after_the_day_of_writing_as_its_sentence_says() {
        check(&[
            ("Both sides met on Monday.", "9 March 2026"),
            ("A service will be held at the church by the old harbour on Monday.", "16 March 2026"),
            ("Schools in the valley are to reopen on Monday.", "16 March 2026"),
            ("The strike starts on Monday.", "16 March 2026"),
            ("The bridge was due to open on Monday.", "9 March 2026"),
            ("The bridge, due to be opened on Monday, is finished.", "16 March 2026"),
            ("On Monday the court will hear the appeal.", "16 March 2026"),
            ("On Monday the court heard the appeal.", "9 March 2026"),
            ("The firm, which will close its shops, said on Monday that it had no choice.", "9 March 2026"),
            ("It said it would publish the results on Monday.", "16 March 2026"),
            ("Monday’s announcement that it will close came late.", "9 March 2026"),
            ("Flights were cancelled due to the storm on Monday.", "9 March 2026"),
            ("Its U.S. unit will meet on Monday.", "16 March 2026"),
            ("It will meet again. On Monday it sat again.", "9 March 2026"),
            ("He would have met her on Monday.", "9 March 2026"),
            ("The shops won’t open on Monday.", "16 March 2026"),
        ]);
    }

    #[test]
    fn a_month_without_a_year_goes_by_its_sentence_too() {
        check(&[
            ("Prices fell in June.", "June 2025"),
            ("Prices will fall in June.", "June 2026"),
            ("The sale is due to be signed and settled by the end of October.", "through late October 2026"),
            ("The June figures were good.", "June 2026"),
            ("The rule takes effect on 1 October, and will last.", "1 October 2026"),
            ("The rule will take effect on 1 October.", "1 October 2026"),
            ("It will pay the victims of the fire of 9 February.", "9 February 2026"),
        ]);
    }
}
