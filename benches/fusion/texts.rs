//! Worlds of cells: the same sources as in `worlds`, writing as such sources write. They go through CSV, reading and
//! all, and are compared with voting on the cells as they stand, with fusing the cells as they stand, and with fusing
//! what the cells say, which nothing that reads can be better than.

use std::collections::HashMap;

use crosscheck::fuse::{Fused, Input, Options, fuse, read};

use crate::cells::{self, Cell, NOTHING, Said};
use crate::measure::{Answer, Measures, measure};
use crate::worlds::{self, Claims, Dice};

/// How cells of a kind are written.
type Say = fn(Said, &mut Dice) -> Cell;

/// Kinds of cells: name, the attribute as a table calls it, the world whose sources speak, and how they write.
const KINDS: [(&str, &str, &str, Say); 15] = [
    ("times", "ActualDepartureTime", "flights", cells::time),
    ("gates", "departure_gate", "flights", cells::gate),
    ("prices", "last price", "stocks", cells::price),
    ("volumes", "volume", "stocks", cells::volume),
    ("changes", "change %", "stocks", cells::change),
    ("temperatures", "Temperature", "weather", cells::temperature),
    ("winds", "wind", "weather", cells::wind),
    ("pressures", "Pressure", "weather", cells::pressure),
    ("dates", "date of birth", "plain", cells::date),
    ("authors", "authors", "books", cells::authors),
    ("titles", "title", "books", cells::title),
    ("typed names", "full name", "sparse-pairs", cells::name),
    ("places", "birthplace", "places", cells::place),
    ("yes or no", "is_relevant", "crowd-many-workers", cells::answer),
    ("codes", "isbn", "one-claim", cells::code),
];

/// Tells how every world of cells comes out; `name` picks one and shows what went wrong in it.
pub(crate) fn run(name: Option<&str>) {
    println!(
        "{:14} {:^22} {:^22} {:^22} {:^22}  pairs",
        "", "vote on cells", "fused as they stand", "fused", "fused, told the values"
    );
    let mut sums = [Measures::default(); 4];
    let chosen: Vec<_> = KINDS.iter().filter(|kind| name.is_none_or(|name| kind.0 == name)).collect();
    for (name, attribute, world, say) in &chosen {
        let table = Table::write(
            attribute,
            &worlds::all().into_iter().find(|it| it.name == *world).unwrap().claims(1),
            *say,
        );
        let read_as = |verbatim| table.fused(&Options { verbatim, ..Options::default() });
        let ours = read_as(false);
        let told = crate::solve(&table.claims, &Options::default().settings).0;
        let all = [table.vote(), table.answers(&read_as(true)), table.answers(&ours), told];
        let all = all.map(|answers| measure(&answers, table.claims.items));
        let shown: Vec<String> =
            all.iter().map(|m| format!("{:.3} {:.4} {:.3}", m.accuracy, m.brier, m.ece)).collect();
        let (precision, recall) = table.pairs(&ours, chosen.len() == 1);
        println!(
            "{name:14} {:^22} {:^22} {:^22} {:^22}  {precision:.4} {recall:.4}",
            shown[0], shown[1], shown[2], shown[3]
        );
        for (sum, m) in sums.iter_mut().zip(all) {
            let share = 1.0 / chosen.len() as f64;
            sum.accuracy += share * m.accuracy;
            sum.brier += share * m.brier;
            sum.ece += share * m.ece;
        }
    }
    let shown: Vec<String> =
        sums.iter().map(|m| format!("{:.3} {:.4} {:.3}", m.accuracy, m.brier, m.ece)).collect();
    println!("{:14} {:^22} {:^22} {:^22} {:^22}", "mean", shown[0], shown[1], shown[2], shown[3]);
}

/// A table of cells, and what each of them says.
struct Table {
    claims: Claims,
    csv: String,
    /// By item and cell: the value said, and whether in full.
    says: HashMap<(usize, String), (usize, bool)>,
    /// By item: cells with their number of claims.
    cells: Vec<HashMap<String, usize>>,
    /// By item and source: the cell.
    said: HashMap<(usize, usize), String>,
}

/// One cell in so many says that nothing is known.
const SILENT: usize = 16;

impl Table {
    fn write(attribute: &str, claims: &Claims, say: Say) -> Self {
        // Each kind of cell by itself: one attribute, whatever the world has.
        let claims = Claims {
            attributes: 1,
            domain: claims.domain,
            items: claims.items,
            sources: claims.sources,
            claims: claims.claims.clone(),
        };
        let mut table = Self {
            csv: "source,entity,attribute,value\n".into(),
            says: HashMap::new(),
            cells: vec![HashMap::new(); claims.items],
            said: HashMap::new(),
            claims,
        };
        let mut dice = Dice::new(7);
        for (item, source, value) in &table.claims.claims {
            // The sources of a clique copy cells as well.
            let style = source / 4 * 5 + source / 40;
            let (cell, exact) = say(Said { item: *item, value: *value, style }, &mut dice);
            let cell = if dice.below(SILENT) == 0 {
                NOTHING[dice.below(NOTHING.len())].to_owned()
            } else {
                table.says.insert((*item, cell.clone()), (*value, exact));
                table.said.insert((*item, *source), cell.clone());
                cell
            };
            *table.cells[*item].entry(cell.clone()).or_default() += 1;
            table.csv.push_str(&format!("s{source},e{item},{attribute},\"{}\"\n", cell.replace('"', "\"\"")));
        }
        table
    }

    fn fused(&self, options: &Options) -> Fused {
        let (table, _) = read(self.csv.as_bytes(), Input::Csv, "cells", true, &mut |_| ()).unwrap();
        fuse(table, options)
    }

    fn is_right(&self, item: usize, cell: &str) -> bool {
        self.says.get(&(item, cell.to_owned())) == Some(&(0, true))
    }

    /// The answers of a fused table.
    fn answers(&self, fused: &Fused) -> Vec<Answer> {
        let each = (0..fused.items()).map(|at| fused.item(at));
        each.map(|item| {
            let best = &item.candidates[0];
            (best.confidence, self.is_right(item.entity[1..].parse().unwrap(), best.value))
        })
        .collect()
    }

    /// The answers of the most frequent cells, the first in the alphabet among equals.
    fn vote(&self) -> Vec<Answer> {
        let each = self.cells.iter().enumerate().filter(|(_, cells)| !cells.is_empty());
        each.map(|(item, cells)| {
            let best = cells.iter().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0))).unwrap();
            (*best.1 as f64 / cells.values().sum::<usize>() as f64, self.is_right(item, best.0))
        })
        .collect()
    }

    /// Of the pairs of different cells of an item that became one value, how many say the same; and of those that say
    /// the same, how many became one value. Cells that do not say all are left out.
    fn pairs(&self, fused: &Fused, show: bool) -> (f64, f64) {
        let (mut same, mut joined, mut both) = (0_usize, 0_usize, 0_usize);
        let mut told = 0;
        for item in (0..fused.items()).map(|at| fused.item(at)) {
            let number: usize = item.entity[1..].parse().unwrap();
            if show && !self.is_right(number, item.candidates[0].value) && told < 40 {
                told += 1;
                let best: Vec<String> = item
                    .candidates
                    .iter()
                    .take(4)
                    .map(|it| format!("{:?} {:.2} by {}", it.value, it.confidence, it.sources))
                    .collect();
                println!("wrong: {}", best.join(" | "));
            }
            let mut cells: Vec<(&str, usize, usize)> = Vec::new();
            for (camp, value) in item.candidates.iter().enumerate() {
                for source in fused.said_by(value) {
                    let Some(cell) = self.said.get(&(number, source[1..].parse().unwrap())) else { continue };
                    let (value, exact) = self.says[&(number, cell.clone())];
                    if exact {
                        cells.push((cell, value, camp));
                    }
                }
            }
            cells.sort_unstable();
            cells.dedup();
            for (at, one) in cells.iter().enumerate() {
                for other in &cells[at + 1..] {
                    let (says, is) = (one.1 == other.1, one.2 == other.2);
                    same += usize::from(says);
                    joined += usize::from(is);
                    both += usize::from(says && is);
                    if show && says != is && told < 40 {
                        told += 1;
                        println!("{}: {:?} {:?}", if is { "joined" } else { "apart" }, one.0, other.0);
                    }
                }
            }
        }
        (both as f64 / joined.max(1) as f64, both as f64 / same.max(1) as f64)
    }
}
