//! How sources write one value down: what tables of flights, shops, stocks, weather, books and crowds look like.
//!
//! A cell is made of what it says (which value of which item; value 0 is the truth) and of its source's style. It is
//! exact when it says all of it: "gate 12" for gate B12 is not.

use crate::worlds::Dice;

/// What a cell is made of.
#[derive(Clone, Copy)]
pub(crate) struct Said {
    pub(crate) item: usize,
    pub(crate) value: usize,
    /// The source's habit.
    pub(crate) style: usize,
}

/// A cell, and whether it says all of its value.
pub(crate) type Cell = (String, bool);

fn exact(cell: impl Into<String>) -> Cell {
    (cell.into(), true)
}

/// One of `list`, by a number that need not be small.
fn of<'l>(list: &[&'l str], at: usize) -> &'l str {
    list[at % list.len()]
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Times of day; some sources give the day as well, or say that it is an estimate.
pub(crate) fn time(said: Said, _: &mut Dice) -> Cell {
    let minutes = (said.item * 367 + said.value * 7) % 1440;
    let (hour, minute, day) = (minutes / 60, minutes % 60, said.item / 3 % 28 + 1);
    let half = if hour >= 12 { "pm" } else { "am" };
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let upper = half.to_uppercase();
    exact(match said.style % 10 {
        0 => format!("{hour:02}:{minute:02}"),
        1 => format!("{twelve}:{minute:02} {upper}"),
        2 => format!("{twelve}:{minute:02}{}", &half[..1]),
        3 => format!("{twelve}:{minute:02} {}.m.", &half[..1]),
        4 => format!("12/{day:02}/2011 {twelve}:{minute:02} {upper}"),
        5 => format!("2011-12-{day:02} {hour:02}:{minute:02}"),
        6 => format!("Dec {day:02} - {twelve}:{minute:02}{half}"),
        7 => format!("{hour:02}:{minute:02} (Estimated)"),
        8 => format!("{twelve:02}:{minute:02}{upper} Thu, Dec {day}"),
        _ => format!("2011-12-{day:02}T{hour:02}:{minute:02}:00"),
    })
}

/// Gates; some sources leave the terminal's letter out.
pub(crate) fn gate(said: Said, _: &mut Dice) -> Cell {
    let letter = of(&["A", "B", "C", "D"], said.item + said.value / 2);
    let number = 1 + (said.item * 7 + said.value * 5) % 48;
    match said.style % 8 {
        0 | 1 => exact(format!("{letter}{number}")),
        2 => exact(format!("Gate {letter}{number}")),
        3 => exact(format!("{letter}-{number}")),
        4 => exact(format!("{}{number}", letter.to_lowercase())),
        5 => exact(format!("Terminal {letter}, Gate {number}")),
        6 => exact(format!("{letter} {number}")),
        _ => (format!("{number}"), false),
    }
}

/// Prices, some without a currency, some as programs print them.
pub(crate) fn price(said: Said, _: &mut Dice) -> Cell {
    let cents = 1000 + (said.item * 7919 % 300_000) / 10 * 10 + said.value * 130;
    let (whole, part) = (cents / 100, cents % 100);
    let spaced = thousands(whole);
    exact(match said.style % 8 {
        0 => format!("${spaced}.{part:02}"),
        1 => format!("{whole}.{}", if part % 10 == 0 { part / 10 } else { part }),
        2 => format!("{whole}.{part:02} USD"),
        3 => format!("USD {spaced}.{part:02}"),
        4 => format!("${whole}.{part:02}"),
        5 => format!("{spaced}.{part:02}"),
        6 => format!("US$ {spaced}.{part:02}"),
        _ => format!("{whole}.{part:02}00"),
    })
}

/// Numbers of shares: written out, or rounded to millions and thousands.
pub(crate) fn volume(said: Said, _: &mut Dice) -> Cell {
    let number = 1_000_000 + said.item * 7_919_111 % 90_000_000;
    let number = number + number / 14 * said.value;
    let millions = number as f64 / 1e6;
    exact(match said.style % 7 {
        0 => thousands(number),
        1 => number.to_string(),
        2 => format!("{millions:.2}M"),
        3 => format!("{millions:.3} M"),
        4 => format!("{}K", thousands(number / 1000)),
        5 => format!("{millions:.1} million"),
        _ => format!("{number}.0"),
    })
}

/// Changes of a price in percent: signs, brackets, no sign of percent.
pub(crate) fn change(said: Said, _: &mut Dice) -> Cell {
    let hundredths = (said.item * 53 % 900) as i64 - 450 + 17 * said.value as i64;
    let size = hundredths.unsigned_abs() as f64 / 100.0;
    let sign = if hundredths < 0 { "-" } else { "" };
    exact(match said.style % 7 {
        0 => format!("{}{size:.2}%", if hundredths < 0 { "-" } else { "+" }),
        1 => format!("{sign}{size:.2}"),
        2 => format!("{sign}{size:.2} %"),
        3 if hundredths < 0 => format!("({size:.2}%)"),
        3 => format!("{size:.2}%"),
        4 => format!("{}{size:.2}%", if hundredths < 0 { "−" } else { "" }),
        5 => format!("{sign}{size:.3}%"),
        _ => format!("{sign}{size:.2} percent"),
    })
}

/// Temperatures, mostly in Fahrenheit.
pub(crate) fn temperature(said: Said, _: &mut Dice) -> Cell {
    let degrees = (said.item * 17 % 90) as i64 + 5 + 3 * said.value as i64;
    exact(match said.style % 8 {
        0 | 1 => format!("{degrees}"),
        2 => format!("{degrees}°F"),
        3 => format!("{degrees} F"),
        4 => format!("{degrees}.0"),
        5 => format!("{degrees} °F"),
        6 => format!("{degrees}°"),
        _ => format!("{:.1} °C", (degrees - 32) as f64 / 1.8),
    })
}

/// Wind: a speed, sometimes with the direction it comes from.
pub(crate) fn wind(said: Said, _: &mut Dice) -> Cell {
    let (miles, from) = ((said.item * 11 % 40 + 3 * said.value + 1), of(&["N", "SW", "WNW", "E"], said.item));
    exact(match said.style % 7 {
        0 | 1 => format!("{miles} mph"),
        2 => format!("{miles}"),
        3 => format!("{from} {miles} mph"),
        4 => format!("{from} at {miles} mph"),
        5 => format!("{miles}mph"),
        _ => format!("{:.1} km/h", miles as f64 * 1.609_344),
    })
}

/// Air pressure in inches of mercury and in hectopascals.
pub(crate) fn pressure(said: Said, _: &mut Dice) -> Cell {
    let inches = 28.8 + (said.item * 13 % 200) as f64 / 100.0 + 0.06 * said.value as f64;
    exact(match said.style % 6 {
        0 | 1 => format!("{inches:.2} in"),
        2 => format!("{inches:.2}"),
        3 => format!("{inches:.2} inHg"),
        4 => format!("{inches:.2}\""),
        _ => format!("{:.1} hPa", inches * 33.8639),
    })
}

/// Days, the month first where it is a number.
pub(crate) fn date(said: Said, _: &mut Dice) -> Cell {
    let at = said.item * 97 + said.value * 3;
    let (day, month, year) = (at % 28 + 1, at / 28 % 12, 1960 + said.item % 50 + said.value / 7);
    let name = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ][month];
    match said.style % 9 {
        0 => exact(format!("{year}-{:02}-{day:02}", month + 1)),
        1 => exact(format!("{:02}/{day:02}/{year}", month + 1)),
        2 => exact(format!("{name} {day}, {year}")),
        3 => exact(format!("{day} {name} {year}")),
        4 => exact(format!("{} {day}, {year}", &name[..3])),
        5 => exact(format!("{}/{day}/{year}", month + 1)),
        6 => exact(format!("{day:02}-{}-{year}", &name[..3])),
        7 => exact(format!("{year}/{:02}/{day:02}", month + 1)),
        _ => (format!("{name} {year}"), false),
    }
}

const FAMILIES: [&str; 24] = [
    "Okafor",
    "Lindqvist",
    "Marchetti",
    "Bauer",
    "Novák",
    "Sørensen",
    "Delgado",
    "Fischer",
    "Yamada",
    "O'Brien",
    "van Dijk",
    "Petrov",
    "Haddad",
    "Kowalski",
    "Ferreira",
    "Müller",
    "Ng",
    "Castillo",
    "Thompson",
    "Ibrahim",
    "Larsen",
    "Mac Lean",
    "Whitfield",
    "Rossi",
];
const GIVEN: [&str; 20] = [
    "Amara",
    "Björn",
    "Carla",
    "David",
    "Elena",
    "Frank",
    "Grace",
    "Hiro",
    "Ines",
    "Jonas",
    "Katherine",
    "Luca",
    "Maria",
    "Nadia",
    "Oscar",
    "Paula",
    "Quentin",
    "Rosa",
    "Stefan",
    "Tess",
];

type Person = (&'static str, &'static str, char);

fn person(at: usize) -> Person {
    let initial = char::from(b'A' + u8::try_from(at * 11 % 26).unwrap_or(0));
    (of(&GIVEN, at * 7 + 3), of(&FAMILIES, at * 5 + at / 24), initial)
}

/// The people of an item's value: wrong lists lack one, have one too many, or name another.
fn people(said: Said) -> Vec<Person> {
    let count = 1 + said.item % 4;
    let mut list: Vec<Person> = (0..count).map(|at| person(said.item * 13 + at * 29)).collect();
    match said.value {
        0 => {}
        1 if count > 1 => drop(list.pop()),
        2 if count > 2 => list.truncate(1),
        other if other % 2 == 0 => list.push(person(said.item * 13 + other * 31 + 400)),
        other => list[other % count] = person(said.item * 13 + other * 31 + 800),
    }
    list
}

/// Lists of authors as catalogues write them.
pub(crate) fn authors(said: Said, _: &mut Dice) -> Cell {
    let list = people(said);
    let each = |name: fn(&Person) -> String| -> Vec<String> { list.iter().map(name).collect() };
    let natural = each(|(given, family, _)| format!("{given} {family}"));
    exact(match said.style % 11 {
        0 => each(|(given, family, _)| format!("{family}, {given}")).join("; "),
        1 => natural.join(", "),
        2 => natural.join(" and "),
        3 => each(|(given, family, initial)| format!("{family}, {given} {initial}.")).join("; "),
        4 => each(|(given, family, _)| format!("{family}, {}.", given.chars().next().unwrap_or('X')))
            .join("; "),
        5 => each(|(given, family, initial)| format!("{given} {initial}. {family}")).join("; "),
        6 => natural.join(" & ").to_uppercase(),
        7 => each(|(given, family, _)| format!("{given} {family}"))
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join(", "),
        8 => format!("by {}", natural.join(", ")),
        9 => format!("{} (Author)", natural.join(", ")),
        _ => each(|(given, family, _)| format!("{family}, {given}")).join(" | "),
    })
}

/// Titles: case, diacritics, subtitles, bindings and editions, the article at the end.
pub(crate) fn title(said: Said, _: &mut Dice) -> Cell {
    let at = said.item * 31 + said.value * 17;
    let about = of(
        &["Café", "River", "Señor", "Glass", "Engine", "Mountain", "Winter", "Naïve Reader", "Harbour"],
        at,
    );
    let kind =
        of(&["History", "Anatomy", "Atlas", "Theory", "Grammar", "Book", "Practice", "Garden"], at / 9);
    let number = 1 + said.item % 7 + 10 * said.value;
    let (main, sub) = (
        format!("The {kind} of the {about} {number}"),
        of(&["A Memoir", "Notes and Essays", "An Introduction"], said.item),
    );
    let plain = |text: &str| text.replace('é', "e").replace('ñ', "n").replace('ï', "i");
    exact(match said.style % 9 {
        0 | 1 => format!("{main}: {sub}"),
        2 => main.clone(),
        3 => format!("{main}: {sub}").to_uppercase(),
        4 => plain(&format!("{main}: {sub}")),
        5 => format!("{} (Paperback)", main),
        6 => format!("{}, The", main.trim_start_matches("The ")),
        7 => format!("{main} - {}", sub.to_lowercase()),
        _ => plain(&main).to_lowercase(),
    })
}

/// Names that people type, slips of the finger and all.
pub(crate) fn name(said: Said, dice: &mut Dice) -> Cell {
    let (given, family, _) = person(said.item * 17 + said.value * 41);
    let town = of(&["Springfield", "Marlborough", "Kingsbridge", "Fairhaven", "Westminster"], said.item);
    let full = format!("{given} {family} {town}");
    let mut marks: Vec<char> = full.chars().collect();
    if dice.unit() < 0.2 {
        let at = 1 + dice.below(marks.len() - 2);
        match dice.below(3) {
            0 => drop(marks.remove(at)),
            1 => marks.swap(at, at - 1),
            _ => marks[at] = 'e',
        }
    }
    let typed: String = marks.into_iter().collect();
    let right = typed == full;
    (if said.style.is_multiple_of(3) { typed.to_lowercase() } else { typed }, right)
}

/// Places within places, as narrow as the source cares to be.
pub(crate) fn place(said: Said, dice: &mut Dice) -> Cell {
    let country = of(&["Norland", "Vesperia", "Ostmark"], said.item + said.value / 3);
    let region = format!(
        "{} {}",
        of(&["Upper", "Lower", "Old", "New"], said.item + said.value),
        country.to_lowercase()
    );
    let town = format!(
        "{}{}",
        of(&["Lang", "Brook", "Stein", "Mill", "Fair"], said.item + said.value * 3),
        of(&["ford", "haven", "berg", "dal"], said.item / 5 + said.value)
    );
    match (said.style + dice.below(2)) % 7 {
        0 | 1 => exact(format!("{town}, {region}, {country}")),
        2 => exact(format!("{}, {region}", town.to_uppercase())),
        3 => (town, false),
        4 => (format!("{region}, {country}"), false),
        5 => (country.to_owned(), false),
        _ => exact(format!("{town},{region},{country}")),
    }
}

/// Answers of a crowd to a question with yes and no.
pub(crate) fn answer(said: Said, _: &mut Dice) -> Cell {
    let yes = (said.item + said.value).is_multiple_of(2);
    let words = if yes { ["Yes", "yes", "YES", "Y", "yes."] } else { ["No", "no", "NO", "N", "no."] };
    exact(of(&words, said.style))
}

/// Numbers of goods and books, with marks between their groups or without.
pub(crate) fn code(said: Said, _: &mut Dice) -> Cell {
    let number = 100_000_000 + (said.item * 7919 + said.value * 104_729) * 97 % 899_999_999;
    let digits = number.to_string();
    exact(match said.style % 4 {
        0 | 1 => format!("978{digits}X"),
        2 => format!("978-{}-{}-{}-X", &digits[..1], &digits[1..5], &digits[5..]),
        _ => format!("978 {} {} {} x", &digits[..1], &digits[1..5], &digits[5..]),
    })
}

/// How sources say that they do not know.
pub(crate) const NOTHING: [&str; 14] = [
    "N/A",
    "-",
    "--",
    "Not available",
    "unknown",
    "n.a.",
    "null",
    "NaN",
    "#N/A",
    "Not provided by airline",
    "TBD",
    "None",
    "(none)",
    "?",
];
