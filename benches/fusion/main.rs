//! The fusion model measured on worlds with a known truth.
//!
//! `cargo bench --bench fusion` tells accuracy, Brier score and calibration error world by world, and how often what was
//! said with each confidence was right; `-- svg=FILE` draws that; `-- ablate` leaves out one part of the model after
//! another; `-- write=DIR` writes the worlds for other programs (`compare.py`); `-- population=DIR` adds the set of that
//! name; `-- NAME=NUMBER` changes a setting; `-- texts` measures worlds of cells as tables have them, `-- texts=KIND` one.
#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program that prints measurements"
)]
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

mod cells;
mod diagram;
mod measure;
mod texts;
mod worlds;

use std::collections::HashMap;

use crosscheck::score::engine::{Observations, Prior, Settings, Vote, Weight, fuse};
use measure::{Answer, Measures, measure};
use worlds::Claims;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let valued = |name: &str| arguments.iter().find_map(|it| it.strip_prefix(name)?.strip_prefix('='));
    if let Some(folder) = valued("write") {
        return write_worlds(folder);
    }
    if arguments.iter().any(|it| it == "texts") || valued("texts").is_some() {
        return texts::run(valued("texts"));
    }
    let settings = settings(&arguments);
    if arguments.iter().any(|it| it == "ablate") {
        return ablate(valued("population"), &settings);
    }
    let (macro_average, everything) = run(valued("population"), &settings, true);
    println!("{}", row("all worlds", macro_average));
    for (at, bin) in measure::bins(&everything).iter().enumerate().filter(|(_, bin)| bin.0 > 0.0) {
        println!("said {:.3}  was {:.3}  n {:5}  bin {at}", bin.1 / bin.0, bin.2 / bin.0, bin.0);
    }
    if let Some(file) = valued("svg") {
        std::fs::write(file, diagram::draw(&measure::bins(&everything))).unwrap();
    }
}

/// The macro average over all worlds and all their answers.
fn run(population_folder: Option<&str>, settings: &Settings, verbose: bool) -> (Measures, Vec<Answer>) {
    if let Some(folder) = population_folder {
        let (answers, items, rounds) = population(folder, settings);
        show("population", &answers, items, rounds);
    }
    let (mut sum, mut everything) = (Measures::default(), Vec::new());
    let worlds = worlds::all();
    let share = 1.0 / worlds.len() as f64;
    for world in &worlds {
        let (mut answers, mut items, mut rounds, mut voted) = (Vec::new(), 0, 0, 0.0);
        for seed in SEEDS {
            let claims = world.claims(seed);
            let (more, took) = solve(&claims, settings);
            answers.extend(more);
            items += claims.items;
            voted += vote(&claims) / SEEDS.count() as f64;
            rounds = rounds.max(took);
        }
        if verbose {
            show(world.name, &answers, items, rounds);
            println!("{:26} acc {voted:.4}  by plain voting", "");
        }
        let m = measure(&answers, items);
        sum.accuracy += share * m.accuracy;
        sum.brier += share * m.brier;
        sum.ece += share * m.ece;
        sum.mean += share * m.mean;
        everything.extend(answers);
    }
    (sum, everything)
}

/// Each world is made three times.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=3;

/// A part of the model, and how it is switched off.
type Part = (&'static str, fn(&mut Settings));

/// What each part of the model brings: the measures without it.
fn ablate(population_folder: Option<&str>, settings: &Settings) {
    let without: [Part; 10] = [
        ("the whole model", |_| ()),
        ("without learning", |it| it.learn = false),
        ("without the learnt common prior", |it| it.learn_common = false),
        ("without leaning on the amount of speech", |it| it.lean_spread = 1e-4),
        ("without reliability by attribute", |it| it.by_attribute = false),
        ("without learnt false values", |it| it.learn_urns = false),
        ("without hard items", |it| it.hard = 0.0),
        ("without echoes", |it| it.echo = 0.0),
        ("without dependent origins", |it| it.copying = false),
        ("without leaving a statement's item out", |it| it.leave_out = false),
    ];
    for (name, change) in without {
        let mut settings = settings.clone();
        change(&mut settings);
        println!("# {name}");
        println!("{}", row("all worlds", run(population_folder, &settings, false).0));
    }
}

/// Writes every world as claims and truth, for other programs.
fn write_worlds(folder: &str) {
    use std::fmt::Write as _;
    for world in worlds::all() {
        let made = world.claims(1);
        let mut claims = String::new();
        for (item, source, value) in &made.claims {
            // The truth must not be told by its number.
            let value = 100 + (item * 37 + value * 61) % 997;
            writeln!(
                claims,
                r#"{{"source":"s{source}","entity":"e{item}","attribute":"a{}","value":"{value}"}}"#,
                item % made.attributes
            )
            .unwrap();
        }
        let truth: String = (0..made.items)
            .map(|item| {
                format!(
                    "{{\"entity\":\"e{item}\",\"attribute\":\"a{}\",\"value\":\"{}\"}}\n",
                    item % made.attributes,
                    100 + item * 37 % 997
                )
            })
            .collect();
        std::fs::write(format!("{folder}/{}.claims.jsonl", world.name), claims).unwrap();
        std::fs::write(format!("{folder}/{}.truth.jsonl", world.name), truth).unwrap();
    }
}

/// Share of the items on which most sources give the truth; ties count in part.
fn vote(claims: &Claims) -> f64 {
    let mut counts: Vec<HashMap<usize, usize>> = vec![HashMap::new(); claims.items];
    for (item, _, value) in &claims.claims {
        *counts[*item].entry(*value).or_default() += 1;
    }
    let right = counts.iter().map(|counts| {
        let most = counts.values().max().copied().unwrap_or(0);
        let tied = counts.values().filter(|n| **n == most).count();
        if counts.get(&0) == Some(&most) { 1.0 / tied as f64 } else { 0.0 }
    });
    right.sum::<f64>() / claims.items as f64
}

fn row(name: &str, m: Measures) -> String {
    format!("{name:26} acc {:.4}  brier {:.4}  ece {:.4}  mean {:.3}", m.accuracy, m.brier, m.ece, m.mean)
}

fn show(name: &str, answers: &[Answer], items: usize, rounds: usize) {
    println!("{}  n {items} rounds {rounds}", row(name, measure(answers, items)));
}

fn settings(arguments: &[String]) -> Settings {
    let mut settings = Settings::default();
    for argument in arguments {
        let Some((name, value)) = argument.split_once('=') else { continue };
        let Ok(number) = value.parse::<f64>() else { continue };
        match name {
            "accuracy" => settings.accuracy = number,
            "strength" => settings.accuracy_strength = number,
            "theta" => settings.false_values = number,
            "spread" => settings.accuracy_spread = number,
            "lean" => settings.lean_spread = number,
            "thetaspread" => settings.false_values_spread = number,
            "groupspread" => settings.group_spread = number,
            "hard" => settings.hard = number,
            "hardstrength" => settings.hard_strength = number,
            "copying" => settings.copying = number > 0.0,
            "margin" => settings.margin = number,
            "echo" => settings.echo = number,
            "common" => settings.learn_common = number > 0.0,
            "byattribute" => settings.by_attribute = number > 0.0,
            "urns" => settings.learn_urns = number > 0.0,
            "leaveout" => settings.leave_out = number > 0.0,
            "learn" => settings.learn = number > 0.0,
            "population" | "svg" | "write" => {}
            _ => panic!("unknown setting {name}"),
        }
    }
    settings
}

fn solve(claims: &Claims, settings: &Settings) -> (Vec<Answer>, usize) {
    let mut by_item: Vec<Vec<(usize, usize)>> = vec![Vec::new(); claims.items];
    for (item, source, value) in &claims.claims {
        by_item[*item].push((*source, *value));
    }
    let mut table = Observations::new(claims.sources);
    let mut values_of = Vec::new();
    let mut votes = Vec::new();
    for (item, said) in by_item.iter().enumerate() {
        let mut values: Vec<usize> = said.iter().map(|it| it.1).collect();
        values.sort_unstable();
        values.dedup();
        for (source, value) in said {
            votes.push(Vote {
                candidate: values.binary_search(value).unwrap() as u32,
                origin: *source as u32,
                lent: false,
                weight: Weight::FULL,
            });
        }
        table.push((item % claims.attributes) as u32, false, values.len(), &mut votes);
        values_of.push(values);
    }
    for attribute in 0..if claims.domain > 0 { claims.attributes } else { 0 } {
        table.set_domain(attribute as u32, claims.domain);
    }
    let fusion = fuse(&table, &vec![Prior::UNKNOWN; claims.sources], settings);
    let mut answers = Vec::new();
    for (item, values) in values_of.iter().enumerate() {
        let best = table
            .candidates_of(item)
            .zip(values)
            .max_by(|a, b| fusion.probability[a.0].total_cmp(&fusion.probability[b.0]));
        answers.extend(best.map(|(at, value)| (fusion.probability[at], *value == 0)));
    }
    (answers, fusion.rounds)
}

fn population(folder: &str, settings: &Settings) -> (Vec<Answer>, usize, usize) {
    let read = |name: &str| -> Vec<serde_json::Value> {
        std::fs::read_to_string(format!("{folder}/population.{name}.jsonl"))
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let (claims, truth) = (read("claims"), read("truth"));
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
    let mut items: HashMap<(String, String), usize> = HashMap::new();
    let (mut sources, mut groups) = (HashMap::new(), HashMap::new());
    let mut said: Vec<Vec<(u32, String)>> = Vec::new();
    let mut group_of = Vec::new();
    for row in &claims {
        let key = (text(row, "object"), text(row, "attribute"));
        let next = groups.len() as u32;
        let group = *groups.entry(key.1.clone()).or_insert(next);
        let next = items.len();
        let item = *items.entry(key).or_insert(next);
        if item == said.len() {
            said.push(Vec::new());
            group_of.push(group);
        }
        let next = sources.len() as u32;
        let source = *sources.entry(text(row, "source")).or_insert(next);
        said[item].push((source, text(row, "norm")));
    }
    let mut table = Observations::new(sources.len());
    let mut values_of = Vec::new();
    let mut votes = Vec::new();
    for (said, group) in said.iter().zip(&group_of) {
        let mut values: Vec<&str> = said.iter().map(|it| &*it.1).collect();
        values.sort_unstable();
        values.dedup();
        for (source, value) in said {
            votes.push(Vote {
                candidate: values.binary_search(&&**value).unwrap() as u32,
                origin: *source,
                lent: false,
                weight: Weight::FULL,
            });
        }
        table.push(*group, false, values.len(), &mut votes);
        values_of.push(values);
    }
    let fusion = fuse(&table, &vec![Prior::UNKNOWN; sources.len()], settings);
    let mut answers = Vec::new();
    for row in &truth {
        let Some(&item) = items.get(&(text(row, "object"), text(row, "attribute"))) else { continue };
        let best = table
            .candidates_of(item)
            .zip(&values_of[item])
            .max_by(|a, b| fusion.probability[a.0].total_cmp(&fusion.probability[b.0]));
        answers.extend(best.map(|(at, value)| (fusion.probability[at], *value == text(row, "norm"))));
    }
    (answers, truth.len(), fusion.rounds)
}
