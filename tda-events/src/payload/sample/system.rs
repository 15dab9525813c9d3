//! Examples of what concerns the platform itself and those who run it.

use std::collections::BTreeMap;

use serde_json::json;

use super::{JOB, USER, object, texts, time};
use crate::payload::{
    AdminAlert, ErrorOccurred, EventSeverity, HealthStatus, SystemError, SystemHealthCheck, SystemMetric,
    TdaEvent, TypedPayload as _, UserNotification, WarningIssued,
};

pub(super) fn payload(event_type: &str) -> Option<TdaEvent> {
    Some(match event_type {
        SystemHealthCheck::EVENT_TYPE => SystemHealthCheck::new("cpp_engine", HealthStatus::Healthy)
            .checks(named("postgresql", "healthy"))
            .checked_at(time(0))
            .response_time_seconds(0.004)
            .uptime_seconds(86_400.0)
            .into(),
        SystemError::EVENT_TYPE => {
            SystemError::new("upload_service", "DATABASE_UNREACHABLE", "no answer from the database in 5 s")
                .severity(EventSeverity::Critical)
                .host("upload-0")
                .into()
        }
        SystemMetric::EVENT_TYPE => SystemMetric::new("tda_active_jobs", 3.0)
            .labels(named("algorithm", "vietoris_rips"))
            .unit("jobs")
            .metric_type("gauge")
            .measured_at(time(0))
            .into(),
        UserNotification::EVENT_TYPE => {
            UserNotification::new(USER, "Your job is done", "One loop was found in dimension 1.")
                .channels(texts(&["email", "web"]))
                .notification_type("job_completed")
                .job_id(JOB)
                .action_url("https://tda.example.org/jobs/job-0001")
                .into()
        }
        AdminAlert::EVENT_TYPE => {
            AdminAlert::new("consumer_lag_high", EventSeverity::Warning, "lag is over 1000")
                .labels(named("consumer_group", "tda_job_processors"))
                .metric_name("tda_kafka_consumer_lag")
                .value(1500.0)
                .threshold(1000.0)
                .started_at(time(0))
                .into()
        }
        ErrorOccurred::EVENT_TYPE => {
            ErrorOccurred::new(object(json!({"code": "RESULT_LOST", "message": "the cache is empty"})))
                .event_id("error-0001")
                .context(object(json!({"component": "result_store"})))
                .into()
        }
        WarningIssued::EVENT_TYPE => {
            WarningIssued::new(object(json!({"message": "the disk is 80 % full"}))).into()
        }
        _ => return None,
    })
}

fn named(name: &str, text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(name.to_owned(), text.to_owned())])
}
