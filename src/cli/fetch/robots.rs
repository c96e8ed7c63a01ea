//! What a site's robots.txt says of an address, by RFC 9309.
//!
//! One page that a person asks for is hardly what the file is about; yet it is the only place where a site can say that
//! programs are not welcome, so it is asked, and `--ignore-robots` goes past it.

/// How much of the file counts: what RFC 9309 asks readers to take at least.
pub(super) const MAX_BYTES: u64 = 500 << 10;

/// The name by which rules can mean us.
const NAME: &str = "crosscheck";

/// Whether a program of our name may fetch `path`, which begins with a slash and may hold a query.
///
/// The rules for our name count, else those for everybody; of the rules that match, the longest decides, and a permission
/// goes before a ban of the same length.
pub(super) fn allows(robots: &str, path: &str) -> bool {
    let path = normal(path);
    let rules = rules_for(robots, |agent| agent.eq_ignore_ascii_case(NAME))
        .or_else(|| rules_for(robots, |agent| agent == "*"))
        .unwrap_or_default();
    let decides = rules.iter().filter(|rule| matches(&rule.pattern, &path)).max_by_key(|rule| rule.weight());
    decides.is_none_or(|rule| rule.allow)
}

struct Rule {
    allow: bool,
    pattern: String,
}

impl Rule {
    fn weight(&self) -> (usize, bool) {
        (self.pattern.len(), self.allow)
    }
}

/// The rules of all groups whose agent is meant; nothing where no group is.
fn rules_for(robots: &str, is_meant: impl Fn(&str) -> bool) -> Option<Vec<Rule>> {
    let mut rules: Option<Vec<Rule>> = None;
    // Agents stand in a row before the rules of their group.
    let (mut meant, mut in_rules) = (false, false);
    for line in robots.trim_start_matches('\u{feff}').lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        match &*key {
            "user-agent" => {
                // Whatever version stands behind the name.
                let agent = value.split(['/', ' ']).next().unwrap_or_default();
                meant = (meant && !in_rules) || is_meant(agent);
                in_rules = false;
                if meant {
                    rules.get_or_insert_default();
                }
            }
            "allow" | "disallow" => {
                in_rules = true;
                if let Some(rules) = rules.as_mut().filter(|_| meant && !value.is_empty()) {
                    rules.push(Rule { allow: key == "allow", pattern: normal(value) });
                }
            }
            _ => {}
        }
    }
    rules
}

/// Whether a pattern matches the path's beginning: `*` is anything, `$` at the end is the path's end.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if to_end && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

/// Letters beyond ASCII as addresses write them, and those escapes in one case.
fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                normal.push('%');
                normal.extend(bytes.by_ref().take(2).map(|digit| char::from(digit.to_ascii_uppercase())));
            }
            byte if byte.is_ascii() => normal.push(char::from(byte)),
            byte => normal.push_str(&format!("%{byte:02X}")),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_group_that_means_us_decides() {
        let robots = "\u{feff}User-Agent: GreedyBot\nDisallow: /\n\nuser-agent: other\nUser-agent: *\n\
                      Disallow: /private/ # not for programs\nAllow: /private/press\nDisallow: /*.pdf$\nDisallow: /a*b*c\n\
                      Crawl-delay: 5\nDisallow:\nDisallow: /caf\u{e9}\n";
        for path in ["/", "/news/1", "/private", "/private/press/3", "/x.pdf?page=2", "/acb"] {
            assert!(allows(robots, path), "{path}");
        }
        for path in ["/private/x", "/news/x.pdf", "/abc", "/a-b-c-d", "/caf%c3%a9/menu"] {
            assert!(!allows(robots, path), "{path}");
        }
        let named = format!(
            "{robots}\nUser-agent: Crosscheck/1.0\nDisallow: /news\n\nUser-agent: crosscheck\nDisallow: /x\n"
        );
        assert!(allows(&named, "/private/x"), "the rules for all are not ours when there are rules for us");
        assert!(!allows(&named, "/news/1") && !allows(&named, "/x"), "groups of one name count together");
    }

    #[test]
    fn what_is_no_rule_forbids_nothing() {
        for robots in ["", "<html><body>Not found</body></html>", "Disallow: /", "User-agent: *\nDisallow:\n"]
        {
            assert!(allows(robots, "/x"), "{robots}");
        }
        assert!(!allows("User-agent: *\r\nDisallow: /\r\n", "/x"));
        assert!(allows("User-agent: *\nDisallow: /\nAllow: /$\n", "/"), "the front page alone");
    }

    #[test]
    fn no_pattern_takes_long() {
        let pattern = format!("/{}x$", "*a".repeat(50_000));
        let robots = format!("User-agent: *\nDisallow: {pattern}\n");
        assert!(allows(&robots, &format!("/{}", "a".repeat(50_000))));
    }

    proptest::proptest! {
        #[test]
        fn no_file_panics(robots in "((user-agent|allow|disallow|x)?:? ?[*$/a%\u{e9}#\r\n ]{0,6}){0,12}", path in "/[a%*\u{e9}]{0,6}") {
            let _ = allows(&robots, &path);
        }
    }
}
