//! Several values said together.

use serde::{Deserialize, Serialize};

use super::{Because, Difference, Relation, Value};

/// Members without order and without repetition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct List {
    members: Vec<Value>,
    /// Whether the words say that there are no others: "AWS exclusively" is an exclusive list of one.
    pub exclusive: bool,
}

impl List {
    /// A list of these members; order and repetition are dropped.
    #[must_use]
    pub fn new(members: impl IntoIterator<Item = Value>, exclusive: bool) -> Self {
        let mut keyed: Vec<(String, Value)> =
            members.into_iter().map(|member| (member.normal(), member)).collect();
        keyed.sort_by(|one, other| one.0.cmp(&other.0));
        keyed.dedup_by(|one, other| one.0 == other.0);
        Self { members: keyed.into_iter().map(|(_, member)| member).collect(), exclusive }
    }

    /// The members in the order of their normal forms.
    #[must_use]
    pub fn members(&self) -> &[Value] {
        &self.members
    }

    fn keys(&self) -> Vec<String> {
        self.members.iter().map(Value::normal).collect()
    }
}

pub(super) fn show(list: &List) -> String {
    let shown: Vec<String> = list.members.iter().map(ToString::to_string).collect();
    let joined = match shown.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    if list.exclusive { format!("only {joined}") } else { joined }
}

pub(super) fn normal(list: &List) -> String {
    let only = if list.exclusive { "!" } else { "" };
    format!("{only}[{}]", list.keys().join("; "))
}

/// Same members are the same, exclusive or not; a part is compatible with the whole unless it says that it is all.
pub(super) fn relate(one: &List, other: &List) -> Relation {
    let (keys, other_keys) = (one.keys(), other.keys());
    if keys == other_keys {
        return if one.exclusive == other.exclusive {
            Relation::Same
        } else {
            Relation::Compatible(Because::Part)
        };
    }
    let (short, short_keys, long_keys) =
        if keys.len() <= other_keys.len() { (one, keys, other_keys) } else { (other, other_keys, keys) };
    let missing = short_keys.iter().filter(|key| long_keys.binary_search(key).is_err()).count();
    if missing == 0 && !short.exclusive {
        return Relation::Compatible(Because::Part);
    }
    let shared = short_keys.len() - missing;
    let apart = short_keys.len() + long_keys.len() - 2 * shared;
    let members = if apart == 1 { "member" } else { "members" };
    Relation::Different(Difference::words(format!("{apart} {members}")))
}
