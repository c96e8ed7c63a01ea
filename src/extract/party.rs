//! Who does something: the name before a verb or behind "by", or what stands for one.

use super::context::{is_relative, phrase_after};
use super::name::Name;
use super::sentence::Line;
use super::token::{Kind, Token};
use crate::lexicon::calling::callings;
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
        if line.tokens[found.to - 1].possessive {
            return titled(line, found).or_else(|| called_from(line, from, stop));
        }
        if !plain(found) && found.from > from + 1 {
            return called_from(line, from, found.from);
        }
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
    let body = (from..(from + 4).min(stop)).find(|at| is_body(line, *at));
    let body = body.filter(|body| first.lower == "the" && !is_listed(line, body + 1));
    body.map(|body| (from, body + 1)).or_else(|| called_from(line, from, stop))
}

/// "Aro's health minister, Ana Bel": the name behind what somebody is by another name.
fn titled(line: &Line<'_>, of: &Name) -> Option<Who> {
    let name = line.parties().filter(|name| name.from > of.to).min_by_key(|name| name.from)?;
    let between = &line.tokens[of.to..name.from];
    let (comma, words) = between.split_last()?;
    let plain = |token: &Token<'_>| token.is_word() && !token.has(Class::PREPOSITION) && !token.is_past();
    let near = words.len() < 4 && words.iter().all(plain) && (plain(comma) || comma.kind == Kind::Mark(','));
    (near && !is_listed(line, name.to)).then_some((name.from, name.to))
}

/// The description that begins at `from`: "the night watchman", "residents".
fn called_from(line: &Line<'_>, from: usize, stop: usize) -> Option<Who> {
    let inside = |at: &usize| line.tokens[*at].is_word() && !line.tokens[*at].has(Class::PREPOSITION);
    let end = (from..stop.min(from + 6)).take_while(inside).last()? + 1;
    let found = (from + 1..=end).rev().find_map(|end| called(line, end))?;
    (found.0 == from && !is_listed(line, found.1)).then_some(found)
}

/// The description that ends right before `end`: "the first officer", "Aro's own driver", "tenants".
fn called(line: &Line<'_>, end: usize) -> Option<Who> {
    let noun = end.checked_sub(1)?;
    let token = &line.tokens[noun];
    let goes_on = line.tokens.get(end).is_some_and(|next| {
        next.is_content()
            && !next.is_past()
            && !next.lower.ends_with('s')
            && !next.is_adverb()
            && next.gap() == 0
    });
    if token.is_capital() && noun > 0 || token.possessive || goes_on || line.name_at(noun).is_some() {
        return None;
    }
    let words = |from: usize| {
        let words = line.tokens[from..end].iter().map(|token| token.lower.as_str());
        words.collect::<Vec<_>>().join(" ")
    };
    if callings(&words(noun.saturating_sub(2))).is_empty() {
        return None;
    }
    let inside = |at: &usize| {
        let token = &line.tokens[*at];
        token.is_word()
            && !token.has(Class::PREPOSITION)
            && !token.has(Class::AUXILIARY)
            && !token.has(Class::REPORTING)
    };
    let opens = |at: &usize| line.tokens[*at].has(Class::DETERMINER) || line.tokens[*at].possessive;
    let mut before = (noun.saturating_sub(5)..noun).rev().take_while(inside);
    let start = match before.find(opens) {
        Some(start) if line.tokens[start].possessive => line.name_at(start).map_or(start, |name| name.from),
        Some(start) => start,
        None => Some(noun).filter(|_| token.lower.ends_with('s') || token.lower == "police")?,
    };
    if let Some(name) =
        start.checked_sub(1).filter(|at| is_comma(line, *at)).and_then(|at| ending_at(line, at))
    {
        // "It was Aro, the harbour master, who".
        return Some(name);
    }
    let led = start > 0 && line.tokens[start - 1].has(Class::PREPOSITION);
    let joined = start > 0 && matches!(line.tokens[start - 1].lower.as_str(), "and" | "or" | "another");
    let by = start > 0 && line.tokens[start - 1].lower == "by";
    (by || !led && !joined).then_some((start, end))
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

/// Whoever a sentence speaks of, by name or not.
fn everyone<'l>(line: &'l Line<'_>) -> impl Iterator<Item = &'l Name> {
    line.parties().chain(&line.descriptions)
}

/// Where the auxiliaries and adverbs begin that go with the verb at `at`.
pub(super) fn verb_group(line: &Line<'_>, at: usize) -> usize {
    let goes = |at: &usize| goes_with_verb(&line.tokens[*at]) && line.name_at(*at).is_none();
    (0..at).rev().take_while(goes).last().unwrap_or(at)
}

/// Whether "by" stands right behind the verb at `at` or the particles that go with it.
pub(super) fn by_behind(line: &Line<'_>, at: usize, words: usize) -> bool {
    let by = (at + 1..line.tokens.len().min(at + 2 + words)).find(|by| line.tokens[*by].lower == "by");
    by.is_some_and(|by| line.tokens[at + 1..by].iter().all(|token| token.has(Class::PREPOSITION)))
}

/// Who does what the verb at `at` says: as [`before`], or a pronoun, a description, those who act for somebody, or
/// whoever the verb before it in the sentence is said of.
pub(super) fn subject<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Name> {
    let mut end = verb_group(line, at);
    while end > 0 && matches!(line.tokens[end - 1].lower.as_str(), "first" | "a" | "the" | "also") {
        end -= 1;
    }
    let at_end = |names: &'l [Name]| names.iter().find(|name| name.to == end);
    if let Some(found) = at_end(&line.pronouns).or_else(|| at_end(&line.descriptions)) {
        let led = found.from > 0 && line.tokens[found.from - 1].has(Class::PREPOSITION);
        return (!led).then_some(found);
    }
    if let Some(found) = before(line, end).and_then(|who| one_at(line, who)) {
        return Some(found);
    }
    let clefted = || told_of(line, end).and_then(|who| one_at(line, who));
    let apposed = || article(line, end, at).then(|| line.parties().find(|name| name.to + 1 == end)).flatten();
    let adjunct = line.tokens[at].has(Class::PREPOSITION);
    let told = || if adjunct { told_before(line, at) } else { going_on(line, end) };
    acting(line, end).or_else(clefted).or_else(apposed).or_else(told)
}

/// Whether what stands from `end` on opens with an article behind a comma: "Aro, a unit of Bel".
fn article(line: &Line<'_>, end: usize, at: usize) -> bool {
    end < at && end > 0 && is_comma(line, end - 1) && line.tokens[end].has(Class::DETERMINER)
}

fn one_at<'l>(line: &'l Line<'_>, who: Who) -> Option<&'l Name> {
    everyone(line).find(|name| (name.from, name.to) == who)
}

/// "Aro's lawyers", "Aro's private office", ending right before `end`: they act for Aro.
fn acting<'l>(line: &'l Line<'_>, end: usize) -> Option<&'l Name> {
    let word = |at: usize| line.tokens[at].lower.as_str();
    let end = if end > 1 && matches!(word(end - 1), "that" | "who" | "which") { end - 1 } else { end };
    let own =
        |at: usize| matches!(word(at), "company" | "firm") && at > 0 && matches!(word(at - 1), "his" | "her");
    let noun = end.checked_sub(1).filter(|at| line.tokens[*at].has(Class::AGENT) || own(*at))?;
    possessor(line, noun)
}

/// Of whom the sentence goes on to tell: "Aro found it and then told Bel", "Aro closed it, overruling Bel".
fn going_on<'l>(line: &'l Line<'_>, end: usize) -> Option<&'l Name> {
    let joins = line.tokens.get(end.checked_sub(1)?)?;
    let linked = matches!(joins.lower.as_str(), "and" | "but" | "then");
    let part = joins.kind == Kind::Mark(',')
        && line.tokens.get(end).is_some_and(|token| token.lower.ends_with("ing"));
    if !linked && !part {
        return None;
    }
    told_before(line, end - 1)
}

/// Of whom the last verb before `end` is said.
fn told_before<'l>(line: &'l Line<'_>, end: usize) -> Option<&'l Name> {
    let verbs = (1..end).rev().filter(|at| {
        let token = &line.tokens[*at];
        (token.is_past() || token.has(Class::BE)) && line.name_at(*at).is_none()
    });
    let mut told = verbs.filter_map(|at| {
        let start = verb_group(line, at);
        let pronoun = line.pronouns.iter().find(|name| name.to == start);
        let found = || before(line, at).or_else(|| told_of(line, start));
        pronoun.or_else(|| found().and_then(|who| one_at(line, who)))
    });
    told.next()
}

/// "By Aro, who found it", "by Aro, a student of hers, who found it", "and Aro who refused": the name whom "who" tells of.
fn told_of(line: &Line<'_>, end: usize) -> Option<Who> {
    let who = end.checked_sub(1).filter(|at| line.tokens[*at].lower == "who")?;
    let name = |end: usize| line.parties().find(|name| name.to == end);
    let comma = who.checked_sub(1).filter(|at| is_comma(line, *at));
    let told = match comma {
        Some(comma) => name(comma).or_else(|| name(comma_before(line, comma)?))?,
        None => name(who)?,
    };
    // "Aro and Bel who" are two.
    let and = told.from.checked_sub(1).filter(|at| matches!(line.tokens[*at].lower.as_str(), "and" | "or"));
    let listed = and.is_some_and(|and| name(and).is_some());
    (!listed).then_some((told.from, told.to))
}

/// Whoever stands from `from` on as the object of a verb or behind a preposition, and where the words end: "its rival
/// Aro", "Mayor Ana Aro", "her", "the firm", "Aro's lawyers".
pub(super) fn object<'l>(line: &'l Line<'_>, from: usize) -> Option<(&'l Name, usize)> {
    if let Some(pronoun) = line.pronouns.iter().find(|name| name.from == from) {
        if matches!(line.tokens[from].lower.as_str(), "it" | "its") {
            // What is refused or given is oftener a thing.
            return None;
        }
        let owns = matches!(line.tokens[from].lower.as_str(), "his" | "her")
            && line.tokens.get(from + 1).is_some_and(|next| next.is_content() && !next.is_adverb());
        return (!owns).then_some((pronoun, pronoun.to));
    }
    let name = everyone(line).filter(|name| name.from >= from).min_by_key(|name| name.from)?;
    let between = &line.tokens[from..name.from];
    let near = between.iter().all(|token| {
        let plain =
            token.is_word() && token.is_content() && !token.is_past() && !token.has(Class::PREPOSITION);
        token.has(Class::DETERMINER) || token.has(Class::TITLE) || plain && !token.has(Class::AUXILIARY)
    });
    if !near || between.len() > 4 || is_listed(line, name.to) {
        return None;
    }
    if !line.tokens[name.to - 1].possessive {
        return Some((name, name.to));
    }
    let agents =
        (name.to..line.tokens.len().min(name.to + 2)).find(|at| line.tokens[*at].has(Class::AGENT))?;
    Some((name, agents + 1))
}

/// Whose the noun is that stands from `from` on, and where it ends: "Aro's plea", "his plea", "a plea from Aro".
pub(super) fn owner<'l>(
    line: &'l Line<'_>,
    from: usize,
    is_noun: impl Fn(&Token<'_>) -> bool,
) -> Option<(&'l Name, usize)> {
    let noun = (from..line.tokens.len().min(from + 7)).find(|at| is_noun(&line.tokens[*at]))?;
    let plain = line.tokens[from..noun].iter().all(|token| token.is_word() && !token.has(Class::PREPOSITION));
    if !plain {
        return None;
    }
    if let Some(name) = possessor(line, noun).filter(|name| name.from >= from) {
        return Some((name, noun + 1));
    }
    let of = line.tokens.get(noun + 1)?;
    let leads = matches!(of.lower.as_str(), "from" | "by" | "of");
    leads.then(|| object(line, noun + 2)).flatten()
}

/// Whose the noun at `noun` is by a genitive: "Aro's", "his", with one word between at most.
pub(super) fn possessor<'l>(line: &'l Line<'_>, noun: usize) -> Option<&'l Name> {
    let near = |name: &&Name| (name.to..name.to + 2).contains(&noun);
    let own = |name: &&Name| line.tokens[name.to - 1].possessive;
    let pronoun = || {
        let genitive = |at: usize| matches!(line.tokens[at].lower.as_str(), "his" | "her" | "its");
        line.pronouns.iter().find(|name| near(name) && genitive(name.from))
    };
    everyone(line).filter(near).find(own).or_else(pronoun)
}

/// Whose plea stands before the verb whose words begin at `end`: "Aro's plea was", "a plea from Aro was".
pub(super) fn theirs<'l>(line: &'l Line<'_>, end: usize) -> Option<&'l Name> {
    let last = end.checked_sub(1)?;
    if line.tokens[last].has(Class::PLEA) {
        return possessor(line, last);
    }
    let plea = (end.saturating_sub(7)..last).rfind(|at| line.tokens[*at].has(Class::PLEA))?;
    let (name, stop) = owner(line, plea, |token| token.has(Class::PLEA))?;
    (stop == end).then_some(name)
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
    let Some(name) = line.parties().find(|name| name.to == end) else {
        return body_at(line, end).or_else(|| called(line, end));
    };
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
    let noun = lead.checked_sub(1).filter(|at| {
        let token = &line.tokens[*at];
        is_comma(line, lead) && (token.is_content() || token.has(Class::PRONOUN) && !is_relative(token))
    })?;
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
