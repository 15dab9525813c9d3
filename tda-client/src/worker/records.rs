//! The records that a worker writes: results, terminal events, dead letters.

use std::time::Duration;

use tda_core::Diagrams;
use tda_events::{
    Catalog, EncodeOptions, EncodedRecord, Event, Interval, JobCancelled, JobCompleted, JobSubmitted,
    Payload, PersistenceDiagram, ResultSummary, TypedPayload as _, header::TRACEPARENT,
};

use super::failure::JobFailure;
use crate::{
    claim_check::ClaimStore,
    commit::{Letter, dead_letter, dead_letter_topic},
    config::ClientConfig,
    encryption::{self, Encryptor},
    error::Error,
    metrics::Metrics,
    registry::EventSchemas,
    routing::Routing,
    telemetry::{TraceContext, inject_or},
    transport::{Metadata, OutgoingRecord},
};

/// The Kafka header that makes a job event terminal.
pub(crate) const TERMINAL: &str = "terminal";

/// Every event that a worker writes.
const WRITTEN_EVENTS: [&str; 7] = [
    "error.computation",
    "job.cancelled",
    "job.completed",
    "job.failed",
    "job.progress",
    "job.started",
    "result.persistence_diagram",
];

/// Writes events in the worker's name.
pub(crate) struct Author {
    config: ClientConfig,
    routing: Routing,
    schemas: Option<EventSchemas>,
    claims: Option<ClaimStore>,
    encryptor: Option<Encryptor>,
    group: String,
    worker_id: String,
}

/// What an event answers.
pub(crate) struct Origin {
    correlation_id: Option<String>,
    causation_id: String,
    /// Of a submission that belongs to a trace.
    trace: Option<TraceContext>,
    user_id: String,
}

impl Origin {
    pub(crate) fn of(submission: &Event<JobSubmitted>) -> Self {
        Self {
            // A submitter that gave no correlation id can still follow its job by the job's own id.
            correlation_id: submission
                .correlation_id
                .clone()
                .or_else(|| Some(submission.data.job_id.clone())),
            causation_id: submission.event_id.clone(),
            trace: submission.headers.get(TRACEPARENT).and_then(TraceContext::parse),
            user_id: submission.data.user_id.clone(),
        }
    }

    fn caused_by(mut self, event_id: &str) -> Self {
        self.causation_id = event_id.to_owned();
        self
    }
}

impl Author {
    /// Looks up the ids of all schemas that it writes, where these are framed: a job must not end without its events.
    pub(crate) fn new(
        config: &ClientConfig,
        routing: Routing,
        group: &str,
        worker_id: &str,
    ) -> Result<Self, Error> {
        let schemas = EventSchemas::of(config)?;
        if let Some(schemas) = &schemas {
            schemas.fetch_ids_of(&WRITTEN_EVENTS)?;
        }
        let (group, worker_id) = (group.to_owned(), worker_id.to_owned());
        let (claims, encryptor) = (ClaimStore::open(config)?, Encryptor::open(config, None)?);
        Ok(Self { config: config.clone(), routing, schemas, claims, encryptor, group, worker_id })
    }

    pub(crate) fn encryptor(&self) -> Option<&Encryptor> {
        self.encryptor.as_ref()
    }

    /// Whether opening a record needs a key that has to be fetched first.
    pub(crate) fn lacks_key(&self, headers: &[(String, Vec<u8>)]) -> bool {
        let key_id = encryption::key_of(headers);
        self.encryptor.as_ref().zip(key_id).is_some_and(|(encryptor, key_id)| !encryptor.has(key_id))
    }

    /// The submission, with what is sealed opened as far as this worker can.
    pub(crate) fn unseal(&self, submission: Event<JobSubmitted>) -> Event<JobSubmitted> {
        match &self.encryptor {
            Some(encryptor) => encryptor.unseal(submission),
            None => submission,
        }
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.config.metrics
    }

    pub(crate) fn worker_id(&self) -> &str {
        &self.worker_id
    }

    /// One event as a record on its way out.
    pub(crate) fn write<T: Payload>(
        &self,
        payload: T,
        origin: &Origin,
        terminal: bool,
    ) -> Result<OutgoingRecord, Error> {
        let mut record = self.encode(payload, origin)?;
        if terminal {
            record.headers.push((TERMINAL.into(), b"true".to_vec()));
        }
        inject_or(&mut record.headers, origin.trace.as_ref());
        if let Some(claims) = &self.claims
            && claims.wants(&(&record).into(), self.config.record_bytes_max)
        {
            record = claims.put_away_blocking(&record, Some(&origin.user_id))?;
        }
        self.routing.route(record)
    }

    fn encode<T: Payload>(&self, payload: T, origin: &Origin) -> Result<EncodedRecord, Error> {
        let mut event = Event::new(payload)
            .map_err(|invalid| Error::Encode(tda_events::EncodeError::Invalid(invalid)))?
            .causation_id(origin.causation_id.as_str());
        if let Some(correlation_id) = &origin.correlation_id {
            event = event.correlation_id(correlation_id.as_str());
        }
        let mut options = EncodeOptions::new().source(self.config.source.as_deref().unwrap_or("tda-worker"));
        if let Some(schemas) = &self.schemas {
            options = options.schemas(schemas);
        }
        let sealed = encryption::seal(self.encryptor.as_ref(), &event, Some(&origin.user_id))?;
        let mut record = sealed.event.encode_with(self.config.dialect, self.config.encoding, &options)?;
        sealed.mark(&mut record);
        Ok(record)
    }

    /// Everything that a job which ended so leaves behind; the terminal event comes last.
    pub(crate) fn ending(
        &self,
        submission: &Event<JobSubmitted>,
        result: &Result<Diagrams, JobFailure>,
        elapsed: Duration,
        cancel_request: Option<&str>,
    ) -> Result<Vec<OutgoingRecord>, Error> {
        let origin = Origin::of(submission);
        match result {
            Ok(diagrams) => match self.completion(submission, diagrams, elapsed) {
                Err(Error::TooLarge { size_bytes, limit_bytes, .. }) => {
                    self.failure(submission, &JobFailure::result_too_large(size_bytes, limit_bytes), elapsed)
                }
                Err(Error::ClaimCheck(error)) => {
                    self.failure(submission, &JobFailure::result_not_stored(&error), elapsed)
                }
                Err(Error::Encode(error)) => {
                    self.failure(submission, &JobFailure::unwritable(&error), elapsed)
                }
                other => other,
            },
            Err(failure) if failure.cancelled => {
                let origin = match cancel_request {
                    Some(event_id) => origin.caused_by(event_id),
                    None => origin,
                };
                let cancelled = JobCancelled::new(submission.data.job_id.as_str(), "cancelled on request");
                Ok(vec![self.write(cancelled, &origin, true)?])
            }
            // An engine may word its failure so that no event can carry it.
            Err(failure) => match self.failure(submission, failure, elapsed) {
                Err(Error::Encode(error)) => {
                    self.failure(submission, &JobFailure::unwritable(&error), elapsed)
                }
                other => other,
            },
        }
    }

    fn completion(
        &self,
        submission: &Event<JobSubmitted>,
        diagrams: &Diagrams,
        elapsed: Duration,
    ) -> Result<Vec<OutgoingRecord>, Error> {
        let origin = Origin::of(submission);
        let submitted = &submission.data;
        let seconds = elapsed.as_secs_f64();
        let betti: Vec<u64> =
            diagrams.betti_numbers(f64::INFINITY).into_iter().map(|betti| betti as u64).collect();
        let mut records = Vec::with_capacity(diagrams.max_dimension() + 2);
        let mut summaries = Vec::with_capacity(diagrams.max_dimension() + 1);
        for (dimension, intervals) in diagrams.dimensions().enumerate() {
            let dimension = u32::try_from(dimension).unwrap_or(u32::MAX);
            let intervals: Vec<_> = intervals.iter().map(|i| Interval::new(i.birth, i.death)).collect();
            let diagram = PersistenceDiagram::new(
                submitted.job_id.as_str(),
                submitted.algorithm.as_str(),
                dimension,
                intervals,
            )
            .betti_numbers(betti.clone())
            .computation_time_seconds(seconds);
            let (count, hash) = (diagram.intervals.len() as u64, diagram.content_sha256());
            let record = self.write(diagram, &origin, false)?;
            let key = String::from_utf8_lossy(record.key.as_deref().unwrap_or_default()).into_owned();
            summaries.push(ResultSummary::new(key, PersistenceDiagram::EVENT_TYPE, dimension, count, hash));
            records.push(record);
        }
        let completed = JobCompleted::new(submitted.job_id.as_str(), seconds)
            .algorithm(submitted.algorithm.as_str())
            .results(summaries);
        records.push(self.write(completed, &origin, true)?);
        Ok(records)
    }

    fn failure(
        &self,
        submission: &Event<JobSubmitted>,
        failure: &JobFailure,
        elapsed: Duration,
    ) -> Result<Vec<OutgoingRecord>, Error> {
        let (origin, job_id) = (Origin::of(submission), submission.data.job_id.as_str());
        Ok(vec![
            self.write(failure.error_computation(job_id), &origin, false)?,
            self.write(failure.job_failed(job_id, elapsed.as_secs_f64()), &origin, true)?,
        ])
    }

    /// The topics of the cluster, as they are now.
    pub(crate) fn refresh_topics(&self, metadata: Metadata) {
        self.routing.refresh(metadata);
    }

    /// The record as it came, with why it is set aside.
    pub(crate) fn dead_letter(&self, letter: &Letter) -> Result<OutgoingRecord, Error> {
        let Letter { record, reason } = letter;
        let topic = dead_letter_topic(&self.config, Catalog::tda(), &record.topic);
        let partitions = self.routing.partitions_of(&topic)?;
        let bytes_max = self.config.record_bytes_max;
        Ok(dead_letter(record, topic, partitions, &self.group, reason, bytes_max))
    }
}
