//! Folders with claims files, made here: most sources agree, every eighth statement differs.

#![allow(clippy::unwrap_used, reason = "writing to a string cannot fail")]

use std::fmt::Write as _;

use crosscheck::model::RawFile;

/// A generator of numbers that look random and are the same on every run (Knuth's constants for a 64-bit linear
/// congruence).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

const ATTRIBUTES: &[(&str, &str)] = &[
    ("stake", "kind = \"percentage\""),
    ("price", "kind = \"money\""),
    ("headcount", "kind = \"number\""),
    ("founded", "kind = \"date\""),
    ("seat", "kind = \"name\""),
    (
        "licence",
        "kind = \"state\"\n[[attribute.state]]\nid = \"exclusive\"\nwords = [\"exclusive\"]\n[[attribute.state]]\nid = \"open\"\nwords = [\"non-exclusive\", \"open\"]",
    ),
];

fn value(dice: &mut Dice, attribute: usize, entity: u64) -> String {
    // Most sources agree; every eighth statement differs.
    let off = if dice.below(8) == 0 { 1 + dice.below(40) } else { 0 };
    match attribute {
        0 => format!("{} %", (entity + off) % 100),
        1 => format!("${}.{} billion", 1 + (entity + off) % 90, entity % 10),
        2 => format!("{} people", 100 + entity % 5_000 + 13 * off),
        3 => format!("{} May {}", 1 + entity % 28, 1900 + (entity + off) % 120),
        4 => format!("Town {}", (entity + off) % 300),
        _ => (if off % 2 == 0 { "exclusive" } else { "non-exclusive" }).to_owned(),
    }
}

/// A folder of so many articles with so many claims each: its sources, its claims files, its configuration.
pub(crate) fn folder(articles: usize, each: usize) -> (Vec<RawFile>, Vec<RawFile>, String) {
    let total = articles * each;
    let mut dice = Dice(total as u64);
    let entities = (total / 60).max(1) as u64;
    let mut sources = Vec::new();
    let mut files = Vec::new();
    for at in 0..articles {
        let mut text =
            format!("+++\ntitle = \"Article {at}\"\npublished = 2026-01-{:02}\n+++\n", 1 + at % 28);
        let mut claims = format!("source = \"article-{at:06}\"\n");
        for claim in 0..each {
            let entity = dice.below(entities);
            let attribute = dice.below(ATTRIBUTES.len() as u64) as usize;
            let value = value(&mut dice, attribute, entity);
            let name = ATTRIBUTES[attribute].0;
            let quote = format!("the {name} of Company {entity} was given as {value} in statement {claim}");
            writeln!(text, "According to the filing, {quote}.").unwrap();
            write!(
                claims,
                "\n[[claim]]\nid = \"c{claim}\"\nsubject = \"Company {entity}\"\nattribute = \"{name}\"\nvalue = \"{value}\"\nquote = \"{quote}\"\norigin = \"manual\"\nstatus = \"accepted\"\n"
            )
            .unwrap();
        }
        sources
            .push(RawFile { path: format!("sources/article-{at:06}.md").into(), bytes: text.into_bytes() });
        files.push(RawFile {
            path: format!("claims/article-{at:06}.toml").into(),
            bytes: claims.into_bytes(),
        });
    }
    let config = ATTRIBUTES.iter().fold(String::new(), |mut config, (id, rest)| {
        writeln!(config, "[[attribute]]\nid = \"{id}\"\n{rest}").unwrap();
        config
    });
    (sources, files, config)
}
