//! What is read and what is not: for each kind wordings with the value they show, and texts that hold none.

use jiff::civil::date;

use super::super::{Context, Kind, Role, Value};
use super::read;

fn context() -> Context {
    Context { reference: Some(date(2026, 4, 28)) }
}

/// Every value of the text, as kind and shown text.
fn shown(text: &str) -> Vec<(Kind, String)> {
    read(text, context())
        .into_iter()
        .map(|reading| (reading.value.kind(), reading.value.to_string()))
        .collect()
}

fn check(kind: Kind, cases: &[(&str, &str)]) {
    for (text, value) in cases {
        assert_eq!(shown(text), [(kind, (*value).to_owned())], "{text}");
    }
}

#[test]
fn numbers() {
    check(
        Kind::Number,
        &[
            ("the index stood at 1,234.5", "1,234.5"),
            ("two hundred and five", "205"),
            ("minus forty", "-40"),
            ("a score of twenty-two", "22"),
            ("two and a half million", "2.5 million"),
            ("as many as 9,000", "up to 9,000"),
            ("no fewer than twelve", "at least 12"),
            ("between 20 and 30", "20 to 30"),
            ("one of the", "1"),
            ("10^6", "1,000,000"),
            ("5,00 and", "5.00"),
            ("1.234,56", "1,234.56"),
            ("one over twenty", "0.05"),
            ("6 crore and two hundred", "60,000,200"),
            ("4 thousand 3 hundred", "4,300"),
            ("a share of 0,006 in", "0.006"),
            ("2.6 × 10 −6", "0.0000026"),
            ("4 x 10⁵", "400,000"),
            ("forty-five (45)", "45"),
            ("5 ± 1", "about 5"),
        ],
    );
}

#[test]
fn shares() {
    check(
        Kind::Percentage,
        &[
            ("two litres in five", "40 %"),
            ("six litres in every ten", "60 %"),
            ("half their money", "50 %"),
            ("27 % of votes", "27 %"),
            ("three twenty-fifths of votes", "12 %"),
            ("about 27 per cent", "about 27 %"),
            ("just over a quarter", "just over 25 %"),
            ("half of the staff", "50 %"),
            ("three in five", "60 %"),
            ("one child in four", "25 %"),
            ("one in 2 million", "0.00005 %"),
            ("95 in every hundred", "95 %"),
            ("three to four percent", "3 % to 4 %"),
            ("nearly 80%", "just under 80 %"),
        ],
    );
}

#[test]
fn money() {
    check(
        Kind::Money,
        &[
            ("two thousand pounds per household", "£2,000 per household"),
            ("a grant of 2,000 pounds", "£2,000"),
            ("500 pounds in compensation", "£500"),
            ("up to $50 billion", "up to $50 billion"),
            ("£3bn", "£3 billion"),
            ("$5-7 billion", "$5 billion to $7 billion"),
            ("€1.4m a month", "€1.4 million per month"),
            ("63 cents", "63 cents"),
            ("MAUD 60", "AUD 60 million"),
            ("75 USD million", "$75 million"),
            ("nzd$15", "NZD 15"),
            ("12 crore rupees", "INR 120 million"),
            ("10 million Canadian dollars", "CAD 10 million"),
            ("tens of millions of dollars", "about $10 million to $100 million"),
            ("at $82.50 a barrel", "$82.50 per barrel"),
            ("the ticket was 15 dollars and 40.", "$15.40"),
            ("£20-£25 a head", "£20 to £25 per head"),
            ("between 20p and £1.50", "£0.20 to £1.50"),
            ("a net $(3.2) million", "-$3.2 million"),
            ("a fine of €1'250'000", "€1,250,000"),
            ("debt of $5.2tn", "$5.2 trillion"),
            ("a PS6.5m deal", "£6.5 million"),
            ("GDP of $5.2T", "$5.2 trillion"),
            ("from $75 a barrel to $45", "$45 to $75 per barrel"),
        ],
    );
}

#[test]
fn quantities() {
    check(
        Kind::Quantity,
        &[
            ("some 14 km", "about 14 kilometres"),
            ("a 60-mile road", "60 miles"),
            ("312 people", "312 people"),
            ("14,000 new jobs", "14,000 new jobs"),
            ("25 basis points", "25 basis points"),
            ("a 15-year-old boy", "15 years of age"),
            ("women aged 25 to 54", "25 to 54 years of age"),
            ("under the age of 5 years", "under 5 years of age"),
            ("12 stone 4 pounds", "172 lb"),
            ("he is 5 ft 2 in tall", "62 inches"),
            ("grew more than sixfold", "more than 6 fold"),
            ("dozens of boats", "at least 12 boats"),
            ("10,000-plus customers", "at least 10,000 customers"),
            ("some 30-odd ships", "about 30 ships"),
            ("a dozen or so rolls", "about 12 rolls"),
            ("trades at 1.7x book value", "1.7 fold"),
            ("a magnitude-6.4 quake", "6.4 magnitudes"),
            ("women aged 50-69 found", "50 to 69 years of age"),
            ("the party named 27 minors", "27 minors"),
            ("eleven of the party's seats", "11 seats"),
            ("between 1m and 1.5m people", "1.0 million to 1.5 million people"),
            ("12.5 deaths per 100,000 people", "12.5 deaths per 100,000 people"),
            ("3 deaths for every thousand births", "3 deaths per thousand births"),
            ("nearly a foot of snow", "just under 1 foot"),
            ("open to over-65s", "more than 65 years of age"),
            ("needs 10 more seats", "10 seats"),
            ("a lag of 190 ms", "190 milliseconds"),
            ("the heat reached 38C", "38 celsius"),
            ("a weight of 12 ± 2 kg", "about 12 kilograms"),
            ("plus or minus 3 percentage points", "3 percentage points"),
            ("40 Polish and Czech firemen", "40 polish and czech firemen"),
        ],
    );
}

#[test]
fn dates() {
    check(
        Kind::Date,
        &[
            ("on 27 April 2026", "27 April 2026"),
            ("April 27th", "27 April 2026"),
            ("on Monday", "27 April 2026"),
            ("yesterday", "27 April 2026"),
            ("last October", "October 2025"),
            ("Q3 FY25", "Q3 2025"),
            ("the second half of 2026", "H2 2026"),
            ("by the end of March 2026", "through late March 2026"),
            ("through 2032", "through 2032"),
            ("three months to June 2025", "1 April 2025 to 30 June 2025"),
            ("the 1990s", "the 1990s"),
            ("in 2019-20", "1 January 2019 to 31 December 2020"),
            ("03/04/2026", "03/04/2026"),
            ("44 BC", "44 BC"),
            ("two weeks ago", "14 April 2026"),
            ("in two thousand and five", "2005"),
            ("on 3 May nineteen seventy-two", "3 May 1972"),
            ("the last four months of 2021", "1 September 2021 to 31 December 2021"),
            ("four months from tomorrow", "29 August 2026"),
            ("from August 2019 to now", "1 August 2019 to 28 April 2026"),
            ("on 15 March 44 BC", "15 March 44 BC"),
            ("A.D. 79", "AD 79"),
            ("1988 sales rose", "1988"),
            ("the 1988 quarter", "1988"),
        ],
    );
}

#[test]
fn days_told_from_other_days() {
    check(
        Kind::Date,
        &[
            ("the inquest opens on Monday of next week", "4 May 2026"),
            ("it was published on Tuesday last week", "21 April 2026"),
            ("the week after next", "the week of 11 May 2026"),
            ("the second week of 2021", "the week of 11 January 2021"),
            ("this working week", "27 April 2026 to 1 May 2026"),
            ("in October last year", "October 2025"),
            ("in October of this year", "October 2026"),
            ("from April to September 1957", "1 April 1957 to 30 September 1957"),
            ("from November 2024 to February", "1 November 2024 to 28 February 2025"),
            ("from next Monday to Friday", "4 May 2026 to 8 May 2026"),
            ("between now and 15 November", "28 April 2026 to 15 November 2026"),
            ("from the end of March to the middle of June 2025", "1 April 2025 to 15 June 2025"),
            ("more than two weeks ago", "before 14 April 2026"),
            ("less than three days ago", "26 April 2026 to 28 April 2026"),
            ("the ferry will sail again in two weeks", "12 May 2026"),
            ("closed for three days from Monday", "27 April 2026 to 29 April 2026"),
            ("open to pupils born in 2018 or later", "since 2018"),
            ("fares change starting in July", "since July 2026"),
            ("the third month of 2021", "March 2021"),
            ("Monday the 20th", "20 April 2026"),
            ("in the year 2019", "2019"),
            ("last Easter", "5 April 2026"),
            ("Good Friday 2025", "18 April 2025"),
            ("New Year's Eve", "31 December 2025"),
            ("Black Friday", "28 November 2025"),
        ],
    );
}

#[test]
fn days_with_hours() {
    check(
        Kind::Date,
        &[
            ("last night at 8", "27 April 2026 at 20:00"),
            ("on Sunday early in the morning", "26 April 2026 at 08:00 to 10:00"),
            ("between 3 and 5 on 27 April", "27 April 2026 at 03:00 to 05:00"),
            ("from 2:00 to 2:30 pm on Monday", "27 April 2026 at 14:00 to 14:30"),
            ("tomorrow evening from 7 to 9", "29 April 2026 at 19:00 to 21:00"),
        ],
    );
}

#[test]
fn what_follows_in_a_text_counts_from_what_it_told() {
    let values = |text: &str| shown(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(
        values(
            "Rain began on 3 March 1994. Four days later the dam gave way; in May of that year it was sealed."
        ),
        ["3 March 1994", "7 March 1994", "May 1994"]
    );
}

#[test]
fn durations_times_and_sets() {
    check(
        Kind::Duration,
        &[
            ("24 months", "24 months"),
            ("over the past decade", "1 decade"),
            ("half an hour", "0.50 hours"),
            ("two hours and 30 minutes", "150 minutes"),
            ("a flight of 5h 40m", "340 minutes"),
            ("a three-and-a-half-hour flight", "3.5 hours"),
            ("for thirty (30) days", "30 days"),
            ("it should not last two hours", "2 hours"),
            ("banned for a year", "1 year"),
            ("a high of 5-1/2 months", "5.5 months"),
        ],
    );
    check(
        Kind::Duration,
        &[
            ("waited for an hour and a half", "1.5 hours"),
            ("was over in under an hour", "under 1 hour"),
            ("took a little over an hour to stop", "just over 1 hour"),
            ("for the best part of a decade", "just under 1 decade"),
            ("spent a fortnight there", "2 weeks"),
        ],
    );
    check(
        Kind::TimeOfDay,
        &[
            ("at 3:15 p.m.", "15:15"),
            ("noon", "12:00"),
            ("half past eight", "08:30"),
            ("at twenty to seven", "06:40"),
            ("until five to midnight", "23:55"),
            ("at twenty-five past four", "04:25"),
        ],
    );
    check(
        Kind::Recurrence,
        &[
            ("every Monday", "every Monday"),
            ("each week", "every week"),
            ("every two weeks", "every 2 weeks"),
            ("a bi-monthly drill", "every 2 months"),
            ("every other day", "every 2 days"),
            ("Tuesday afternoons", "every Tuesday afternoon"),
            ("every day at 7:13 p.m.", "every day at 19:13:00"),
            ("on the 19th of every month", "every 19th of the month"),
        ],
    );
    check(Kind::Ordinal, &[("the third", "3rd"), ("twenty-fifth", "25th")]);
}

#[test]
fn names_and_idle_words_are_no_values() {
    for text in [
        "the Airbus A380",
        "the S&P 500 index",
        "a Form 10-K",
        "her iPhone 4",
        "version 1.2.3",
        "Arsenal won 2-1",
        "Flight 447",
        "call 555-1234",
        "COVID-19",
        "see Section 427",
        "BBC One",
        "This may or may not be right",
        "no one came",
        "they march on",
        "Windows 11 users",
        "the Boeing 787 Dreamliner",
        "a 737 MAX 8 in flight",
        "her new PS5",
        "Twenty20 cricket",
        "an A-1 rating",
        "a Boeing 787-9s order",
        "tram lines 2, 5 and 9",
        "the number 45 bus to platform 4",
        "a third man was seen",
        "the trains ran half empty",
        "filed on Form 13F",
        "a second chance, at least for some",
        "beat them 2-1 thanks to him",
        "account 1111-22223333-4444",
        "a third-party report",
        "the new Apple Watch 5 to see",
        "the Easter Offensive",
        "all good things come to those who wait",
        "a late-night show",
    ] {
        let values: Vec<_> = shown(text).into_iter().filter(|(kind, _)| *kind != Kind::Ordinal).collect();
        assert!(values.is_empty(), "{text}: {values:?}");
    }
}

#[test]
fn a_change_has_parts() {
    let roles = |text: &str| {
        read(text, context())
            .into_iter()
            .map(|reading| (reading.value.to_string(), reading.role))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        roles("shares rose 25 % to $40.85"),
        [("25 %".to_owned(), Role::Rise), ("$40.85".to_owned(), Role::New)]
    );
    assert_eq!(roles("it is 12 %, down from 49 %").last(), Some(&("49 %".to_owned(), Role::Old)));
    assert!(matches!(read("profit doubled", context())[0].value, Value::Quantity(_)));
    assert_eq!(
        roles("bills will drop by £238 to £1,690"),
        [("£238".to_owned(), Role::Fall), ("£1,690".to_owned(), Role::New)]
    );
    assert_eq!(roles("prices rose 2 % to 3 %").len(), 1);
    for text in ["they shot down 45 drones", "it raised $5 million from banks"] {
        assert_eq!(read(text, context())[0].role, Role::Plain, "{text}");
    }
}

#[test]
fn what_is_said_again_is_bound_as_before() {
    let values: Vec<String> =
        shown("more than 100 km (60 miles)").into_iter().map(|(_, shown)| shown).collect();
    assert_eq!(values, ["more than 100 kilometres", "more than 60 miles"]);
    let values: Vec<String> =
        shown("more than 100 people (60 miles away)").into_iter().map(|(_, shown)| shown).collect();
    assert_eq!(values, ["more than 100 people", "60 miles"]);
}

#[test]
fn a_unit_said_just_before_goes_without_saying() {
    let values = |text: &str| shown(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    for (text, unit) in [
        ("it sold 3.9 million phones, up from 2.4 million", "2.4 million phones"),
        ("it sold 3.9 million phones, compared with 2.4 million", "2.4 million phones"),
        ("the rate fell to 4.1 per cent from 6.2", "6.2 %"),
        ("a profit of £420m, up from 380m", "£380 million"),
        ("12 people died in Kano and four in Jos", "4 people"),
        ("girls aged 4, 7 and 11", "11 years of age"),
        ("it built 27 jets in January, down from 38", "38 jets"),
        ("she has 22 cases, against an average of 20 a week", "20 cases per week"),
    ] {
        assert_eq!(values(text).last().map(String::as_str), Some(unit), "{text}");
    }
    // Of another kind, of another size, in another sentence, or with no sign that it leans on what was said.
    for (text, plain) in [
        ("sales fell 3 % from 450", "450"),
        ("a debt of $3 billion from 40", "40"),
        ("it sold 300 phones. Up from 240", "240"),
        ("he bought 3 cars for $20,000 and 2 as a gift", "2"),
    ] {
        assert_eq!(values(text).last().map(String::as_str), Some(plain), "{text}");
    }
}

#[test]
fn parts_are_of_what_they_are_parts_of() {
    let values = |text: &str| shown(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(values("17 of its 60 boats sank"), ["17 boats", "60 boats"]);
    assert_eq!(values("1,500 of the firm's 9,000 employees"), ["1,500 employees", "9,000 employees"]);
    assert_eq!(values("one of the miners"), ["1 miner"]);
    assert_eq!(values("one of the largest mines"), ["1"]);
}

#[test]
fn a_label_that_is_a_verb_names_nothing() {
    let values = |text: &str| shown(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(values("they form 20 companies"), ["20 companies"]);
    assert_eq!(values("a third of voters, a fifth back the plan"), ["33.3333 %", "0.20"]);
    assert_eq!(values("three goals in ten games"), ["3 goals", "10 games"]);
}
