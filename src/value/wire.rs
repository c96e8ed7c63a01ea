//! Readings as JSON, for `crosscheck values --format json` and `--batch`.
//!
//! Offsets count characters (Unicode scalar values), ends exclusive. One reading may give several entries, from the
//! widest to the narrowest, so that a consumer can choose its layer: with a bound or a range, one of kind `range` over
//! all its words; the value itself without the words that bound it; and the bare numeral as a `number`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value as Json, json};

use super::{Amount, Bound, Context, DateRange, Reading, Role, Value, When};
use crate::text::Span;

/// Turns bytes into characters, walking the text once.
struct Offsets<'t> {
    text: &'t str,
    byte: usize,
    character: usize,
}

impl Offsets<'_> {
    /// Characters before a byte. Readings come in order, so most of the way is walked once; a step back starts over
    /// from the last place, counted backwards.
    fn at(&mut self, byte: usize) -> usize {
        let count = |part: &str| part.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
        if byte >= self.byte {
            self.character += self.text.get(self.byte..byte).map_or(0, count);
        } else {
            self.character -= self.text.get(byte..self.byte).map_or(0, count);
        }
        self.byte = byte;
        self.character
    }
}

/// The entries of all readings of a text.
#[must_use]
pub fn entries(text: &str, readings: &[Reading], context: Context) -> Vec<Json> {
    let mut offsets = Offsets { text, byte: 0, character: 0 };
    readings.iter().flat_map(|reading| layers(text, reading, context, &mut offsets)).collect()
}

fn layers(text: &str, reading: &Reading, context: Context, offsets: &mut Offsets<'_>) -> Vec<Json> {
    let mut layers = Vec::new();
    let mut push = |span: Span, kind: &str, mut fields: Map<String, Json>| {
        let (start, end) = (offsets.at(span.start()), offsets.at(span.end()));
        fields.insert("start".into(), start.into());
        fields.insert("end".into(), end.into());
        fields.insert("kind".into(), kind.into());
        fields.insert("normal".into(), reading.value.normal().into());
        fields.insert("rules".into(), json!(reading.rules));
        layers.push(Json::Object(fields));
    };
    match &reading.value {
        Value::Date(when) => {
            let mut fields = date(when);
            if reading.rules.contains(&"fiscal-year") && when.range.grain == super::Grain::Year {
                let year = when.range.start.map_or(0, Date::year);
                fields.insert("timex".into(), format!("FY{year}").into());
            }
            push(reading.span, date_kind(when), fields);
        }
        Value::TimeOfDay(time) => {
            let iso = super::time_of_day::clock(time.start, 1);
            let value = match time.end {
                Some(end) => json!({"start": iso, "end": super::time_of_day::clock(end, 1)}),
                None => json!({"at": iso}),
            };
            push(
                reading.span,
                "time",
                object(json!({"value": value, "timex": super::time_of_day::timex(time)})),
            );
        }
        Value::Recurrence(recurrence) => {
            if let Some(length) = interval(&recurrence.every) {
                let unit = length.unit.name();
                let number = length.amount.number().and_then(|number| number.to_f64());
                push(reading.span, "quantity", object(json!({"value": number, "unit": unit, "bound": "="})));
            }
            push(
                reading.span,
                "set",
                object(json!({"timex": recurrence.timex, "value": {"timex": recurrence.timex}})),
            );
        }
        Value::Ordinal(rank) => push(reading.span, "ordinal", object(json!({"value": rank}))),
        value => {
            let Some((kind, amount, unit)) = amount(value) else { return layers };
            let bounded = amount.bound != Bound::Exact || reading.span != reading.core;
            let counted = reading.rules.contains(&"counted-noun");
            let all = fields(&amount, kind, unit.as_deref(), reading, true);
            match kind {
                "duration" => {
                    let mut fields =
                        fields(&amount, kind, unit.as_deref(), reading, amount.number().is_none());
                    if let Some(period) = deictic_period(text, reading, &amount, context) {
                        let alternatives = vec![fields.get("value").cloned().unwrap_or_default(), period];
                        fields.insert("alts".into(), Json::Array(alternatives));
                    }
                    if let (Value::Duration(length), true) = (value, reading.is_vague()) {
                        fields.insert("timex".into(), vague_length(length.unit).into());
                    }
                    push(reading.span, kind, fields);
                }
                _ if bounded || kind == "money" => {
                    push(reading.span, if counted { "quantity" } else { "range" }, all.clone());
                    if let Some(number) = reading.number.filter(|_| counted) {
                        let inner = Span::new(reading.span.start().min(number.start()), number.end());
                        push(inner, "range", plain_range(&amount));
                    }
                }
                _ => {}
            }
            if kind != "duration" && amount.bound != Bound::Between && !(counted && bounded) {
                let said = said_currency(text, reading);
                let whole = unit.as_deref();
                let plain = whole.map(|unit| match unit.split_once(" per ") {
                    Some((head, _)) if rated(&reading.value) => head,
                    _ => unit,
                });
                push(reading.core, kind, fields(&amount, kind, said.as_deref().or(plain), reading, false));
            }
            if let Some(number) = reading.number.filter(|_| kind != "number") {
                let shares = reading.rules.iter().any(|rule| matches!(*rule, "fraction" | "in-so-many"));
                let divisor = if shares { Decimal::ONE_HUNDRED } else { Decimal::ONE };
                let value = amount
                    .number()
                    .and_then(|number| number.checked_div(divisor))
                    .and_then(|number| number.to_f64());
                if let Some(value) = value {
                    push(number, "number", object(json!({"value": value})));
                }
            }
        }
    }
    layers
}

fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn amount(value: &Value) -> Option<(&'static str, Amount, Option<String>)> {
    let rate = |unit: &str, per: &Option<Box<str>>| match per {
        Some(per) => Some(format!("{unit} per {per}")),
        None => Some(unit.to_owned()),
    };
    Some(match value {
        Value::Number(amount) => ("number", amount.clone(), None),
        Value::Percentage(amount) => ("percent", amount.clone(), Some("percentage".to_owned())),
        Value::Money(money) if super::money::minor(money).is_some() => {
            let amount = money.amount.scaled(Decimal::ONE_HUNDRED)?;
            let unit = if money.currency.code() == "GBP" { "penny" } else { "cent" };
            ("money", amount, rate(unit, &money.per))
        }
        Value::Money(money) => {
            let code = money.currency.code();
            let unit = crate::lexicon::currency::name(code);
            ("money", money.amount.clone(), rate(&unit, &money.per))
        }
        Value::Quantity(quantity) if &*quantity.unit == "time" => {
            ("quantity", quantity.amount.clone(), rate("count", &quantity.per))
        }
        Value::Quantity(quantity) if &*quantity.unit == "fold" => {
            ("quantity", quantity.amount.clone(), rate("times", &quantity.per))
        }
        Value::Quantity(quantity) => {
            ("quantity", quantity.amount.clone(), rate(&quantity.unit, &quantity.per))
        }
        Value::Duration(duration) => {
            ("duration", duration.amount.clone(), Some(duration.unit.name().to_owned()))
        }
        _ => return None,
    })
}

fn fields(
    amount: &Amount,
    kind: &str,
    unit: Option<&str>,
    reading: &Reading,
    open: bool,
) -> Map<String, Json> {
    let float = |end: Option<Decimal>| end.and_then(|number| number.to_f64());
    let value = match amount.number().or(amount.is_near().then(|| amount.anchor())) {
        Some(_) if open && kind == "number" && amount.low != amount.high => {
            let (low, high) = if amount.is_near() { (None, None) } else { (amount.low, amount.high) };
            match (low, high) {
                (None, None) => json!(float(amount.number())),
                _ => json!({"lo": float(low), "hi": float(high)}),
            }
        }
        Some(number) => json!(number.to_f64()),
        // A range that falls keeps the order in which it was said.
        None if reading.rules.contains(&"falling") => {
            json!({"lo": float(amount.high), "hi": float(amount.low)})
        }
        None => json!({"lo": float(amount.low), "hi": float(amount.high)}),
    };
    let mut fields = object(json!({"value": value, "bound": bound(amount, reading)}));
    if let Some(unit) = unit {
        fields.insert("unit".into(), unit.into());
    }
    if kind == "duration"
        && !open
        && let Some(number) = amount.number()
        && let Value::Duration(duration) = &reading.value
    {
        let seconds = seconds(duration.unit).checked_mul(number).and_then(|seconds| seconds.to_f64());
        fields.insert("value".into(), json!({"seconds": seconds}));
        fields.insert("count".into(), json!(number.to_f64()));
    }
    fields
}

/// "The last three months" is a length of time and a period as well: the one up to the reference date, or from the day
/// after it. Quarters are those of the calendar.
fn deictic_period(text: &str, reading: &Reading, amount: &Amount, context: Context) -> Option<Json> {
    use super::TimeUnit;
    let Value::Duration(duration) = &reading.value else { return None };
    let reference = context.reference.filter(|_| reading.rules.contains(&"deictic"))?;
    let said = reading.span.of(text)?.to_lowercase();
    let back = ["last", "past", "previous"].iter().any(|word| said.split(' ').any(|said| said == *word));
    let count = amount.number().filter(|count| count.fract().is_zero())?.to_i64()?;
    let span = match duration.unit {
        TimeUnit::Day => jiff::Span::new().try_days(count),
        TimeUnit::Week => jiff::Span::new().try_weeks(count),
        TimeUnit::Month => jiff::Span::new().try_months(count),
        TimeUnit::Quarter => jiff::Span::new().try_months(count.checked_mul(3)?),
        TimeUnit::Year => jiff::Span::new().try_years(count),
        _ => return None,
    }
    .ok()?;
    let quarter = DateRange::quarter(reference.year(), (reference.month() - 1) / 3 + 1)?;
    let calendar = duration.unit == TimeUnit::Quarter;
    let (start, end) = if back {
        let end = if calendar { quarter.start? } else { reference };
        (end.checked_sub(span).ok()?, end)
    } else {
        let start = if calendar { quarter.end? } else { reference }.tomorrow().ok()?;
        (start, start.checked_add(span).ok()?)
    };
    Some(json!({"start": start.to_string(), "end": end.to_string()}))
}

/// The length told by a set: the 33 years of "every 33 years".
fn interval(every: &str) -> Option<super::Duration> {
    match super::read_as(super::Kind::Duration, every, Context::default()) {
        Some(Value::Duration(length)) => Some(length),
        _ => None,
    }
}

/// The bound on the bare numeral: "up to 700" of "up to 700 workers".
fn plain_range(amount: &Amount) -> Map<String, Json> {
    let float = |end: Option<Decimal>| end.and_then(|number| number.to_f64());
    let value = json!({"lo": float(amount.low), "hi": float(amount.high)});
    object(json!({"value": value, "bound": amount.bound.mark()}))
}

fn rated(value: &Value) -> bool {
    match value {
        Value::Money(money) => money.per.is_some(),
        Value::Quantity(quantity) => quantity.per.is_some(),
        _ => false,
    }
}

/// The currency as its words tell it: the code, or the bare word where several currencies share it and no country is
/// named: "pound" for £5, "rupee", "franc".
fn said_currency(text: &str, reading: &Reading) -> Option<String> {
    let Value::Money(money) = &reading.value else { return None };
    if super::money::minor(money).is_some() {
        return None;
    }
    let code = money.currency.code();
    let said = reading.core.of(text)?.to_lowercase();
    let entry = crate::lexicon::currency::by_code(code)?;
    let last = said.rsplit(' ').next().unwrap_or_default().trim_end_matches('s');
    let told = entry.adjectives.iter().any(|adjective| said.contains(adjective.as_str()));
    let bare = (last == entry.word && !told) || (code == "GBP" && said.contains('£'));
    let shared = crate::lexicon::currency::all().iter().filter(|other| other.word == entry.word).count() > 1;
    Some(match (bare, entry.former) {
        (true, true) => entry.word.clone(),
        (true, _) if shared && code != "USD" => entry.word.clone(),
        (_, true) => crate::lexicon::currency::name(code),
        _ => code.to_owned(),
    })
}

/// Conventional lengths: a month of 30 days, a year of 365, as benchmarks count them.
fn seconds(unit: super::TimeUnit) -> Decimal {
    use super::TimeUnit;
    let day = 86_400_i64;
    Decimal::from(match unit {
        TimeUnit::Month => 30 * day,
        TimeUnit::Quarter => 90 * day,
        TimeUnit::Year => 365 * day,
        TimeUnit::Decade => 3650 * day,
        TimeUnit::Century => 36_500 * day,
        TimeUnit::Millennium => 365_000 * day,
        clock => return clock.seconds(),
    })
}

fn bound(amount: &Amount, reading: &Reading) -> &'static str {
    match (amount.bound, reading.role) {
        (Bound::Exact, Role::Rise) => "up",
        (Bound::Exact, Role::Fall) => "down",
        (Bound::Exact, Role::New) if reading.rules.contains(&"rise-to") => "up",
        (Bound::Exact, Role::New) if reading.rules.contains(&"fall-to") => "down",
        _ if amount.is_near() => "~",
        (bound, _) => bound.mark(),
    }
}

fn date_kind(when: &When) -> &'static str {
    use super::Grain;
    match (when.range.grain, &when.time) {
        (_, Some(_)) => "time",
        (Grain::Day, _) if matches!(when.bound, Bound::Exact | Bound::About) => "date",
        _ => "period",
    }
}

fn date(when: &When) -> Map<String, Json> {
    let mut fields = Map::new();
    let mut values = vec![range(&when.range)];
    if let (Some(time), Some(day)) = (&when.time, when.range.start) {
        let at = |seconds: u32| format!("{day} {}", super::time_of_day::clock(seconds, 1));
        values[0] = match time.end {
            Some(end) => json!({"start": at(time.start), "end": at(end)}),
            None => json!({"at": at(time.start)}),
        };
    }
    values.extend(when.alternatives.iter().map(range));
    // Where a period ends, and whether "after" leaves the day named out, is a matter of convention: all are given.
    if when.range.grain == super::Grain::Span
        && let (Some(start), Some(end)) = (when.range.start, when.range.end)
    {
        let quarter = DateRange::quarter(end.year(), (end.month() - 1) / 3 + 1).and_then(|range| range.start);
        for end in [end, end.first_of_month(), quarter.unwrap_or(end), end.first_of_year()]
            .into_iter()
            .filter(|end| *end > start)
        {
            values.push(json!({"start": start.to_string(), "end": end.to_string()}));
        }
    }
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    match when.bound {
        Bound::MoreThan | Bound::AtLeast => values.push(json!({"start": day(when.range.start), "end": null})),
        Bound::LessThan | Bound::AtMost => values.push(json!({"start": null, "end": day(when.range.start)})),
        _ => {}
    }
    let extent = when.extent();
    if when.bound != Bound::Exact && when.bound != Bound::About {
        values.push(range(&extent));
    }
    fields.insert("value".into(), values[0].clone());
    if values.len() > 1 {
        fields.insert("alts".into(), Json::Array(values));
    }
    let about = when.bound == Bound::About || when.part.is_some();
    fields.insert("bound".into(), if about { "~" } else { when.bound.mark() }.into());
    fields.insert("timex".into(), timex(when).into());
    fields
}

/// A TIMEX3 value of some such units.
fn vague_length(unit: super::TimeUnit) -> String {
    use super::TimeUnit;
    let clock = if unit < TimeUnit::Day { "T" } else { "" };
    let letter = match unit {
        TimeUnit::Decade => "DE".to_owned(),
        TimeUnit::Century => "CE".to_owned(),
        unit => unit.name()[..1].to_ascii_uppercase(),
    };
    format!("P{clock}X{letter}")
}

/// First day and the day after the last.
fn range(range: &DateRange) -> Json {
    let after = |day: Date| day.tomorrow().unwrap_or(day).to_string();
    json!({"start": range.start.map(|day| day.to_string()), "end": range.end.map(after)})
}

/// A TIMEX3 value.
fn timex(when: &When) -> String {
    use super::Grain;
    if let Some(partial) = &when.partial {
        return match &**partial {
            "now" => "PRESENT_REF".to_owned(),
            "recently" => "PAST_REF".to_owned(),
            "in the future" => "FUTURE_REF".to_owned(),
            words => match words
                .strip_prefix("recent ")
                .and_then(|unit| super::TimeUnit::named(unit.trim_end_matches('s')))
            {
                Some(unit) => vague_length(unit),
                None => words.to_owned(),
            },
        };
    }
    let Some(start) = when.range.start else { return String::new() };
    let (year, month) = (start.year(), start.month());
    if year <= 0 && matches!(when.range.grain, Grain::Year | Grain::Month | Grain::Day) {
        let year = format!("BC{:04}", 1 - i32::from(year));
        return match when.range.grain {
            Grain::Year => year,
            Grain::Month => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{:02}", start.day()),
        };
    }
    let time = when.time.as_ref().map(super::time_of_day::timex);
    match when.range.grain {
        Grain::Day => format!("{start}{}", time.unwrap_or_default()),
        Grain::Week => format!("{year}-W{:02}", start.iso_week_date().week()),
        Grain::Month => format!("{year:04}-{month:02}"),
        Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
        Grain::Year => format!("{year:04}"),
        Grain::Decade => {
            let (era, year) = if year <= 0 { ("BC", -i32::from(year)) } else { ("", i32::from(year)) };
            let century = when.range.end.is_some_and(|end| end.year() - start.year() == 99);
            if century { format!("{era}{:02}", year / 100) } else { format!("{era}{:03}", year / 10) }
        }
        Grain::Span if season(&when.range).is_some() => {
            let season = season(&when.range).unwrap_or_default();
            if year <= 0 {
                format!("BC{:04}-{season}", 1 - i32::from(year))
            } else {
                format!("{year:04}-{season}")
            }
        }
        Grain::Span => format!("{start}/{}", when.range.end.map_or_else(String::new, |end| end.to_string())),
    }
}

/// The letters of a season, where the range is one.
fn season(range: &DateRange) -> Option<&'static str> {
    let (start, end) = (range.start?, range.end?);
    let whole = start.day() == 1
        && end == end.last_of_month()
        && (12 + end.month() - start.month()) % 12 == 2
        && end.year() - start.year() <= 1;
    match start.month() {
        3 => Some("SP"),
        6 => Some("SU"),
        9 => Some("FA"),
        12 => Some("WI"),
        _ => None,
    }
    .filter(|_| whole)
}
