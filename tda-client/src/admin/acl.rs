//! Access rules.

use std::fmt;

use super::names::named;

named! {
    /// What kind of thing a rule is about.
    AclResource {
        /// In filters: every kind.
        Any = 1 "Any",
        /// The cluster itself, called `kafka-cluster`.
        Cluster = 4 "Cluster",
        /// A consumer group.
        Group = 3 "Group",
        /// A topic.
        Topic = 2 "Topic",
        /// A transactional id.
        TransactionalId = 5 "TransactionalId",
        /// A kind that this version does not know, such as delegation tokens.
        Unknown = 0 "Unknown",
    }
}

named! {
    /// How a rule's name meets names of resources.
    AclPattern {
        /// In filters: every pattern.
        Any = 1 "Any",
        /// The whole name; `*` is every name.
        Literal = 3 "Literal",
        /// In filters: every rule that covers the name.
        Match = 2 "Match",
        /// The beginning of the name.
        Prefixed = 4 "Prefixed",
        /// A pattern that this version does not know.
        Unknown = 0 "Unknown",
    }
}

named! {
    /// What may be done, or may not.
    AclOperation {
        /// Everything.
        All = 2 "All",
        /// Change: partitions of a topic, access rules of a cluster.
        Alter = 7 "Alter",
        /// Change settings.
        AlterConfigs = 11 "AlterConfigs",
        /// In filters: every operation.
        Any = 1 "Any",
        /// What brokers do among themselves.
        ClusterAction = 9 "ClusterAction",
        /// Create.
        Create = 5 "Create",
        /// Delete.
        Delete = 6 "Delete",
        /// See that it is there, and what it is.
        Describe = 8 "Describe",
        /// See its settings.
        DescribeConfigs = 10 "DescribeConfigs",
        /// Write idempotently; brokers since 3.0 take it from the right to write.
        IdempotentWrite = 12 "IdempotentWrite",
        /// Read.
        Read = 3 "Read",
        /// An operation that this version does not know.
        Unknown = 0 "Unknown",
        /// Write.
        Write = 4 "Write",
    }
}

named! {
    /// Whether a rule allows or forbids. What is forbidden wins.
    AclPermission {
        /// It may be done.
        Allow = 3 "Allow",
        /// In filters: both.
        Any = 1 "Any",
        /// It may not be done.
        Deny = 2 "Deny",
        /// A permission that this version does not know.
        Unknown = 0 "Unknown",
    }
}

/// One access rule: `principal` from `host` may (not) do `operation` on what `name` names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AclBinding {
    /// Who: `User:` and a name.
    pub principal: String,
    /// Kind of the resource.
    pub resource: AclResource,
    /// How `name` is meant.
    pub pattern: AclPattern,
    /// Name of the resource, or its beginning.
    pub name: String,
    /// What.
    pub operation: AclOperation,
    /// Whether it allows.
    pub permission: AclPermission,
    /// From where: an address, or `*`.
    pub host: String,
}

impl AclBinding {
    /// Allows `User:principal` an operation from everywhere.
    ///
    /// ```
    /// use tda_client::admin::{AclBinding, AclOperation, AclPattern, AclResource};
    /// let rule = AclBinding::allow("tda-worker", AclResource::Topic, AclPattern::Literal, "tda_jobs", AclOperation::Read);
    /// assert_eq!(rule.to_string(), "User:tda-worker may Read Topic tda_jobs");
    /// ```
    pub fn allow(
        principal: &str,
        resource: AclResource,
        pattern: AclPattern,
        name: impl Into<String>,
        operation: AclOperation,
    ) -> Self {
        Self {
            principal: format!("User:{principal}"),
            resource,
            pattern,
            name: name.into(),
            operation,
            permission: AclPermission::Allow,
            host: "*".into(),
        }
    }
}

impl fmt::Display for AclBinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let may = if self.permission == AclPermission::Deny { "may not" } else { "may" };
        write!(f, "{} {may} {} {} {}", self.principal, self.operation, self.resource, self.name)?;
        if self.pattern == AclPattern::Prefixed {
            f.write_str("*")?;
        }
        if self.host != "*" {
            write!(f, " from {}", self.host)?;
        }
        Ok(())
    }
}

/// Which rules are meant; [`AclFilter::default`] means all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclFilter {
    /// Who; `None`: everybody.
    pub principal: Option<String>,
    /// Kind of the resource.
    pub resource: AclResource,
    /// How the rules' names are meant.
    pub pattern: AclPattern,
    /// Name of the resource; `None`: every name.
    pub name: Option<String>,
    /// What.
    pub operation: AclOperation,
    /// Whether they allow.
    pub permission: AclPermission,
    /// From where; `None`: everywhere.
    pub host: Option<String>,
}

impl Default for AclFilter {
    fn default() -> Self {
        Self {
            principal: None,
            resource: AclResource::Any,
            pattern: AclPattern::Any,
            name: None,
            operation: AclOperation::Any,
            permission: AclPermission::Any,
            host: None,
        }
    }
}

impl From<&AclBinding> for AclFilter {
    /// Exactly this rule.
    fn from(binding: &AclBinding) -> Self {
        Self {
            principal: Some(binding.principal.clone()),
            resource: binding.resource,
            pattern: binding.pattern,
            name: Some(binding.name.clone()),
            operation: binding.operation,
            permission: binding.permission,
            host: Some(binding.host.clone()),
        }
    }
}
