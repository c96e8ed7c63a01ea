use super::*;

fn source(id: &str, front: &str, body: &str) -> Source {
    let text = format!("+++\n{front}\n+++\n{body}");
    crate::ingest::read(&format!("sources/{id}.md"), text.into_bytes()).0.unwrap()
}

fn names(sources: &[Source]) -> Vec<String> {
    group(sources, &OriginOptions::default()).names.iter().map(ToString::to_string).collect()
}

const WIRE: &str = "HARLOW, 3 March (Tidewater) – The county of Harlow will close its last two coal harbours by the end of next \
    year, the port authority said on Tuesday, ending a trade that once employed 4,200 people along the estuary. \
    The decision follows a vote of 31 to 12 in the county council after a debate that lasted well into the night. \
    The authority put the cost of dismantling the cranes at 38 million crowns and said that work would begin in May. \
    Union officials had asked for a delay of three years so that younger dockers could be retrained at the ferry \
    terminal in Sunder. Some 260 people still work in the two harbours, about half of them over the age of fifty. \
    Ships that carry ore will be sent to Port Amary, forty kilometres to the north, where a new quay opened in January.";

const REWRITE: &str = "Harlow's coal trade is coming to an end. The port authority said on Tuesday it would close its last two \
    coal harbours before 2028, ending a trade that gave work to 4,200 people along the estuary at its height. \
    It follows a vote of 31 to 12 in the county council, taken late at night. \
    Dismantling the cranes will cost 38 million crowns, with work to begin in May, the authority reckons. \
    Unions wanted a delay of three years so that younger dockers could be retrained. Around 260 people still work in \
    the two harbours, many of them older. Ore ships go to Port Amary instead, where a new quay opened in January.";

const OWN_REPORT: &str = "Nobody on the quay in Harlow was surprised. For months the dockers had watched the piles of coal shrink, \
    and when councillors finally raised their hands, 31 of them in favour and 12 against, the men in the canteen went on \
    playing cards. \"The authority put the cost of dismantling the cranes at 38 million crowns,\" one read aloud from his \
    telephone. Two hundred and sixty of them remain. Next year, if the county keeps to its plan, both harbours fall silent.";

#[test]
fn copies_cuts_and_rewrites_are_one_origin() {
    let cut = &WIRE[..WIRE.find("Union officials").unwrap()];
    let sources = [
        source("agency", "published = 2026-03-03", WIRE),
        source("copy", "published = 2026-03-04", WIRE),
        source("cut", "published = 2026-03-05", cut),
        source("own", "published = 2026-03-03", OWN_REPORT),
        source("rewrite", "published = 2026-03-04\ncites = [\"Tidewater\"]", REWRITE),
    ];
    assert_eq!(names(&sources), ["agency", "agency", "agency", "own", "agency"]);
    let origins = group(&sources, &OriginOptions::default());
    let told: Vec<_> = origins.links.iter().map(|link| (&*sources[link.source.at()].id, link.why)).collect();
    assert_eq!(told, [("copy", Why::Equal), ("cut", Why::SimilarAndCredited), ("rewrite", Why::Similar)]);
}

#[test]
fn the_user_has_the_last_word() {
    let sources = [source("a", "", WIRE), source("b", "", WIRE), source("c", "origin = \"Tidewater\"", WIRE)];
    assert_eq!(names(&sources), ["Tidewater"; 3]);
    let options = OriginOptions { alone: ["b".into()].into(), declared: [("c".into(), "a".into())].into() };
    assert_eq!(group(&sources, &options).names, ["a".into(), "b".into(), "a".into()]);
    let by_id = [source("x", "", "One text."), source("y", "origin = \"x\"", "Quite another text.")];
    assert_eq!(names(&by_id), ["x", "x"]);
    let ring =
        [source("x", "origin = \"y\"", "One text."), source("y", "origin = \"x\"", "Quite another text.")];
    assert_eq!(names(&ring), ["x", "x"]);
}

#[test]
fn a_digest_of_several_stories_does_not_make_them_one() {
    let other = "The opera house of Belmar reopens in autumn after eleven years of repairs, its director Ines Quint announced. \
        The roof was rebuilt from 9,000 copper plates, and the hall now seats 1,140 people, eighty fewer than before. \
        Costs rose from 61 to 204 million crowns. The first evening will be given free of charge to those who built it.";
    let sources = [
        source("harbour", "published = 2026-03-03", WIRE),
        source("opera", "published = 2026-03-03", other),
        source("week", "published = 2026-03-08", &format!("{WIRE}\n\n{other}")),
    ];
    let found = names(&sources);
    assert_eq!((found[0].as_str(), found[1].as_str()), ("harbour", "opera"));
    assert_ne!(found[2], "week");
}

#[test]
fn one_template_is_not_one_story() {
    let story = |company: &str, numbers: [u32; 4]| {
        let [profit, rise, sales, staff] = numbers;
        format!(
            "{company} reported a net profit of {profit} million crowns for the third quarter, up {rise} percent from a \
             year earlier, as demand held up better than expected. Sales came to {sales} million crowns, the company said \
             in a statement. The group employs {staff} people. Shares in {company} were little changed in early trading."
        )
    };
    let sources = [
        source("one", "", &story("Alvo Steel", [38, 4, 712, 5100])),
        source("two", "", &story("Brim Foods", [91, 12, 1430, 880])),
    ];
    assert_eq!(names(&sources), ["one", "two"]);
}

#[test]
fn order_changes_nothing() {
    let mut sources = vec![
        source("a", "published = 2026-03-04", REWRITE),
        source("b", "published = 2026-03-03", WIRE),
        source("c", "", OWN_REPORT),
        source("d", "", WIRE),
    ];
    let forward: BTreeMap<_, _> =
        sources.iter().map(|source| source.id.clone()).zip(names(&sources)).collect();
    sources.reverse();
    let backward: BTreeMap<_, _> =
        sources.iter().map(|source| source.id.clone()).zip(names(&sources)).collect();
    assert_eq!(forward, backward);
    assert_eq!(forward["d"], "b");
}

#[test]
fn a_story_in_hundreds_of_papers_is_one_origin() {
    let sources: Vec<Source> = (0..300)
        .map(|at| {
            source(&format!("paper-{at:03}"), "", &format!("{WIRE} Edition {at} of the evening paper."))
        })
        .collect();
    assert!(names(&sources).iter().all(|name| name == "paper-000"));
}
