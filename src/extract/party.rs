//! Who does something: the name before a verb or behind "by", or what stands for one.

use super::context::phrase_after;
use super::name::Name;
use super::sentence::Line;
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::Class;

/// Tokens `from..to` that name somebody.
pub(super) type Who = (usize, usize);

/// How far apart, in tokens, an insertion's two commas may stand.
const INSERTION: usize = 12;

/// Who stands before the verb at `at` as its subject: "Aro built", "Aro, which built", "Aro, the firm from Bel that
/// built", "the council built".
pub(super) fn before(line: &Line<'_>, at: usize) -> Option<Who> {
    let word = |at: usize| line.tokens[at].lower.as_str();
    if at > 0 && word(at - 1) == "to" {
        return in_control(line, at - 1);
    }
    let mut end = at;
    while end > 0 && goes_with_verb(&line.tokens[end - 1]) && line.name_at(end - 1).is_none() {
        end -= 1;
    }
    let relative = end > 0 && matches!(word(end - 1), "which" | "who" | "that");
    if relative {
        end -= 1;
    }
    if end > 0 && is_comma(line, end - 1) {
        if !relative && let Some(name) = inserted(line, end - 1) {
            return Some(name);
        }
        end = if relative { end - 1 } else { comma_before(line, end - 1)? };
    }
    ending_at(line, end).or_else(|| if relative { in_apposition(line, end) } else { None })
}

/// Who stands from `from` on, behind "by" or a verb: "the engineering firm Aro", "its maker, Aro". Somebody unnamed
/// counts where "a" says that it is nobody met before.
pub(super) fn after(line: &Line<'_>, from: usize) -> Option<Who> {
    let (_, stop) = line.clause(from, from);
    let plain = |name: &Name| {
        let owned = line.tokens[name.to - 1].possessive;
        let led = line.tokens[from..name.from].iter().any(|token| token.has(Class::PREPOSITION));
        !owned && !is_listed(line, name.to) && !led && name.from - from < 6
    };
    if let Some(found) = first_within(line, from, stop) {
        return plain(found).then_some((found.from, found.to));
    }
    if stop - from < 5
        && is_comma(line, stop)
        && let Some(found) = first_within(line, stop + 1, (stop + 6).min(line.tokens.len()))
    {
        return (found.from == stop + 1 && plain(found)).then_some((found.from, found.to));
    }
    let first = line.tokens.get(from)?;
    if matches!(first.lower.as_str(), "a" | "an") {
        return phrase_after(line, from).filter(|who| !is_another(line, *who));
    }
    let body = (from..(from + 4).min(stop)).find(|at| is_body(line, *at))?;
    (first.lower == "the" && !is_listed(line, body + 1)).then_some((from, body + 1))
}

/// Whether words tell only that it is not somebody else: "a rival firm", "an outside studio".
fn is_another(line: &Line<'_>, (from, to): Who) -> bool {
    line.tokens[from..to].iter().any(|token| {
        matches!(
            token.lower.as_str(),
            "rival"
                | "competing"
                | "competitor"
                | "different"
                | "third"
                | "outside"
                | "external"
                | "similar"
                | "separate"
        )
    })
}

/// The name whose words begin at `at`, over a determiner and titles.
pub(super) fn starting_at<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Name> {
    let party = line.parties().filter(|name| name.from >= at).min_by_key(|name| name.from)?;
    let between = &line.tokens[at..party.from];
    let near = between.iter().all(|token| token.has(Class::DETERMINER) || token.has(Class::TITLE));
    (near && between.len() < 4 && !line.tokens[party.to - 1].possessive).then_some(party)
}

/// The subject whose phrase ends right before `end`: of "Ana Aro of the Bel Museum" the person, of two names neither.
pub(super) fn ending_at(line: &Line<'_>, end: usize) -> Option<Who> {
    // "Aro officials" speak and act for Aro.
    let agents = end > 1 && line.tokens[end - 1].has(Class::AGENT) && line.name_at(end - 1).is_none();
    let end = end - usize::from(agents);
    let Some(name) = line.parties().find(|name| name.to == end) else { return body_at(line, end) };
    if line.tokens[name.to - 1].possessive {
        return None;
    }
    let mut lead = name.from;
    while lead > 0 && line.tokens[lead - 1].has(Class::DETERMINER) {
        lead -= 1;
    }
    let Some(token) = lead.checked_sub(1).map(|at| &line.tokens[at]) else {
        return Some((name.from, name.to));
    };
    match token.lower.as_str() {
        "and" | "or" | "&" => None,
        "of" | "at" | "from" | "in" => {
            let head = line.parties().find(|head| head.to == lead - 1)?;
            (!line.tokens[head.to - 1].possessive).then_some((head.from, head.to))
        }
        _ if token.has(Class::PREPOSITION) => None,
        _ => Some((name.from, name.to)),
    }
}

/// "Ana Aro, the surgeon at the Bel Clinic who": the name before the comma.
fn in_apposition(line: &Line<'_>, end: usize) -> Option<Who> {
    let comma = comma_before(line, end)?;
    let opens = line.tokens.get(comma + 1).is_some_and(|token| token.has(Class::DETERMINER));
    if opens { ending_at(line, comma) } else { None }
}

/// "The mate, Ana Aro, sent": the name between the commas, the second of which stands at `comma`.
pub(super) fn inserted(line: &Line<'_>, comma: usize) -> Option<Who> {
    let name = line.parties().find(|name| name.to == comma)?;
    let lead = (0..name.from).rfind(|at| !line.tokens[*at].has(Class::TITLE))?;
    let noun = lead.checked_sub(1).filter(|at| is_comma(line, lead) && line.tokens[*at].is_content())?;
    let plain = line.name_at(noun).is_none() && !line.tokens[noun].is_capital();
    (plain && !is_listed(line, comma)).then_some((name.from, name.to))
}

/// The comma before `end` with no other break between.
fn comma_before(line: &Line<'_>, end: usize) -> Option<usize> {
    let start = end.saturating_sub(INSERTION);
    let mark = (start..end).rfind(|at| line.tokens[*at].gap() >= 3)?;
    is_comma(line, mark).then_some(mark)
}

/// "Aro has the right to host it": the one name of the clause before "to" is the one who does it.
fn in_control(line: &Line<'_>, to: usize) -> Option<Who> {
    if let Some(name) = line.parties().find(|name| name.to == to).filter(|name| is_sent(line, name)) {
        return Some((name.from, name.to));
    }
    let (start, _) = line.clause(to, to + 1);
    let start = (start..to).rfind(|at| line.tokens[*at].lower == "that").map_or(start, |that| that + 1);
    let mut names = line.parties().filter(|name| name.from >= start && name.to <= to);
    let name = names.next().filter(|name| name.from <= start + 1 && !line.tokens[name.to - 1].possessive)?;
    names.next().is_none().then_some((name.from, name.to))
}

/// "She sent Aro to tour the camp": who is made to do it stands between the verb and "to".
fn is_sent(line: &Line<'_>, name: &Name) -> bool {
    let titled = |at: &usize| line.tokens[*at].has(Class::TITLE) || line.tokens[*at].has(Class::DETERMINER);
    let lead = (0..name.from).rev().take_while(titled).last().unwrap_or(name.from);
    let Some(before) = lead.checked_sub(1).map(|at| &line.tokens[at]) else { return false };
    let leads = before.has(Class::PREPOSITION) && before.lower != "for" || before.has(Class::BE);
    let gives = ["offer", "promis", "sell", "giv", "lend"].contains(&before.stem.as_str());
    before.is_word() && !leads && !gives && !line.tokens[name.to - 1].possessive && !is_listed(line, name.to)
}

/// "The county council", ending right before `end`.
fn body_at(line: &Line<'_>, end: usize) -> Option<Who> {
    let noun = end.checked_sub(1).filter(|at| is_body(line, *at))?;
    let the = (noun.saturating_sub(3)..noun).rfind(|at| line.tokens[*at].lower == "the")?;
    let led = the > 0 && line.tokens[the - 1].has(Class::PREPOSITION);
    (!led).then_some((the, end))
}

/// Whether the noun at `at` is of a body that needs no name to be told from others.
fn is_body(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.has(Class::BODY) && !token.is_capital() && !token.possessive
}

fn first_within<'l>(line: &'l Line<'_>, from: usize, to: usize) -> Option<&'l Name> {
    line.parties().filter(|name| name.from >= from && name.to <= to).min_by_key(|name| name.from)
}

fn goes_with_verb(token: &Token<'_>) -> bool {
    token.has(Class::AUXILIARY)
        || token.is_adverb()
        || matches!(token.lower.as_str(), "itself" | "himself" | "herself" | "themselves")
}

fn is_comma(line: &Line<'_>, at: usize) -> bool {
    line.tokens.get(at).is_some_and(|token| token.kind == Kind::Mark(','))
}

/// Whether the name that ends at `to` is one of several; "Aro and her students" is Aro.
pub(super) fn is_listed(line: &Line<'_>, to: usize) -> bool {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    matches!(word(to), "and" | "or") && !matches!(word(to + 1), "his" | "her" | "their" | "its")
}
