//! How two amounts of one unit stand to each other: rounding, bounds, vagueness, slips.

use rust_decimal::Decimal;

use super::difference::Unit;
use super::{Amount, Because, Bound, Difference, Relation, Slip};

/// Two amounts brought to one unit.
pub(super) struct Pair<'a> {
    /// In the common unit.
    pub one: &'a Amount,
    /// In the common unit.
    pub other: &'a Amount,
    /// As said, when the two were said in different units of one dimension.
    pub said: Option<(&'a Amount, &'a Amount)>,
    /// Whether the way to the common unit is not exact: months in days.
    pub inexact: bool,
}

impl Pair<'_> {
    /// The relation; a difference is one of `unit`.
    pub(super) fn relate(&self, unit: impl Fn() -> Unit) -> Relation {
        if !self.inexact && same(self.one, self.other) {
            return Relation::Same;
        }
        let distance = self.distance();
        if distance.is_zero() {
            return Relation::Compatible(self.because());
        }
        let largest = largest(self.one).max(largest(self.other));
        if distance <= self.allowance(largest) {
            let because = match self.because() {
                Because::Bound if self.both_exact() => Because::Rounding,
                because => because,
            };
            return Relation::Compatible(because);
        }
        Relation::Different(Difference::amount(distance, largest, unit(), self.slip()))
    }

    fn both_exact(&self) -> bool {
        self.one.bound == Bound::Exact && self.other.bound == Bound::Exact
    }

    fn because(&self) -> Because {
        if self.said.is_some() || self.inexact {
            Because::Conversion
        } else if self.both_exact() {
            Because::Rounding
        } else {
            Because::Bound
        }
    }

    /// Between the nearest values that the two allow; zero when they share one.
    fn distance(&self) -> Decimal {
        let (one_low, one_high) = extent(self.one);
        let (other_low, other_high) = extent(self.other);
        let above = |low: Option<Decimal>, high: Option<Decimal>| match (low, high) {
            (Some(low), Some(high)) => low.saturating_sub(high).max(Decimal::ZERO),
            _ => Decimal::ZERO,
        };
        above(one_low, other_high).max(above(other_low, one_high))
    }

    /// What rounding accounts for: half of the coarser step, and the error of an inexact conversion (1 %). Never more
    /// than a fifth of the larger number: "$1 billion" is not a way to say $1.4 billion, though it rounds to it.
    fn allowance(&self, largest: Decimal) -> Decimal {
        let (half, hundredth, fifth) = (Decimal::new(5, 1), Decimal::new(1, 2), Decimal::new(2, 1));
        let half = step(self.one).max(step(self.other)) * half;
        let inexact = if self.inexact { largest * hundredth } else { Decimal::ZERO };
        half.max(inexact).min(largest * fifth)
    }

    fn slip(&self) -> Option<Slip> {
        if let Some((one, other)) = self.said
            && one.number().is_some()
            && one.number() == other.number()
        {
            return Some(Slip::Unit);
        }
        slip(self.one.number()?, self.other.number()?)
    }
}

/// Equal in normal form.
pub(super) fn same(one: &Amount, other: &Amount) -> bool {
    one.low == other.low && one.high == other.high && one.bound == other.bound
}

/// The unit of the last digit that carries meaning. Round whole numbers are rounded ones: 14,000 may stand for 14,212.
/// How far is not said, so zeros count as rounding only while half a step stays within 4 % of the number.
fn step(amount: &Amount) -> Decimal {
    let Some(number) = amount.number() else { return amount.step };
    let limit = number.abs() * Decimal::new(8, 2);
    let mut step = amount.step;
    if step < Decimal::ONE || number.is_zero() {
        return step;
    }
    while let Some(next) = step.checked_mul(Decimal::TEN)
        && next <= limit
        && (number % next).is_zero()
    {
        step = next;
    }
    step
}

/// The values that the words allow. "About" allows 5 % or one step to either side, whichever is more, but never more
/// than a fifth.
fn extent(amount: &Amount) -> (Option<Decimal>, Option<Decimal>) {
    if amount.bound != Bound::About {
        return (amount.low, amount.high);
    }
    let slack = |number: Decimal| {
        let number = number.abs();
        (number / Decimal::from(20)).max(amount.step.min(number / Decimal::from(5)))
    };
    (
        amount.low.map(|low| low.saturating_sub(slack(low))),
        amount.high.map(|high| high.saturating_add(slack(high))),
    )
}

fn largest(amount: &Amount) -> Decimal {
    let end = |end: Option<Decimal>| end.map_or(Decimal::ZERO, |number| number.abs());
    end(amount.low).max(end(amount.high))
}

/// The slip of the pen that would turn one number into the other.
fn slip(one: Decimal, other: Decimal) -> Option<Slip> {
    let (small, large) = if one.abs() <= other.abs() { (one, other) } else { (other, one) };
    if small.is_zero() {
        return None;
    }
    let factors = [(1_000, Slip::Thousand), (1_000_000, Slip::Million), (10, Slip::Ten)];
    let factor = factors.into_iter().find(|(factor, _)| small.checked_mul((*factor).into()) == Some(large));
    let mistyped = || {
        let (one, other) = (digits(one), digits(other));
        // 2,500 and 52 have the same digits, and nobody exchanges them.
        let of_one_size = small.checked_mul(Decimal::TEN).is_none_or(|most| large.abs() < most.abs());
        (of_one_size || one.len() != other.len()).then(|| mistyped(&one, &other)).flatten()
    };
    factor.map(|(_, slip)| slip).or_else(mistyped)
}

/// The significant digits as one would type them, with the zero before a point.
fn digits(number: Decimal) -> Vec<u8> {
    let number = number.normalize();
    let (mut rest, decimals) = (number.mantissa().unsigned_abs(), number.scale() as usize);
    let mut digits = Vec::with_capacity(32);
    for place in 0.. {
        if rest == 0 && place > decimals {
            break;
        }
        let digit = (rest % 10) as u8;
        if digit > 0 || !digits.is_empty() {
            digits.push(digit);
        }
        rest /= 10;
    }
    digits.reverse();
    digits
}

/// Two neighbours exchanged in two digits or more, or one digit left out of or wrong among four or more: with fewer
/// digits, any two numbers are that near.
fn mistyped(one: &[u8], other: &[u8]) -> Option<Slip> {
    if one.len() == other.len() {
        let apart: Vec<usize> = (0..one.len()).filter(|&at| one[at] != other[at]).collect();
        return match apart[..] {
            [_] => (one.len() >= 4).then_some(Slip::Digits),
            [a, b] => (b == a + 1 && one[a] == other[b] && one[b] == other[a]).then_some(Slip::Exchanged),
            _ => None,
        };
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if long.len() != short.len() + 1 || long.len() < 4 {
        return None;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    (short[same..] == long[same + 1..]).then_some(Slip::Digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(number: &str) -> Amount {
        let number: Decimal = number.parse().unwrap();
        Amount::exact(number, Decimal::new(1, number.scale()))
    }

    fn relate(one: &Amount, other: &Amount) -> Relation {
        let there = Pair { one, other, said: None, inexact: false }.relate(|| Unit::None);
        let back = Pair { one: other, other: one, said: None, inexact: false }.relate(|| Unit::None);
        assert_eq!(there, back);
        there
    }

    fn is_compatible(one: &Amount, other: &Amount) -> bool {
        matches!(relate(one, other), Relation::Compatible(_) | Relation::Same)
    }

    #[test]
    fn rounding_meets_at_the_coarser_step() {
        assert_eq!(relate(&exact("27"), &exact("27.4")), Relation::Compatible(Because::Rounding));
        assert!(is_compatible(&exact("14000"), &exact("14212")));
        assert!(is_compatible(&exact("27"), &exact("27.5")));
        for (one, other) in [("27", "28"), ("312", "313"), ("27.4", "27.6"), ("1", "1.4"), ("300", "320")] {
            assert!(!is_compatible(&exact(one), &exact(other)), "{one} {other}");
        }
    }

    #[test]
    fn bounds_hold_what_they_allow() {
        let quarter = exact("25").just_over();
        assert!(is_compatible(&quarter, &exact("27")));
        assert!(!is_compatible(&quarter, &exact("40")));
        assert!(is_compatible(&exact("90").just_under(), &exact("87")));
        assert!(!is_compatible(&exact("90").just_under(), &exact("60")));
        assert!(is_compatible(&exact("23").bounded(Bound::AtLeast), &exact("40").bounded(Bound::AtLeast)));
        assert!(!is_compatible(&exact("300").bounded(Bound::MoreThan), &exact("23")));
        assert!(is_compatible(&exact("27").bounded(Bound::About), &exact("28")));
        assert!(!is_compatible(&exact("27").bounded(Bound::About), &exact("31")));
    }

    #[test]
    fn slips_have_names() {
        for (one, other, slip) in [
            ("1500000", "1500000000", Some(Slip::Thousand)),
            ("38", "38000000", Some(Slip::Million)),
            ("4.2", "42", Some(Slip::Ten)),
            ("1987", "1978", Some(Slip::Exchanged)),
            ("12345", "1245", Some(Slip::Digits)),
            ("2500", "52", None),
            ("27", "49", None),
            ("27", "28", None),
        ] {
            let Relation::Different(difference) = relate(&exact(one), &exact(other)) else {
                panic!("{one} {other}")
            };
            assert_eq!(difference.slip, slip, "{one} {other}");
        }
    }
}
