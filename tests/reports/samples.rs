//! Reports built in code, so that the formats are tested apart from the stages that make reports.

mod builder;

use builder::Sample;
use crosscheck::diagnostic::Diagnostic;
use crosscheck::model::{
    Disposition, Evidence, FindingBuilder, FindingKind, Modality, Place, Reliability, Report, Severity, Side,
};
use crosscheck::text::Span;
use crosscheck::value::{DateRange, Grain};
use jiff::civil::{Date, date};

fn month(year: i16, month: i8) -> DateRange {
    let start = date(year, month, 1);
    DateRange { start: Some(start), end: Some(start.last_of_month()), grain: Grain::Month }
}

fn on(day: Date) -> Option<DateRange> {
    Some(DateRange::day(day))
}

/// A story with something of everything.
pub(crate) fn rich() -> Report {
    let mut sample = Sample::new();
    let wire = sample.source("harbour-wire", Some("Harbour Wire"), on(date(2026, 6, 3)), concat!(
        "+++\ntitle = \"Tram line approved\"\npublisher = \"Harbour Wire\"\ndate = 2026-06-03\n+++\n",
        "# Council approves the Kestrel Bay tram\n\n",
        "The city council of Kestrel Bay approved the new tram line on Tuesday evening by 31 votes to 12.\n",
        "The line will cost 1.2 billion euros, the mayor said, and run for 14 kilometres between the port\nand the university.\n\n",
        "Trains are to start in the spring of 2028. Norda Rail will build the 22 vehicles.\n",
    ));
    let daily = sample.source("daily-ledger", Some("The Daily Ledger"), on(date(2026, 6, 4)), concat!(
        "# What the tram will cost\n\n",
        "Documents seen by this newspaper put the price of the line at 1.45 billion euros, a quarter of a billion more\n",
        "than the mayor told the council. The line is about 14 km long and has 19 stops.\n",
    ));
    let copy = sample.source("evening-post", Some("Evening Post"), on(date(2026, 6, 4)), "# Tram line gets green light\n\nThe 14-kilometre line will cost 1.2 billion euros, according to the mayor.\n");
    sample.source_mut(copy).origin = "harbour-wire".into();
    let update = sample.source("transit-blog", None, Some(month(2026, 8)), concat!(
        "# Tram: not before 2029\n\n",
        "The opening has slipped: services are now planned for the autumn of 2029, the operator's newsletter says.\n",
        "People close to the talks whisper that Velaro, not Norda Rail, will get the order for the vehicles.\n",
    ));
    let leaflet = sample.source("leaflet", Some("Friends of the Tram"), None, "# Ten good reasons\n\nNineteen stops, fourteen kilometres, one ticket. The first section, to the hospital, is 5 km long.\n");
    sample.source_mut(wire).source.reliability = Some(Reliability::B);
    sample.source_mut(wire).learnt_reliability = Some(0.81);
    sample.source_mut(copy).source.quote_only = true;

    let cost = sample.topic("Kestrel Bay tram", "construction cost", None, None);
    let cost_wire =
        sample.fact(cost, wire, "1.2 billion euros", "The line will cost 1.2 billion euros, the mayor said");
    sample.fact_mut(cost_wire).attributed_to = Some("the mayor".into());
    sample.fact_mut(cost_wire).modality = Modality::Reported;
    let cost_copy =
        sample.fact(cost, copy, "1.2 billion euros", "will cost 1.2 billion euros, according to the mayor");
    let cost_daily =
        sample.fact(cost, daily, "1.45 billion euros", "put the price of the line at 1.45 billion euros");
    sample.candidate(cost, "€1.2 billion", &[cost_wire, cost_copy], Some(0.52));
    sample.candidate(cost, "€1.45 billion", &[cost_daily], Some(0.48));
    let sides = vec![
        sample.side("€1.2 billion", None, &[cost_wire, cost_copy]),
        sample.side("€1.45 billion", None, &[cost_daily]),
    ];
    sample.finding(
        "value-mismatch",
        FindingKind::Contradiction,
        Severity::High,
        cost,
        "€1.2 billion / €1.45 billion (€250 million apart)",
        "a signed price is one sum at a time; both articles speak of the whole line and of the same week",
        sides,
    );

    let opening = sample.topic("Kestrel Bay tram", "start of service", None, None);
    let spring =
        sample.fact(opening, wire, "the spring of 2028", "Trains are to start in the spring of 2028.");
    let autumn =
        sample.fact(opening, update, "the autumn of 2029", "services are now planned for the autumn of 2029");
    for fact in [spring, autumn] {
        sample.fact_mut(fact).modality = Modality::Planned;
    }
    sample.candidate(opening, "spring of 2028", &[spring], Some(0.34));
    sample.candidate(opening, "autumn of 2029", &[autumn], Some(0.66));
    let sides = vec![
        sample.side("spring of 2028", Some("3 Jun 2026"), &[spring]),
        sample.side("autumn of 2029", Some("Aug 2026"), &[autumn]),
    ];
    sample.finding(
        "superseded-value",
        FindingKind::Superseded,
        Severity::Low,
        opening,
        "spring of 2028, then autumn of 2029",
        "plans change, and the two articles are two months apart",
        sides,
    );

    let builder = sample.topic("Kestrel Bay tram", "vehicle supplier", None, None);
    let norda = sample.fact(builder, wire, "Norda Rail", "Norda Rail will build the 22 vehicles");
    let velaro =
        sample.fact(builder, update, "Velaro", "whisper that Velaro, not Norda Rail, will get the order");
    sample.fact_mut(velaro).modality = Modality::Rumoured;
    sample.candidate(builder, "Norda Rail", &[norda], Some(0.81));
    sample.candidate(builder, "Velaro", &[velaro], Some(0.19));
    let sides = vec![sample.side("Norda Rail", None, &[norda]), sample.side("Velaro", None, &[velaro])];
    sample.finding(
        "hearsay",
        FindingKind::Tension,
        Severity::Medium,
        builder,
        "Norda Rail / Velaro",
        "the second is hearsay without a speaker",
        sides,
    );

    let length = sample.topic("Kestrel Bay tram", "length", None, None);
    let lengths = [
        sample.fact(
            length,
            wire,
            "14 kilometres",
            "run for 14 kilometres between the port\nand the university",
        ),
        sample.fact(length, copy, "14-kilometre", "The 14-kilometre line"),
        sample.fact(length, daily, "about 14 km", "The line is about 14 km long"),
        sample.fact(length, leaflet, "fourteen kilometres", "fourteen kilometres, one ticket"),
    ];
    sample.candidate(length, "14 km", &lengths, Some(0.96));
    let sides = lengths.iter().map(|fact| sample.side("14 km", None, &[*fact])).collect();
    sample.finding(
        "agreement",
        FindingKind::Agreement,
        Severity::None,
        length,
        "14 km",
        "the values are the same",
        sides,
    );

    let section = sample.topic("Kestrel Bay tram", "length", None, Some("first section"));
    let short = sample.fact(section, leaflet, "5 km", "The first section, to the hospital, is 5 km long");
    sample.candidate(section, "5 km", &[short], None);
    let sides = vec![
        sample.side("the whole: 14 km", None, &lengths[..1]),
        sample.side("first section: 5 km", None, &[short]),
    ];
    sample.finding(
        "scope-difference",
        FindingKind::Scope,
        Severity::None,
        length,
        "the whole / first section",
        "the statements are not about the same part",
        sides,
    );

    let stops = sample.topic("Kestrel Bay tram", "number of stops", None, None);
    let nineteen = [
        sample.fact(stops, daily, "19", "has 19 stops"),
        sample.fact(stops, leaflet, "Nineteen", "Nineteen stops"),
    ];
    sample.candidate(stops, "19", &nineteen, Some(0.83));
    let vote = sample.topic("Kestrel Bay", "votes in favour", Some("Kestrel Bay tram"), None);
    let votes = sample.fact(vote, wire, "31", "by 31 votes to 12");
    sample.candidate(vote, "31", &[votes], None);
    let vehicles = sample.topic("Kestrel Bay tram", "number of vehicles", None, None);
    let fleet = sample.fact(vehicles, wire, "22", "will build the 22 vehicles");
    sample.candidate(vehicles, "22", &[fleet], None);
    let sides = vec![sample.side("22", None, &[fleet]), sample.side("24", None, &[norda])];
    let waived = sample.finding(
        "value-mismatch",
        FindingKind::Contradiction,
        Severity::Medium,
        vehicles,
        "22 / 24 (2 apart)",
        "a fleet has one size at a time",
        sides,
    );
    waived.disposition = Disposition::Waived;
    waived.waived_because = Some("under-investigation, until 30 Nov 2026, by Ines".into());

    let drifted = Evidence {
        source: daily,
        quote: "has nineteen stops".into(),
        span: sample.evidence(nineteen[0]).span,
        line: 4,
        fact: None,
    };
    let drifted = FindingBuilder::new("quote-drifted", FindingKind::Integrity, Severity::Medium)
        .says(
            "the quote of claim `stops-2` in source `daily-ledger` has drifted: “has nineteen stops”",
            "the source or the quote was edited after the claim was made",
            "the words as they now stand in the source: “has 19 stops”",
        )
        .side(Side { value: "has nineteen stops".into(), time: None, evidence: vec![drifted] })
        .place(Place { file: "claims/daily-ledger.toml".into(), line: 44, column: 9 })
        .build(["daily-ledger", "stops-2"]);
    sample.push(drifted);
    sample.diagnostic(
        Diagnostic::error("source-encoding", "this file is not UTF-8: byte 0xE9 at 214")
            .in_file("sources/old-letter.txt")
            .help("save it as UTF-8"),
    );
    sample.diagnostic(
        Diagnostic::warning("unknown-field", "the field `relability` is not known")
            .at(Place { file: "crosscheck.toml".into(), line: 12, column: 3 })
            .help("did you mean `reliability`?"),
    );
    sample.finish()
}

/// Everything that article text may try.
pub(crate) const HOSTILE: &str = "x\x1b[31mred\x1b]0;title\x07\u{9b}5m | a|b <script>alert(1)</script> \"q\" 'q' `c` **b** [l](http://e) \
    ![i](u) \u{202e}desrever\u{2066}\u{200f}\u{200b}\u{feff}\u{2028} אבג @team #1 %0A::error::x\r\n::error file=a::pwned\n\
    ##[error]old ##vso[task] ]]> <!-- & &amp; \\ {{ 7*7 }} {% x %} =cmd() \u{0}\u{e0041}end";

/// The same shape of report with hostile text wherever text can come from outside.
pub(crate) fn hostile() -> Report {
    let mut sample = Sample::new();
    let text = format!("::error::{HOSTILE}\n\n=1+1 {HOSTILE}\n::warning::{HOSTILE}");
    let one = sample.source("plain-id", Some(HOSTILE), on(date(2026, 1, 2)), &text);
    let other = sample.source("-=other id <b>|\u{202e}", Some("::error::publisher"), None, &text);
    for ix in [one, other] {
        let summary = sample.source_mut(ix);
        summary.origin = HOSTILE.into();
        summary.source.title = Some(HOSTILE.into());
        summary.source.author = Some(HOSTILE.into());
        summary.source.address = Some("javascript:alert(1)".into());
        summary.source.kind = Some(HOSTILE.into());
        summary.source.cites = vec![HOSTILE.into()];
    }
    sample.source_mut(other).source.path = "sources/a b\u{202e}%20,:<x>.md".into();
    let topic = sample.topic(HOSTILE, "::error::attribute | <i>", Some("=object\x1b[2J"), Some(HOSTILE));
    let first = sample.fact(topic, one, HOSTILE, HOSTILE);
    let second = sample.fact(topic, other, "=1+1", &format!("=1+1 {HOSTILE}\n::warning::x"));
    sample.fact_mut(first).attributed_to = Some(HOSTILE.into());
    sample.candidate(topic, HOSTILE, &[first], Some(0.7));
    sample.candidate(topic, "=1+1", &[second], Some(0.3));
    let sides =
        vec![sample.side(HOSTILE, Some(HOSTILE), &[first]), sample.side("=1+1", Some("\u{202e}"), &[second])];
    sample.finding(
        "value-mismatch",
        FindingKind::Contradiction,
        Severity::High,
        topic,
        HOSTILE,
        HOSTILE,
        sides,
    );
    let sides =
        vec![sample.side(HOSTILE, Some("1 Jan"), &[first]), sample.side(HOSTILE, Some("2 Jan"), &[second])];
    let waived = sample.finding(
        "superseded-value",
        FindingKind::Superseded,
        Severity::Low,
        topic,
        HOSTILE,
        HOSTILE,
        sides,
    );
    waived.disposition = Disposition::Waived;
    waived.waived_because = Some(HOSTILE.into());
    let agreed = sample.topic("Agreed\x1b[0m", "::notice::x", None, None);
    let both = [sample.fact(agreed, one, HOSTILE, HOSTILE), sample.fact(agreed, other, HOSTILE, HOSTILE)];
    sample.candidate(agreed, HOSTILE, &both, Some(0.9));
    // Spans of another text: past the end, and inside a character.
    let inside = text.find('א').unwrap() + 1;
    let astray = |start: usize, end: usize| Evidence {
        source: one,
        quote: HOSTILE.into(),
        span: Span::new(start, end),
        line: 1,
        fact: None,
    };
    let astray = Side {
        value: "".into(),
        time: None,
        evidence: vec![astray(9_999_999, 10_000_000), astray(inside, inside)],
    };
    let astray = FindingBuilder::new("quote-drifted", FindingKind::Integrity, Severity::High)
        .says(HOSTILE, HOSTILE, HOSTILE)
        .side(astray)
        .place(Place { file: HOSTILE.into(), line: 1, column: 1 })
        .build([HOSTILE]);
    sample.push(astray);
    sample.diagnostic(
        Diagnostic::error("claims-syntax", HOSTILE)
            .at(Place { file: HOSTILE.into(), line: 3, column: 1 })
            .help(HOSTILE),
    );
    sample.finish()
}

/// A report with as many topics in dispute as asked for.
pub(crate) fn many(topics: usize) -> Report {
    let mut sample = Sample::new();
    let texts: Vec<String> = ["red", "blue"]
        .iter()
        .map(|color| (0..topics).map(|at| format!("Door {at} is {color}.\n")).collect())
        .collect();
    let one = sample.source("one", Some("One"), on(date(2026, 1, 2)), &texts[0]);
    let other = sample.source("other", Some("Other"), on(date(2026, 1, 2)), &texts[1]);
    for at in 0..topics {
        let topic = sample.topic(&format!("Door {at}"), "colour", None, None);
        let red = sample.fact(topic, one, "red", &format!("Door {at} is red"));
        let blue = sample.fact(topic, other, "blue", &format!("Door {at} is blue"));
        sample.candidate(topic, "red", &[red], Some(0.5));
        sample.candidate(topic, "blue", &[blue], Some(0.5));
        let sides = vec![sample.side("red", None, &[red]), sample.side("blue", None, &[blue])];
        sample.finding(
            "value-mismatch",
            FindingKind::Contradiction,
            Severity::High,
            topic,
            "red / blue",
            "a door has one colour",
            sides,
        );
    }
    sample.finish()
}
