//! Forms of words, which nearly always stand in the text or in the lexicon as they are.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// A word in a form in which it is compared. An article has so many that none is written anew that stands somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form<'t>(Cow<'t, str>);

impl<'t> Form<'t> {
    /// In lower case, with plain apostrophes.
    pub(super) fn lower(text: &'t str) -> Self {
        if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return Self(Cow::Borrowed(text));
        }
        let lower = text.to_lowercase();
        Self(Cow::Owned(if lower.contains('’') { lower.replace('’', "'") } else { lower }))
    }

    /// The form that `change` makes of the word: another one, or a stretch of it.
    pub(super) fn changed(&self, change: impl for<'w> Fn(&'w str) -> Cow<'w, str>) -> Self {
        match &self.0 {
            Cow::Borrowed(text) => Self(change(text)),
            Cow::Owned(text) => Self(Cow::Owned(change(text).into_owned())),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'t> From<&'t str> for Form<'t> {
    fn from(text: &'t str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<Form<'_>> for String {
    fn from(form: Form<'_>) -> Self {
        form.0.into_owned()
    }
}

impl From<Form<'_>> for Box<str> {
    fn from(form: Form<'_>) -> Self {
        form.0.into()
    }
}

impl Deref for Form<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for Form<'_> {
    fn eq(&self, other: &T) -> bool {
        *self.0 == *other.as_ref()
    }
}
