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
        ],
    );
}

#[test]
fn shares() {
    check(
        Kind::Percentage,
        &[
            ("27 % of votes", "27 %"),
            ("three twenty-fifths of votes", "12 %"),
            ("about 27 per cent", "about 27 %"),
            ("just over a quarter", "just over 25 %"),
            ("half of the staff", "50 %"),
            ("three in five", "60 %"),
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
            ("grew more than sixfold", "more than 6 fold"),
            ("dozens of boats", "at least 12 boats"),
            ("10,000-plus customers", "at least 10,000 customers"),
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
fn durations_times_and_sets() {
    check(
        Kind::Duration,
        &[
            ("24 months", "24 months"),
            ("over the past decade", "1 decade"),
            ("half an hour", "0.50 hours"),
            ("two hours and 30 minutes", "150 minutes"),
        ],
    );
    check(Kind::TimeOfDay, &[("at 3:15 p.m.", "15:15"), ("noon", "12:00"), ("half past eight", "08:30")]);
    check(Kind::Recurrence, &[("every Monday", "every Monday"), ("each week", "every week")]);
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
        "a second chance, at least for some",
        "beat them 2-1 thanks to him",
        "account 1111-22223333-4444",
        "a third-party report",
        "the new Apple Watch 5 to see",
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
