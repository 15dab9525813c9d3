//! `system.*`, `user.notification` and `admin.alert`: how the platform itself fares, and whom to tell.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::define::{names, payload, without_further_rules};
use super::{EVERYWHERE, PIPELINE, Priority};
use crate::limits;
use crate::schema::Type;
use crate::time::Timestamp;

names! {
    /// How bad something is.
    #[derive(PartialOrd, Ord)]
    pub enum EventSeverity {
        /// Good to know.
        Info = "info",
        /// May go wrong.
        Warning = "warning",
        /// Went wrong.
        Error = "error",
        /// Went wrong for many, or will.
        Critical = "critical",
    }
}

names! {
    /// How a component fares.
    pub enum HealthStatus {
        /// It does its work.
        Healthy = "healthy",
        /// It does its work slower or in part.
        Degraded = "degraded",
        /// It does not do its work.
        Unhealthy = "unhealthy",
        /// It could not be asked.
        Unknown = "unknown",
    }
}

payload! {
    /// How a component fares.
    pub struct SystemHealthCheck = "system.health_check" in EVERYWHERE {
        required {
            /// Which component, such as `cpp_engine`.
            component: String = Type::short_name(),
            /// How it fares.
            status: HealthStatus,
        }
        default {
            /// What it depends on, by name, and how that fares, in words.
            checks: BTreeMap<String, String> => BTreeMap::new(),
        }
        optional {
            /// More, in words.
            message: String = Type::message(),
            /// When it was asked.
            checked_at: Timestamp,
            /// How long its answer took, in seconds.
            response_time_seconds: f64 = Type::amount(),
            /// How long it has been running, in seconds.
            uptime_seconds: f64 = Type::amount(),
            /// Version of the component.
            version: String = Type::short_name(),
            /// Further facts.
            details: Map<String, Value>,
        }
    }
}

payload! {
    /// A component has failed in something.
    pub struct SystemError = "system.error" in PIPELINE {
        required {
            /// Which component, such as `upload_service`.
            component: String = Type::short_name(),
            /// Which error, such as `DATABASE_UNREACHABLE`.
            error_code: String = Type::short_name(),
            /// What happened, in words.
            error_message: String = Type::message(),
        }
        default {
            /// How bad it is.
            severity: EventSeverity => EventSeverity::Error,
        }
        optional {
            /// Kind of error, such as `ConnectionError`.
            error_type: String = Type::short_name(),
            /// Which job it hit.
            job_id: String = Type::id(),
            /// Where the component runs.
            host: String = Type::short_name(),
            /// Where in the program it failed.
            stack_trace: String = Type::text(0, limits::STACK_TRACE_BYTES_MAX),
            /// Further facts.
            details: Map<String, Value>,
        }
    }
}

payload! {
    /// One measured value.
    pub struct SystemMetric = "system.metric" in EVERYWHERE {
        required {
            /// What was measured, such as `tda_active_jobs`.
            metric_name: String = Type::short_name(),
            /// How much.
            value: f64,
        }
        default {
            /// What tells apart several values of one metric, by name.
            labels: BTreeMap<String, String> => BTreeMap::new(),
        }
        optional {
            /// Unit of the value, such as `seconds`.
            unit: String = Type::short_name(),
            /// How values follow each other: `counter`, `gauge` or `histogram`.
            metric_type: String = Type::short_name(),
            /// Which component measured it.
            component: String = Type::short_name(),
            /// When it was measured.
            measured_at: Timestamp,
        }
    }
}

payload! {
    /// A user is to be told something.
    pub struct UserNotification = "user.notification" in PIPELINE {
        required {
            /// Whom to tell.
            user_id: String = Type::id(),
            /// What about, in a line.
            title: String = Type::short_name(),
            /// What to tell.
            message: String = Type::message(),
        }
        default {
            /// How urgent it is.
            priority: Priority => Priority::Normal,
            /// By which ways, such as `email`; none leaves it to the user's own settings.
            channels: Vec<String> = Type::list(Type::short_name(), limits::LIST_ITEMS_MAX) => Vec::new(),
        }
        optional {
            /// What it is about, such as `job_completed`.
            notification_type: String = Type::short_name(),
            /// Which job it is about.
            job_id: String = Type::id(),
            /// Where the user finds more, as a URI.
            action_url: String = Type::uri(),
            /// When it is no longer worth telling.
            expires_at: Timestamp,
            /// Further facts.
            metadata: Map<String, Value>,
        }
    }
}

payload! {
    /// Somebody who runs the platform is to act.
    pub struct AdminAlert = "admin.alert" in PIPELINE {
        required {
            /// Which alert, such as `consumer_lag_high`.
            alert_name: String = Type::short_name(),
            /// How bad it is.
            severity: EventSeverity,
            /// What happened, in words.
            message: String = Type::message(),
        }
        default {
            /// What tells apart several alerts of one name.
            labels: BTreeMap<String, String> => BTreeMap::new(),
        }
        optional {
            /// Which component it is about.
            component: String = Type::short_name(),
            /// Which metric is out of bounds.
            metric_name: String = Type::short_name(),
            /// Value of the metric.
            value: f64,
            /// The bound that it passed.
            threshold: f64,
            /// Since when.
            started_at: Timestamp,
            /// Since when it is over; absent while it lasts.
            resolved_at: Timestamp,
            /// What to do, as a URI.
            runbook_url: String = Type::uri(),
        }
    }
}

without_further_rules!(SystemHealthCheck, SystemError, SystemMetric, UserNotification, AdminAlert);
