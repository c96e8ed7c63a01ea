//! Any bytes: no panic, spans inside the text, none overlapping, shown text that reads.

#![no_main]

use crosscheck::value::{Context, read, read_as, relate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let context = Context { reference: Some(jiff_day()) };
    let readings = read(&text, context);
    let mut end = 0;
    for reading in &readings {
        assert!(reading.span.of(&text).is_some() && reading.span.start() >= end);
        end = reading.span.end();
        let shown = reading.value.to_string();
        let _ = read_as(reading.value.kind(), &shown, context);
        assert_eq!(relate(&reading.value, &reading.value), crosscheck::value::Relation::Same);
    }
});

fn jiff_day() -> jiff::civil::Date {
    jiff::civil::date(2026, 4, 28)
}
