//! Numbers and days as they are kept between runs: exact, and quick to read back.

/// A decimal as its sixteen bytes.
pub mod number {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes it.
    ///
    /// # Errors
    /// When `to` fails.
    pub fn serialize<S: Serializer>(number: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        number.serialize().serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    /// When `from` fails.
    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Decimal, D::Error> {
        <[u8; 16]>::deserialize(from).map(Decimal::deserialize)
    }
}

/// An end of an interval, which may be open.
pub mod end {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes it.
    ///
    /// # Errors
    /// When `to` fails.
    pub fn serialize<S: Serializer>(end: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        end.map(|number| number.serialize()).serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    /// When `from` fails.
    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<[u8; 16]>::deserialize(from)?.map(Decimal::deserialize))
    }
}

/// A day, which may be missing.
pub mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    /// Writes it.
    ///
    /// # Errors
    /// When `to` fails.
    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|day| (day.year(), day.month(), day.day())).serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    /// When `from` fails, or there is no such day.
    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Date>, D::Error> {
        let parts = Option::<(i16, i8, i8)>::deserialize(from)?;
        parts.map(|(year, month, day)| Date::new(year, month, day).map_err(de::Error::custom)).transpose()
    }
}
