//! Names of Kubernetes objects: legal and unique, while topics and groups keep theirs.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

/// Longest name of an object.
const NAME_BYTES_MAX: usize = 253;
/// What tells apart names that would be the same: so many hexadecimal digits of the real name's SHA-256.
const SUFFIX_DIGITS: usize = 8;

/// A legal and unique object name for each of `names`, in their order.
///
/// A name that is legal stays. Others become lower case, with `-` for what Kubernetes does not know. Where that
/// gives one name twice or cuts one short, a hash of the real name is added; so what a name becomes does not
/// depend on the order of a file.
pub(super) fn kubernetes_names(names: &[&str]) -> Vec<String> {
    let taken: HashSet<&str> = names.iter().copied().filter(|name| legal(name) == *name).collect();
    let mut uses: HashMap<String, usize> = HashMap::new();
    for name in names.iter().filter(|name| !taken.contains(**name)) {
        *uses.entry(legal(name)).or_default() += 1;
    }
    let unique = |name: &&str| {
        let legal = legal(name);
        let clashes = taken.contains(legal.as_str()) || uses.get(&legal).is_some_and(|uses| *uses > 1);
        if legal == *name || !(clashes || legal.is_empty() || name.len() > NAME_BYTES_MAX) {
            return legal;
        }
        let digest = format!("{:x}", Sha256::digest(name));
        let suffix = &digest[..SUFFIX_DIGITS];
        // Legal names are ASCII.
        let room = legal.len().min(NAME_BYTES_MAX - SUFFIX_DIGITS - 1);
        match legal[..room].trim_end_matches(['-', '.']) {
            "" => format!("x-{suffix}"),
            stem => format!("{stem}-{suffix}"),
        }
    };
    names.iter().map(unique).collect()
}

/// The nearest name that RFC 1123 knows: labels of lower-case letters, digits and inner hyphens, with dots between.
pub(super) fn legal(name: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_lowercase() {
        known @ ('a'..='z' | '0'..='9' | '-' | '.') => known,
        _ => '-',
    };
    let hyphened: String = name.chars().map(letter).collect();
    let labels: Vec<&str> =
        hyphened.split('.').map(|label| label.trim_matches('-')).filter(|label| !label.is_empty()).collect();
    labels.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_names_stay_and_others_come_near() {
        let names = ["user.events", "analytics.page_views", "tda_jobs.dlq", "Orders", "_a_.-b-"];
        let expected = ["user.events", "analytics.page-views", "tda-jobs.dlq", "orders", "a.b"];
        assert_eq!(kubernetes_names(&names), expected);
    }

    #[test]
    fn clashes_are_resolved_whatever_the_order() {
        let names = ["a-b", "a_b", "A.b", "a.b", "x_y", "x-Y", "___", "ü"];
        let made = kubernetes_names(&names);
        assert_eq!((made[0].as_str(), made[3].as_str()), ("a-b", "a.b"));
        let unique: HashSet<&String> = made.iter().collect();
        assert_eq!(unique.len(), names.len(), "{made:?}");
        assert!(made.iter().all(|name| legal(name) == *name && !name.is_empty()), "{made:?}");
        let reversed: Vec<&str> = names.iter().copied().rev().collect();
        let mut again = kubernetes_names(&reversed);
        again.reverse();
        assert_eq!(again, made);
    }

    #[test]
    fn long_names_are_cut_and_told_apart() {
        let long = |end: &str| format!("{}{end}", "T_".repeat(130));
        let (one, two) = (long("1"), long("2"));
        let made = kubernetes_names(&[&one, &two]);
        assert!(made[0] != made[1] && made.iter().all(|name| name.len() <= NAME_BYTES_MAX), "{made:?}");
    }
}
