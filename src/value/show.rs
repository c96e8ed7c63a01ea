//! Amounts as people read them, so that they read back to the same value.

use rust_decimal::Decimal;

use super::{Amount, Bound};

const SCALES: [(&str, i64); 3] =
    [("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000)];

/// The amount with its bound in words; `wrap` puts the unit or sign around each text of digits.
pub(super) fn amount(amount: &Amount, wrap: impl Fn(&str) -> String) -> String {
    let Amount { low, high, bound, step } = *amount;
    let text = |end: Decimal| wrap(&number(end, step));
    match (low, high) {
        (Some(low), Some(high)) if amount.is_near() => match bound {
            Bound::LessThan => format!("just under {}", text(high)),
            _ => format!("just over {}", text(low)),
        },
        (Some(low), Some(high)) if low == high => match bound {
            Bound::About => format!("about {}", text(low)),
            _ => text(low),
        },
        (Some(low), Some(high)) => {
            let about = if bound == Bound::About { "about " } else { "" };
            // "7,000 to 2 million" would read as two times million.
            let scaled = |end: Decimal| number(end, step).contains(' ');
            let text = |end: Decimal| match scaled(low) == scaled(high) {
                true => text(end),
                false => wrap(&grouped(end, decimals(step).max(end.normalize().scale()))),
            };
            format!("{about}{} to {}", text(low), text(high))
        }
        (Some(low), None) if bound == Bound::AtLeast => format!("at least {}", text(low)),
        (Some(low), None) => format!("more than {}", text(low)),
        (None, Some(high)) if bound == Bound::AtMost => format!("up to {}", text(high)),
        (None, Some(high)) => format!("under {}", text(high)),
        (None, None) => wrap("some"),
    }
}

/// A number with as many digits as were said: "50 billion" where the step is a billion, "1,234,567" where it is one.
pub(super) fn number(number: Decimal, step: Decimal) -> String {
    for (word, scale) in SCALES {
        let scale = Decimal::from(scale);
        let fine = step >= scale / Decimal::ONE_THOUSAND;
        if number.abs() >= scale && fine {
            let shown = number / scale;
            let digits = decimals(step / scale).max(shown.normalize().scale());
            if digits <= 3 {
                return format!("{} {word}", grouped(shown, digits));
            }
        }
    }
    grouped(number, decimals(step).max(number.normalize().scale()))
}

/// How many decimals a step stands for.
fn decimals(step: Decimal) -> u32 {
    step.normalize().scale()
}

/// With `digits` decimals and commas between thousands.
fn grouped(number: Decimal, digits: u32) -> String {
    let mut number = number;
    number.rescale(digits);
    let text = number.abs().to_string();
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::with_capacity(text.len() + text.len() / 3 + 1);
    if number.is_sign_negative() && !number.is_zero() {
        shown.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(rest) = rest {
        shown.push('.');
        shown.push_str(rest);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_shown_as_said() {
        for (value, step, shown) in [
            ("50000000000", "1000000000", "50 billion"),
            ("1200000000", "100000000", "1.2 billion"),
            ("1200000000", "1000000", "1.200 billion"),
            ("1234567", "1", "1,234,567"),
            ("27", "0.1", "27.0"),
            ("27.4", "0.1", "27.4"),
            ("-14000", "1", "-14,000"),
            ("0.05", "0.01", "0.05"),
        ] {
            assert_eq!(number(value.parse().unwrap(), step.parse().unwrap()), shown);
        }
    }
}
