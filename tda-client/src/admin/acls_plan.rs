//! What separates a cluster's access rules from those that follow from a catalog.

use std::collections::BTreeSet;

use tda_events::{
    Catalog,
    generate::{self, Pattern, Resource},
};

use super::{AclBinding, AclOperation, AclPattern, AclResource};

/// What [`plan_acls`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AclsPlan {
    /// Rules that are missing.
    pub add: Vec<AclBinding>,
    /// Rules of the catalog's principals that do not follow from it: they may do more, or less, than it says.
    pub extra: Vec<AclBinding>,
}

/// The rules of every principal of a catalog, where topics begin with `prefix`.
///
/// ```
/// use tda_client::admin::{self, AclOperation};
/// use tda_events::Catalog;
/// let rules = admin::acls_of(Catalog::tda(), "dev_tda_");
/// assert!(rules.iter().any(|rule| rule.name == "dev_tda_jobs" && rule.operation == AclOperation::Write));
/// ```
pub fn acls_of(catalog: &Catalog, prefix: &str) -> Vec<AclBinding> {
    let mut rules = BTreeSet::new();
    for principal in catalog.principals() {
        let name = generate::principal_name(principal);
        for permission in generate::permissions(catalog, principal, prefix) {
            let resource = match permission.resource {
                Resource::Group => AclResource::Group,
                Resource::Topic => AclResource::Topic,
                Resource::TransactionalId => AclResource::TransactionalId,
            };
            let pattern = match permission.pattern {
                Pattern::Literal => AclPattern::Literal,
                Pattern::Prefixed => AclPattern::Prefixed,
            };
            let operations = permission.operations.iter().filter_map(|name| AclOperation::from_name(name));
            rules.extend(operations.map(|operation| {
                AclBinding::allow(&name, resource, pattern, permission.name.as_str(), operation)
            }));
        }
    }
    rules.into_iter().collect()
}

/// Compares the rules that a catalog asks for with those of the cluster. Rules of principals that the catalog does not name are none
/// of its business.
pub fn plan_acls(wanted: &[AclBinding], present: &[AclBinding]) -> AclsPlan {
    let shall: BTreeSet<_> = wanted.iter().collect();
    let is: BTreeSet<_> = present.iter().collect();
    let principals: BTreeSet<_> = wanted.iter().map(|rule| &rule.principal).collect();
    AclsPlan {
        add: shall.difference(&is).map(|rule| (*rule).clone()).collect(),
        extra: is
            .difference(&shall)
            .filter(|rule| principals.contains(&rule.principal))
            .map(|rule| (*rule).clone())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_rules_are_added_and_those_of_others_left_alone() {
        let rule = |principal: &str, operation| {
            AclBinding::allow(principal, AclResource::Topic, AclPattern::Literal, "tda_jobs", operation)
        };
        let (read, write) = (rule("worker", AclOperation::Read), rule("worker", AclOperation::Write));
        let (extra, foreign) = (rule("worker", AclOperation::Delete), rule("other", AclOperation::All));
        let plan = plan_acls(&[read.clone(), write.clone()], &[read, extra.clone(), foreign]);
        assert_eq!(plan, AclsPlan { add: vec![write], extra: vec![extra] });
    }

    #[test]
    fn every_operation_of_every_catalog_is_known() {
        for name in Catalog::BUILTIN {
            let catalog = Catalog::builtin(name).expect("ours");
            for principal in catalog.principals() {
                for permission in generate::permissions(catalog, principal, catalog.logical_prefix()) {
                    for operation in permission.operations {
                        assert!(AclOperation::from_name(operation).is_some(), "{operation}");
                    }
                }
            }
        }
    }
}
