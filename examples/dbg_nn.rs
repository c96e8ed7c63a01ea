//! debug
use crosscheck::workspace::Workspace;
use crosscheck::{align, pipeline};
use std::path::Path;
fn main() {
    for folder in std::env::args().skip(1) {
        let material = pipeline::read(&Workspace::open(Path::new(&folder)).unwrap(), 1 << 24).unwrap();
        let read = pipeline::read_articles(&material, None);
        for (source, article) in read.iter().enumerate() {
            for p in &article.proposals {
                let k = &p.context.key;
                let terms: Vec<String> = p
                    .context
                    .terms
                    .iter()
                    .map(|t| format!("{}/{}{:.1}", t.word, &format!("{:?}", t.role)[..2], t.weight))
                    .collect();
                println!(
                    "{} {k} {:?} {} [{}] {{{}}} «{}»",
                    material.sources[source].id,
                    p.claim.polarity,
                    p.context.value.normal(),
                    p.claim.value,
                    terms.join(" "),
                    p.claim.quote
                );
            }
        }
        for r in align::rivals(&read) {
            let f = |s: &Vec<(usize, usize)>| {
                s.iter()
                    .map(|(a, b)| {
                        format!("{}:{}", material.sources[*a].id, read[*a].proposals[*b].claim.quote)
                    })
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let (a, b) = r.sides[0][0];
            let sig: Vec<String> =
                r.signals.iter().filter(|(_, v)| *v != 0.0).map(|(n, v)| format!("{n}={v:.2}")).collect();
            println!(
                "PAIR {} {:.2} «{}» // «{}» {}",
                read[a].proposals[b].context.key,
                r.margin,
                f(&r.sides[0]),
                f(&r.sides[1]),
                sig.join(" ")
            );
        }
    }
}
