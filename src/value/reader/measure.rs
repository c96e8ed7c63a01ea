//! What a number is a number of: currencies before it; percent signs, currencies, units and nouns after it.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::noun::is_noun;
use super::numeral;
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::plural::singular;
use crate::lexicon::word::Key;
use crate::lexicon::{currency, unit};
use crate::value::{Currency, TimeUnit};

/// What stands after, or a sign before, a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measure {
    /// Per cent.
    Percent,
    /// A currency; `minor` when its hundredth part is named.
    Money {
        /// Which.
        currency: Currency,
        /// Cents rather than dollars.
        minor: bool,
    },
    /// Millions of a currency: MUSD.
    Millions(Currency),
    /// Pounds: sterling or avoirdupois, as the sentence goes.
    Pound,
    /// A unit of the lexicon.
    Unit(&'static str),
    /// A unit of time.
    Time(TimeUnit),
    /// Occurrences: "seven times".
    Times,
    /// A factor: "1.7x".
    Fold,
    /// Years, months or weeks of age.
    Age(TimeUnit),
    /// A counted noun, in the singular.
    Noun(Box<str>),
}

struct Table {
    /// Signs and codes as written.
    signs: HashMap<&'static str, Currency>,
    /// What is left of signs in plain ASCII.
    ascii: HashMap<&'static str, Currency>,
    /// Unit symbols as written.
    symbols: HashMap<&'static str, &'static str>,
    /// Names in lower case, in the singular.
    names: HashMap<String, Measure>,
    /// Which beginnings of words a name may have, by [`beginning`]: most words of a text have none of them.
    openers: Vec<bool>,
    longest: usize,
}

/// The first three letters as a number below [`BEGINNINGS`].
fn beginning(word: &str) -> usize {
    word.bytes().take(3).fold(0, |sum, byte| (sum * 31 + usize::from(byte.to_ascii_lowercase())) % BEGINNINGS)
}

const BEGINNINGS: usize = 1 << 12;

static TABLE: LazyLock<Table> = LazyLock::new(Table::load);

impl Table {
    fn load() -> Self {
        let mut table = Self {
            signs: HashMap::new(),
            ascii: HashMap::new(),
            symbols: HashMap::new(),
            names: HashMap::new(),
            openers: vec![false; BEGINNINGS],
            longest: 1,
        };
        for entry in unit::all() {
            let measure = Measure::Unit(&entry.id);
            table.name(&entry.id, measure.clone());
            entry.names.iter().for_each(|name| table.name(name, measure.clone()));
            for symbol in &entry.symbols {
                table.longest = table.longest.max(parts(symbol));
                table.symbols.entry(symbol).or_insert(&entry.id);
            }
        }
        for entry in currency::all() {
            let Some(currency) = Currency::of(&entry.code) else { continue };
            let money = Measure::Money { currency, minor: false };
            table.signs.insert(&entry.code, currency);
            table.signs.extend(entry.signs.iter().map(|sign| (sign.as_str(), currency)));
            table.ascii.extend(entry.ascii.iter().map(|sign| (sign.as_str(), currency)));
            for adjective in &entry.adjectives {
                table.name(&format!("{adjective} {}", entry.word), money.clone());
                if let Some(minor) = &entry.minor {
                    table.name(&format!("{adjective} {minor}"), Measure::Money { currency, minor: true });
                }
            }
            for name in entry.names.iter().chain(entry.default.then_some(&entry.word)) {
                table.name(name, money.clone());
            }
            if let Some(minor) = entry.minor.as_ref().filter(|_| entry.default) {
                table.name(minor, Measure::Money { currency, minor: true });
            }
        }
        table.name("pound", Measure::Pound);
        if let Some(currency) = Currency::of("GBP") {
            table.name("pence", Measure::Money { currency, minor: true });
        }
        table
    }

    fn name(&mut self, name: &str, measure: Measure) {
        let name = name.to_lowercase().replace('-', " ");
        self.longest = self.longest.max(parts(&name));
        self.openers[beginning(name.split(['.', ' ']).next().unwrap_or_default())] = true;
        if name == "pound" {
            self.names.insert(name, Measure::Pound);
        } else {
            self.names.entry(name).or_insert(measure);
        }
    }
}

fn parts(name: &str) -> usize {
    let tokens = Tokens::new(name);
    tokens.len()
}

/// Bytes of the longest run of letters that opens a sign or is a code: FCFA, MUSD.
const LONGEST_CODE: u32 = 4;

/// The currency whose sign or code stands at `at` before a number, and where the number may begin.
pub(super) fn prefix(tokens: &Tokens<'_>, at: usize) -> Option<(Currency, usize)> {
    let token = tokens.get(at);
    if token.shape == Shape::Digits || token.shape == Shape::End {
        return None;
    }
    // Letters open a sign or are a code only when they are few and a mark or the number comes next: asked of most
    // words of a text, so it must be cheap.
    let next = tokens.get(at + 1).shape;
    if token.shape == Shape::Word
        && (token.end - token.start > LONGEST_CODE || !matches!(next, Shape::Digits | Shape::Mark))
    {
        return None;
    }
    for count in (1..=4).rev() {
        let end = at + count;
        let inner = (at + 1..end)
            .all(|place| tokens.get(place).gap < Gap::Line && tokens.get(place).shape != Shape::Digits);
        let number = tokens.get(end);
        if !inner || number.gap == Gap::Line {
            continue;
        }
        if let Some(currency) = sign(tokens, at, end)
            && (number.shape == Shape::Digits
                || tokens.is(end, Key::Dot)
                || tokens.is(end, Key::Dash)
                || tokens.get(at + count - 1).shape == Shape::Mark)
        {
            return Some((currency, end));
        }
    }
    ascii(tokens, at)
}

/// What is left of a sign in plain ASCII: PS6m, PS479.99 and Y=590 billion, but no PS5.
fn ascii(tokens: &Tokens<'_>, at: usize) -> Option<(Currency, usize)> {
    let end = at + 1 + usize::from(tokens.is(at + 1, Key::Equals) && tokens.is_glued(at + 1));
    let number = tokens.get(end);
    if number.shape != Shape::Digits || number.gap != Gap::None {
        return None;
    }
    let (start, last) = tokens.bytes(at, end);
    let currency = TABLE.ascii.get(tokens.text.get(start..last)?)?;
    let grouped = tokens.text(end).contains([',', '.']);
    let told = end > at + 1 || grouped || numeral::scale_at(tokens, end + 1, true).is_some();
    told.then_some((*currency, end))
}

/// Whether the code before a number says millions too: MUSD 60.
pub(super) fn is_millions(tokens: &Tokens<'_>, at: usize) -> bool {
    let code = tokens.text(at).strip_prefix('M').filter(|code| code.len() == 3);
    code.is_some_and(|code| TABLE.signs.contains_key(code))
}

/// The currency that the tokens name when blanks are left out.
fn sign(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Currency> {
    let (start, last) = tokens.bytes(at, end);
    let written = tokens.text.get(start..last)?;
    if written.len() > 12 {
        return None;
    }
    let table = &*TABLE;
    if let Some(currency) = table.signs.get(written) {
        return Some(*currency);
    }
    // An article before a sign names no country: "a $50 million fund".
    if end > at + 1 && tokens.is(at, Key::A) && tokens.get(at + 1).gap == Gap::Blank {
        return None;
    }
    let closed: String = written.chars().filter(|mark| !mark.is_whitespace()).collect();
    // NZD$, nzd$: a code and a sign say the same twice.
    let twice = || {
        let (code, sign) = closed.get(..3).zip(closed.get(3..))?;
        let whole = table.signs.contains_key(sign) && !sign.chars().any(char::is_alphanumeric);
        whole.then(|| Currency::of(&code.to_ascii_uppercase())).flatten()
    };
    if let Some(currency) = twice() {
        return Some(currency);
    }
    let has_sign = closed.chars().any(|mark| !mark.is_alphanumeric() && mark != '.');
    if has_sign
        && let Some(currency) =
            table.signs.get(closed.as_str()).or_else(|| table.signs.get(closed.to_uppercase().as_str()))
    {
        return Some(*currency);
    }
    if let Some(code) = closed.strip_prefix('M').filter(|code| code.len() == 3)
        && let Some(currency) = table.signs.get(code)
    {
        return Some(*currency);
    }
    let usual = matches!(
        closed.as_str(),
        "usd" | "eur" | "gbp" | "jpy" | "inr" | "aud" | "cad" | "chf" | "cny" | "rs"
    );
    usual
        .then(|| if closed == "rs" { "INR".to_owned() } else { closed.to_uppercase() })
        .and_then(|code| Currency::of(&code))
}

/// What the number that ends before `at` is a number of, by name or symbol. Counted nouns are `noun`'s.
pub(super) fn after(tokens: &Tokens<'_>, at: usize) -> Option<(Measure, usize)> {
    let spaced =
        tokens.is(at, Key::Dash) && tokens.get(at).gap == Gap::Blank && tokens.get(at + 1).gap == Gap::Blank;
    if spaced {
        return time(tokens, at + 1).or_else(|| named(tokens, at + 1));
    }
    let hyphen = tokens.is(at, Key::Dash) && tokens.is_glued(at) && tokens.is_glued(at + 1);
    let first = if hyphen { at + 1 } else { at };
    if tokens.get(first).gap == Gap::Line || tokens.get(first).shape == Shape::End {
        return None;
    }
    if tokens.is(first, Key::Times) && tokens.get(first).gap == Gap::Blank {
        return Some((Measure::Times, first + 1));
    }
    if matches!(tokens.text(first), "x" | "×") && tokens.is_glued(first) && !is_stuck(tokens, first + 1) {
        return Some((Measure::Fold, first + 1));
    }
    percent(tokens, first)
        .or_else(|| named(tokens, first))
        .or_else(|| time(tokens, first))
        .or_else(|| symbol(tokens, first, hyphen))
}

/// Whether letters or digits are glued on: the 4x100 and 4x4 of races and cars.
fn is_stuck(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_glued(at) && matches!(tokens.get(at).shape, Shape::Word | Shape::Digits)
}

fn percent(tokens: &Tokens<'_>, at: usize) -> Option<(Measure, usize)> {
    let points = |end: usize| {
        let here = if tokens.is(end, Key::Dash) { end + 1 } else { end };
        let word = tokens.text(here);
        if word.eq_ignore_ascii_case("point") || word.eq_ignore_ascii_case("points") {
            (Measure::Unit("percentage point"), here + 1)
        } else {
            (Measure::Percent, end)
        }
    };
    match tokens.key(at) {
        Key::Percentsign | Key::Percent | Key::Percentage | Key::Pct => Some(points(at + 1)),
        Key::None if matches!(tokens.text(at), "pc" | "pct" | "p.c.") => Some(points(at + 1)),
        Key::Per if matches!(tokens.key(at + 1), Key::Cent | Key::Cents) => Some(points(at + 2)),
        _ => None,
    }
}

/// Longest name first: "US dollars" before "US".
pub(super) fn named(tokens: &Tokens<'_>, at: usize) -> Option<(Measure, usize)> {
    let table = &*TABLE;
    let first = tokens.text(at);
    let may_open = table.openers[beginning(first)] || !first.is_ascii();
    if tokens.get(at).shape != Shape::Word || !may_open {
        return None;
    }
    let mut name = String::with_capacity(24);
    let mut found = None;
    for place in at..at + table.longest.min(5) {
        let token = tokens.get(place);
        if token.gap == Gap::Line || token.shape == Shape::End || token.shape == Shape::Digits {
            break;
        }
        if token.shape == Shape::Mark {
            match tokens.key(place) {
                Key::Dash if place > at => continue,
                Key::Dot => {
                    name.push('.');
                    continue;
                }
                _ => break,
            }
        }
        let abbreviated = name.ends_with('.') && token.gap == Gap::None;
        if !(name.is_empty() || abbreviated) {
            name.push(' ');
        }
        let kept = name.len();
        let word = tokens.text(place);
        if word.is_ascii() {
            name.push_str(word);
            name[kept..].make_ascii_lowercase();
        } else {
            name.extend(word.chars().flat_map(char::to_lowercase));
        }
        if let Some(measure) = table.names.get(&name) {
            found = Some((measure.clone(), place + 1));
        }
        let single = singular(&name[kept..]);
        if single.len() != name.len() - kept || !name.ends_with(&single) {
            name.truncate(kept);
            name.push_str(&single);
            if let Some(measure) = table.names.get(&name) {
                found = Some((measure.clone(), place + 1));
            }
        }
    }
    let (measure, end) = found?;
    // "3 USD50 cards": the code belongs to what follows.
    if tokens.get(end).shape == Shape::Digits && tokens.is_glued(end) {
        return None;
    }
    if end == at + 1 && tokens.text(at).eq_ignore_ascii_case("sterling") {
        return None;
    }
    Some((measure, end))
}

/// The unit or currency of that name in the singular.
pub(super) fn of_name(name: &str) -> Option<Measure> {
    let time = || TimeUnit::named(name).map(Measure::Time);
    TABLE.names.get(name).cloned().or_else(time)
}

/// Whether a unit is written so.
pub(super) fn is_named(word: &str) -> bool {
    let single = singular(word);
    of_name(&single).is_some()
        || TABLE.symbols.contains_key(word)
        || TABLE.symbols.contains_key(single.as_str())
}

fn time(tokens: &Tokens<'_>, at: usize) -> Option<(Measure, usize)> {
    let unit = TimeUnit::named(tokens.word(at).time_unit?)?;
    let ordinal = tokens.word(at).ordinal.is_some();
    if ordinal
        && tokens.text(at).eq_ignore_ascii_case("second")
        && tokens.get(at).gap != Gap::None
        && is_noun(tokens, at + 1)
    {
        return None;
    }
    let mut end = at + 1;
    let dash = |place: usize| if tokens.is(place, Key::Dash) { place + 1 } else { place };
    let old = dash(end);
    if matches!(tokens.key(old), Key::Old) || tokens.text(old).eq_ignore_ascii_case("olds") {
        end = old + 1;
        return Some((Measure::Age(unit), end));
    }
    if tokens.is(old, Key::Of) && tokens.is(old + 1, Key::Age) {
        return Some((Measure::Age(unit), old + 2));
    }
    Some((Measure::Time(unit), end))
}

/// A symbol, as written: km, MW, °C, m/s.
pub(super) fn symbol(tokens: &Tokens<'_>, at: usize, hyphen: bool) -> Option<(Measure, usize)> {
    let table = &*TABLE;
    let mut found: Option<(Measure, usize)> = None;
    for end in at + 1..=at + table.longest.min(5) {
        let token = tokens.get(end - 1);
        if token.shape == Shape::End || (end > at + 1 && token.gap != Gap::None) {
            break;
        }
        let (start, last) = tokens.bytes(at, end);
        let Some(written) = tokens.text.get(start..last) else { break };
        if let Some(id) = table.symbols.get(written) {
            found = Some((Measure::Unit(id), end));
        } else if let Some(currency) = table.signs.get(written)
            && (written.chars().count() > 1 || !written.is_ascii() || written == "$")
            && !is_prefix(tokens, end)
        {
            found = Some((Measure::Money { currency: *currency, minor: false }, end));
        }
    }
    let (measure, end) = found.or_else(|| short_time(tokens, at)).or_else(|| short_money(tokens, at))?;
    let text = tokens.text(at);
    // "24703L202", "24703 L-202", "3 USD50": the letters belong to what follows.
    let dash = usize::from(tokens.is(end, Key::Dash) && tokens.is_glued(end));
    if tokens.get(at).shape == Shape::Word
        && tokens.get(end + dash).shape == Shape::Digits
        && tokens.is_glued(end + dash)
    {
        return None;
    }
    // One letter after a blank is a unit only when nothing else goes on in lower case: "5 A grades", "3 m tall".
    let single = text.len() == 1 && end == at + 1 && tokens.get(at).shape == Shape::Word;
    // 13F is a form and 14.7C a price; degrees stand apart.
    if single && matches!(text, "C" | "F") && tokens.get(at).gap != Gap::Blank && !is_warm(tokens, at) {
        return None;
    }
    let letters = ["m", "g", "l", "L", "C", "F", "K", "W", "V", "N", "h", "s", "t", "p"];
    if single
        && (tokens.get(at).gap == Gap::Blank || hyphen)
        && (!letters.contains(&text) || tokens.is_capital(end))
    {
        return None;
    }
    // A letter glued on is no unit when more follows without a blank: 3G-enabled, 5K-run.
    Some((measure, end))
}

/// Whether a letter glued to digits is of a temperature: "38C (100F)", or where heat is spoken of.
fn is_warm(tokens: &Tokens<'_>, at: usize) -> bool {
    let scale = |place: usize| matches!(tokens.text(place), "C" | "F") && tokens.is_glued(place);
    let twice = tokens.text(at + 1) == "(" && scale(at + 3)
        || at >= 3 && tokens.text(at + 1) == ")" && tokens.text(at - 2) == "(" && scale(at - 3);
    twice || (at.saturating_sub(9)..at + 5).any(|place| tokens.word(place).heat)
}

/// Whether the sign that ends before `end` belongs to the number behind it: "£20-£25", "10 $30 tickets". In "10 $ 30 $"
/// and "10 $ 30 cents" it stands behind its own.
fn is_prefix(tokens: &Tokens<'_>, end: usize) -> bool {
    let apart = tokens.get(end).gap == Gap::Blank && tokens.get(end - 1).gap == Gap::Blank;
    let repeated =
        apart && (tokens.is(end + 1, Key::Dollar) || matches!(tokens.key(end + 1), Key::Cent | Key::Cents));
    let sign = tokens.get(end - 1);
    sign.shape == Shape::Mark
        && tokens.get(end).shape == Shape::Digits
        && (tokens.is_glued(end) || tokens.is(end - 1, Key::Dollar))
        && !repeated
}

/// "over 65s", "the under-12s"
fn is_age_group(tokens: &Tokens<'_>, at: usize) -> bool {
    let digits = at.wrapping_sub(1);
    let before = at.wrapping_sub(2);
    let before = if tokens.is(before, Key::Dash) { before.wrapping_sub(1) } else { before };
    tokens.text(at) == "s"
        && tokens.is_glued(at)
        && tokens.text(digits).bytes().all(|byte| byte.is_ascii_digit())
        && ["over", "under"].iter().any(|word| tokens.text(before).eq_ignore_ascii_case(word))
}

/// MUSD and MEUR, as Nordic reports write millions; p for pence.
fn short_money(tokens: &Tokens<'_>, at: usize) -> Option<(Measure, usize)> {
    let text = tokens.text(at);
    if text == "p" {
        let currency = Currency::of("GBP")?;
        return Some((Measure::Money { currency, minor: true }, at + 1));
    }
    let code = text.strip_prefix('M').filter(|code| code.len() == 3)?;
    Some((Measure::Millions(*TABLE.signs.get(code)?), at + 1))
}

fn short_time(tokens: &Tokens<'_>, at: usize) -> Option<(Measure, usize)> {
    if is_age_group(tokens, at) {
        return Some((Measure::Age(TimeUnit::Year), at + 1));
    }
    let unit = match tokens.text(at) {
        // 777s are aircraft, 7.5s and 30s are seconds.
        "s" if tokens.is_glued(at)
            && tokens.text(at.wrapping_sub(1)).len() > 2
            && !tokens.text(at.wrapping_sub(1)).contains('.') =>
        {
            return None;
        }
        "s" | "secs" => TimeUnit::Second,
        "h" => TimeUnit::Hour,
        "min" => TimeUnit::Minute,
        _ => return None,
    };
    Some((Measure::Time(unit), at + 1))
}
