//! Digits that belong to names and are no values: A380, COVID-19, S&P 500, Section 427.

use super::numeral::{Form, Numeral};
use super::per::per;
use super::token::{Gap, Shape, Tokens};
use super::{hedge, measure, noun};
use crate::lexicon::word::{Key, Label};

/// Whether a name stands right before: BBC One, Formula 1.
pub(super) fn named_before(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = tokens.word(before);
    let hedge = word.opens_hedge && !hedge::names(tokens, before);
    let known = word.function || hedge || word.month > 0 || word.weekday > 0 || word.change != 0;
    tokens.is_capital(before) && !known && tokens.get(at).gap == Gap::Blank
}

/// Whether the digits belong to a name: A380, COVID-19, S&P 500, 555-1234, 1.2.3, Section 427.
pub(super) fn is_name(tokens: &Tokens<'_>, at: usize, numeral: &Numeral, ranged: bool) -> bool {
    if tokens.get(at).shape != Shape::Digits {
        return false;
    }
    let before = at.checked_sub(1).map(|before| tokens.get(before));
    let glued = tokens.is_glued(at) && !ranged;
    if glued && let Some(before) = before {
        match before.shape {
            Shape::Word => return true,
            Shape::Digits => return true,
            Shape::Mark => {
                let inner = at >= 2 && tokens.is_glued(at - 1);
                let mark = tokens.text(at - 1);
                if inner
                    && matches!(mark, "-" | "." | "/" | ":" | "_" | "#" | "@" | "\\" | "–" | "'")
                    && joins_name(tokens, at - 2)
                {
                    return true;
                }
                if matches!(mark, "#" | "@" | "_" | "№") {
                    return true;
                }
            }
            Shape::End => {}
        }
    }
    followed_by_name(tokens, numeral.end)
        || (!ranged && labelled(tokens, at, numeral))
        || opens_name(tokens, at, numeral)
}

/// Whether the token before a joining mark makes one name with the digits behind it. "sub-7", "mid-2027" and
/// "minus-130" do not.
pub(super) fn joins_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    match tokens.get(at).shape {
        Shape::Digits => true,
        Shape::Word => {
            let letter = tokens.text(at).len() == 1 && tokens.is_capital(at);
            letter
                || !word.opens_hedge
                    && !word.function
                    && word.cardinal.is_none()
                    && !matches!(tokens.key(at), Key::Minus | Key::Mid | Key::Now | Key::Magnitude)
        }
        _ => false,
    }
}

/// Letters glued on that are no unit: 500E, 777s, 3G.
pub(super) fn followed_by_name(tokens: &Tokens<'_>, end: usize) -> bool {
    let next = tokens.get(end);
    if next.gap != Gap::None || next.shape == Shape::End {
        return false;
    }
    match next.shape {
        Shape::Word => {
            measure::after(tokens, end).is_none()
                && per(tokens, end).is_none()
                && tokens.word(end).suffix.is_none()
        }
        Shape::Mark => {
            let digits = tokens.is_glued(end + 1) && tokens.get(end + 1).shape == Shape::Digits;
            digits
                && (matches!(tokens.text(end), ":" | "_" | "@")
                    || (tokens.is(end, Key::Dot) && tokens.get(end + 1).shape == Shape::Digits))
        }
        _ => false,
    }
}

/// Digits that open a name: "787 Dreamliner", "49 Zorro Ranch Road". A plural, here or two words on, counts things.
pub(super) fn opens_name(tokens: &Tokens<'_>, at: usize, numeral: &Numeral) -> bool {
    let bare = || tokens.text(at).len() <= 4 && !tokens.text(at).contains([',', '.']);
    if numeral.end != at + 1
        || !tokens.is_capital(at + 1)
        || tokens.get(at + 1).gap != Gap::Blank
        || !bare()
        || !noun::is_noun(tokens, at + 1)
    {
        return false;
    }
    // Capitals may be a code; only after three digits are they a model: 737 MAX.
    let capitals = tokens.text(at + 1).chars().all(char::is_uppercase) && tokens.text(at).len() != 3;
    if measure::after(tokens, at + 1).is_some() || capitals {
        return false;
    }
    let things =
        noun::noun(tokens, at + 1, false).is_some_and(|(_, end)| noun::is_plural(tokens.text(end - 1)));
    !things
}

/// A capitalised word or a label before a bare whole number: Flight 447, Boeing 787, page 12, Section 427. In a headline
/// every word has a capital; there a verb, told by its ending, makes no name: "Blast Kills 23 People".
pub(super) fn labelled(tokens: &Tokens<'_>, at: usize, numeral: &Numeral) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let token = tokens.get(before);
    let bare = numeral.form == Form::Digits && numeral.end == at + 1 && !tokens.text(at).contains([',', '.']);
    let listed = tokens.is(before, Key::Comma);
    if !bare || !(token.shape == Shape::Word || listed) || tokens.get(at).gap != Gap::Blank {
        return false;
    }
    let label = label_before(tokens, at);
    if let Some((label, place)) = label
        && (label == Label::Always || tokens.is_capital(place))
    {
        return true;
    }
    // What follows is costly to read, and most numbers have neither a label nor a name before them.
    let named = named_before(tokens, at);
    if label.is_none() && !named {
        return false;
    }
    let counted =
        noun::noun(tokens, at + 1, false).is_some_and(|(_, end)| noun::is_plural(tokens.text(end - 1)));
    let measured = measure::after(tokens, at + 1).is_some();
    if label.is_some() && !counted && !measured {
        return true;
    }
    let number =
        |place: usize| tokens.get(place).shape == Shape::Digits || measure::prefix(tokens, place).is_some();
    let ranged = tokens.is(at + 1, Key::To) && number(at + 2);
    let joins = tokens.is(at + 1, Key::Dash) && tokens.is_glued(at + 1) == tokens.is_glued(at + 2);
    if measured || ranged || joins {
        return false;
    }
    let verb = tokens.text(before).ends_with('s') || tokens.text(before).ends_with("ed");
    let opens = before == 0
        || tokens.get(before).gap == Gap::Line
        || matches!(tokens.text(before - 1), "." | ":" | ";" | "\"" | "“" | "!" | "?");
    named && !(verb && counted) && !(opens && counted)
}

/// The label that a number stands behind, at once or as one of a list: "lines 2, 5 and 9".
fn label_before(tokens: &Tokens<'_>, at: usize) -> Option<(Label, usize)> {
    let mut place = at.checked_sub(1)?;
    for _ in 0..6 {
        if let Some(label) = tokens.word(place).label {
            return Some((label, place));
        }
        let joins = matches!(tokens.key(place), Key::Comma | Key::And | Key::Or);
        let number = place.checked_sub(1).filter(|number| tokens.get(*number).shape == Shape::Digits)?;
        place = number.checked_sub(1).filter(|_| joins)?;
    }
    None
}
