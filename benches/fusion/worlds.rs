//! Worlds with a known truth: sources of known reliability that speak, copy, lie and slip in known ways.

/// A small generator of its own (SplitMix64: Steele, Lea, Flood, OOPSLA 2014), so that worlds never change.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly between 0 and 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Evenly below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((self.unit() * end as f64) as usize).min(end.saturating_sub(1))
    }

    /// Position by a power law with exponent `s` over `0..n`, by inversion of its continuous form.
    pub(crate) fn zipf(&mut self, n: usize, s: f64) -> usize {
        let (n, u) = (n as f64, self.unit());
        let x = if (s - 1.0).abs() < 1e-9 {
            (n + 1.0).powf(u)
        } else {
            (u * ((n + 1.0).powf(1.0 - s) - 1.0) + 1.0).powf(1.0 / (1.0 - s))
        };
        ((x - 1.0) as usize).min(n as usize - 1)
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Gamma by Marsaglia and Tsang (2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let u = self.unit().max(1e-300);
            return self.gamma(shape + 1.0) * u.powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            let u = self.unit().max(1e-300);
            if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        x / (x + y)
    }
}

/// What a world is made of.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) name: &'static str,
    items: usize,
    sources: usize,
    /// Claims per item: least and most.
    claims: (usize, usize),
    /// Beta of the sources' accuracies.
    accuracy: (f64, f64),
    /// Values an item can take; 0 means no end of them.
    domain: usize,
    /// How unevenly wrong sources choose among false values: exponent over `false_values` of them.
    popularity: f64,
    false_values: usize,
    /// Exponent by which some sources speak more than others; 0 for evenly.
    activity: f64,
    /// Share of the claims made by sources that speak once only.
    once: f64,
    /// Share of adversaries, right one time in ten.
    adversaries: f64,
    /// Number of cliques and their size; members copy the first with chance `copying`.
    cliques: usize,
    clique_size: usize,
    copying: f64,
    /// Share of hard items, on which everybody is right a third as often.
    hard: f64,
    /// How much more reliable the busiest are, in log-odds between the first and the last.
    busy_bonus: f64,
    /// How far items differ in difficulty, as a spread of everybody's log-odds of being right.
    difficulty: f64,
    /// Share of the items on which another reading of the question has another answer (planned or actual arrival), and
    /// share of the sources who always answer that one.
    other_reading: f64,
    misread: f64,
    /// Number of attributes, how far the reliability of a source differs between them and how far they differ in
    /// difficulty, both in log-odds. Another reading there is for every second of them only.
    attributes: usize,
    attribute_spread: f64,
}

/// What an item is like.
#[derive(Clone, Copy)]
struct Item {
    attribute: usize,
    hard: bool,
    /// Log-odds by which everybody is right less often.
    difficulty: f64,
    other_reading: bool,
}

const PLAIN: World = World {
    name: "plain",
    items: 1000,
    sources: 50,
    claims: (3, 9),
    accuracy: (7.0, 3.0),
    domain: 0,
    popularity: 0.5,
    false_values: 30,
    activity: 0.5,
    once: 0.0,
    adversaries: 0.0,
    cliques: 0,
    clique_size: 0,
    copying: 0.0,
    hard: 0.0,
    busy_bonus: 0.0,
    difficulty: 0.0,
    other_reading: 0.0,
    misread: 0.0,
    attributes: 1,
    attribute_spread: 0.0,
};

/// The worlds that the model is held to.
pub(crate) fn all() -> Vec<World> {
    vec![
        PLAIN,
        World { name: "few-sources", items: 300, sources: 4, claims: (2, 4), ..PLAIN },
        World {
            name: "one-claim",
            sources: 900,
            claims: (2, 4),
            activity: 1.2,
            once: 0.5,
            busy_bonus: 1.5,
            ..PLAIN
        },
        World {
            name: "sparse-pairs",
            sources: 200,
            claims: (2, 3),
            activity: 0.9,
            accuracy: (3.0, 2.0),
            ..PLAIN
        },
        World {
            name: "binary-crowd",
            sources: 100,
            claims: (5, 5),
            domain: 2,
            accuracy: (8.0, 4.0),
            ..PLAIN
        },
        World { name: "five-labels", sources: 80, claims: (3, 6), domain: 5, accuracy: (5.0, 4.0), ..PLAIN },
        World { name: "adversaries", adversaries: 0.25, accuracy: (8.0, 2.0), ..PLAIN },
        World { name: "binary-adversaries", domain: 2, adversaries: 0.2, accuracy: (8.0, 2.0), ..PLAIN },
        World {
            name: "copying",
            sources: 40,
            claims: (12, 20),
            cliques: 4,
            clique_size: 6,
            copying: 0.8,
            accuracy: (5.0, 4.0),
            ..PLAIN
        },
        World {
            name: "web-tables",
            items: 600,
            sources: 38,
            claims: (18, 34),
            cliques: 5,
            clique_size: 4,
            copying: 0.95,
            accuracy: (9.0, 2.0),
            popularity: 1.5,
            false_values: 6,
            hard: 0.15,
            ..PLAIN
        },
        World { name: "hard-items", hard: 0.3, accuracy: (9.0, 2.0), ..PLAIN },
        World {
            name: "popular-errors",
            popularity: 1.8,
            false_values: 8,
            accuracy: (5.0, 4.0),
            claims: (5, 15),
            ..PLAIN
        },
        World { name: "hard-popular", popularity: 1.8, false_values: 8, hard: 0.3, claims: (5, 15), ..PLAIN },
        World { name: "mostly-wrong", accuracy: (4.0, 5.0), claims: (4, 10), ..PLAIN },
        World {
            name: "thick-good-bad",
            items: 400,
            sources: 20,
            claims: (10, 19),
            accuracy: (0.9, 0.6),
            ..PLAIN
        },
        World {
            name: "thick-good-bad-few-values",
            items: 400,
            sources: 20,
            claims: (10, 19),
            accuracy: (0.9, 0.6),
            domain: 3,
            ..PLAIN
        },
        World {
            name: "copying-thin",
            items: 500,
            sources: 300,
            claims: (4, 9),
            cliques: 10,
            clique_size: 5,
            copying: 0.8,
            activity: 1.0,
            ..PLAIN
        },
        World {
            name: "flights",
            items: 600,
            sources: 38,
            claims: (12, 34),
            cliques: 5,
            clique_size: 4,
            copying: 0.95,
            accuracy: (6.0, 1.5),
            popularity: 1.5,
            false_values: 6,
            difficulty: 1.2,
            other_reading: 0.5,
            misread: 0.25,
            attributes: 6,
            attribute_spread: 1.0,
            ..PLAIN
        },
        World {
            name: "stocks",
            items: 800,
            sources: 50,
            claims: (20, 45),
            cliques: 2,
            clique_size: 8,
            copying: 0.95,
            accuracy: (9.0, 1.5),
            popularity: 1.5,
            false_values: 8,
            difficulty: 1.5,
            other_reading: 0.3,
            misread: 0.3,
            attributes: 16,
            attribute_spread: 0.8,
            ..PLAIN
        },
        World {
            name: "weather",
            items: 800,
            sources: 18,
            claims: (7, 16),
            cliques: 2,
            clique_size: 3,
            copying: 0.9,
            accuracy: (4.0, 3.0),
            popularity: 1.0,
            false_values: 5,
            difficulty: 0.8,
            attributes: 5,
            attribute_spread: 0.8,
            ..PLAIN
        },
        World {
            name: "places",
            items: 800,
            sources: 7,
            claims: (1, 4),
            accuracy: (6.0, 2.0),
            popularity: 1.5,
            false_values: 5,
            difficulty: 1.2,
            ..PLAIN
        },
        World {
            name: "books",
            items: 500,
            sources: 300,
            claims: (5, 30),
            activity: 1.1,
            cliques: 6,
            clique_size: 5,
            copying: 0.9,
            accuracy: (5.0, 2.0),
            popularity: 1.8,
            false_values: 5,
            difficulty: 1.5,
            ..PLAIN
        },
        World {
            name: "wiki",
            items: 2000,
            sources: 600,
            claims: (2, 5),
            activity: 1.2,
            once: 0.6,
            accuracy: (6.0, 3.0),
            popularity: 1.0,
            false_values: 6,
            difficulty: 1.5,
            busy_bonus: 1.0,
            ..PLAIN
        },
        World {
            name: "crowd-ten-labels",
            items: 800,
            sources: 164,
            claims: (10, 10),
            domain: 2,
            activity: 0.8,
            accuracy: (6.0, 2.0),
            difficulty: 1.0,
            ..PLAIN
        },
        World {
            name: "crowd-all-label-all",
            items: 110,
            sources: 39,
            claims: (38, 39),
            domain: 2,
            accuracy: (2.6, 1.3),
            difficulty: 1.0,
            ..PLAIN
        },
        World {
            name: "crowd-many-workers",
            sources: 760,
            claims: (3, 7),
            domain: 2,
            activity: 1.0,
            accuracy: (3.0, 1.6),
            difficulty: 0.7,
            ..PLAIN
        },
        World { name: "near-perfect", accuracy: (40.0, 1.0), claims: (2, 5), ..PLAIN },
    ]
}

/// A claim: item, source, value. Value 0 is the truth of its item.
pub(crate) struct Claims {
    pub(crate) items: usize,
    pub(crate) sources: usize,
    /// Number of values an item can take; 0 without end.
    pub(crate) domain: u32,
    /// Number of attributes; item *i* is of attribute *i* modulo this.
    pub(crate) attributes: usize,
    pub(crate) claims: Vec<(usize, usize, usize)>,
}

impl World {
    /// The claims of this world, the same for the same seed.
    pub(crate) fn claims(&self, seed: u64) -> Claims {
        let mut dice = Dice::new(seed);
        let accuracies = self.accuracies(&mut dice);
        let talents = self.talents(&mut dice);
        let mut sources = self.sources;
        let mut claims = Vec::new();
        for item in 0..self.items {
            let it = self.item(item, &mut dice);
            let count = self.claims.0 + dice.below(self.claims.1 - self.claims.0 + 1);
            let mut speakers: Vec<usize> = Vec::new();
            for _ in 0..count {
                if dice.unit() < self.once {
                    sources += 1;
                    let accuracy = 1.0
                        / (1.0
                            + (-(odds(self.accuracy.0 / (self.accuracy.0 + self.accuracy.1))
                                - self.busy_bonus))
                                .exp());
                    claims.push((item, sources - 1, self.value(&mut dice, accuracy, it)));
                    continue;
                }
                let source =
                    (0..50).map(|_| dice.zipf(self.sources, self.activity)).find(|it| !speakers.contains(it));
                speakers.extend(source);
            }
            self.speak(item, &speakers, (&accuracies, &talents), it, &mut dice, &mut claims);
        }
        Claims { items: self.items, sources, domain: self.domain as u32, attributes: self.attributes, claims }
    }

    fn accuracies(&self, dice: &mut Dice) -> Vec<f64> {
        (0..self.sources)
            .map(|source| {
                if dice.unit() < self.adversaries {
                    return 0.1;
                }
                let rank = 0.5 - source as f64 / self.sources as f64;
                let base = dice.beta(self.accuracy.0, self.accuracy.1).clamp(0.02, 0.995);
                1.0 / (1.0 + (-(odds(base) + self.busy_bonus * rank)).exp())
            })
            .collect()
    }

    fn speak(
        &self,
        item: usize,
        speakers: &[usize],
        skills: (&[f64], &[f64]),
        it: Item,
        dice: &mut Dice,
        claims: &mut Vec<(usize, usize, usize)>,
    ) {
        let mut led: Vec<Option<usize>> = vec![None; self.cliques];
        for &source in speakers {
            let clique = source % self.sources.max(1);
            let member = clique < self.cliques * self.clique_size;
            let value = if member {
                let at = clique / self.clique_size;
                let leader = at * self.clique_size;
                let led_value = match led[at] {
                    Some(value) => value,
                    None => self.answer(dice, leader, skills, it),
                };
                led[at] = Some(led_value);
                if source == leader || dice.unit() < self.copying {
                    led_value
                } else {
                    self.answer(dice, source, skills, it)
                }
            } else {
                self.answer(dice, source, skills, it)
            };
            claims.push((item, source, value));
        }
    }

    /// By how much each source is better at each attribute than it is in general, in log-odds; the first row is how
    /// much easier the attribute is than others.
    fn talents(&self, dice: &mut Dice) -> Vec<f64> {
        let mut talent = || if self.attributes > 1 { self.attribute_spread * dice.normal() } else { 0.0 };
        (0..(self.sources + 1) * self.attributes).map(|_| talent()).collect()
    }

    fn item(&self, item: usize, dice: &mut Dice) -> Item {
        let attribute = item % self.attributes;
        let read_twice = self.attributes == 1 || attribute % 2 == 1;
        Item {
            attribute,
            hard: dice.unit() < self.hard,
            difficulty: if self.difficulty > 0.0 { self.difficulty * dice.normal() } else { 0.0 },
            other_reading: read_twice && self.other_reading > 0.0 && dice.unit() < self.other_reading,
        }
    }

    /// What a source says. Those who misread stand at the end, apart from the cliques.
    fn answer(&self, dice: &mut Dice, source: usize, skills: (&[f64], &[f64]), it: Item) -> usize {
        let talent = |row: usize| skills.1[row * self.attributes + it.attribute];
        let own = Item { difficulty: it.difficulty - talent(source + 1) - talent(0), ..it };
        let value = self.value(dice, skills.0[source], own);
        let misreads = (source as f64) >= (1.0 - self.misread) * self.sources as f64;
        if value == 0 && it.other_reading && misreads { 1 } else { value }
    }

    fn value(&self, dice: &mut Dice, accuracy: f64, it: Item) -> usize {
        let base = if it.hard { accuracy / 3.0 } else { accuracy };
        let right =
            if it.difficulty == 0.0 { base } else { 1.0 / (1.0 + (it.difficulty - odds(base)).exp()) };
        if dice.unit() < right {
            return 0;
        }
        match self.domain {
            0 => 1 + dice.zipf(self.false_values, self.popularity),
            domain => 1 + dice.below(domain - 1),
        }
    }
}

fn odds(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}
