//! A worker whose engine is a C++ callable.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use cxx::SharedPtr;
use tda_client::{
    Engine, Guarantee, Input, InputStore, Retry,
    worker::{Job, JobControl as NativeControl, JobFailure},
};

use crate::config::Config;
use crate::core::{CancelToken, Diagrams, stage_of_number};
use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{self, EngineSink, InputKind, InputShape};
use crate::fields::Fields;

/// Ends a worker; shared with every copy of the C++ object.
pub(crate) struct StopToken(pub(crate) Arc<AtomicBool>);

pub(crate) fn stop_token() -> Result<Box<StopToken>, Failure> {
    infallible(|| Box::new(StopToken(Arc::default())))
}

impl StopToken {
    pub(crate) fn stop(&self) -> Result<(), Failure> {
        infallible(|| self.0.store(true, Ordering::Relaxed))
    }

    pub(crate) fn stop_requested(&self) -> Result<bool, Failure> {
        infallible(|| self.0.load(Ordering::Relaxed))
    }

    pub(crate) fn share_stop(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(Self(Arc::clone(&self.0))))
    }
}

/// Runs until `stop`; the folders of `options.input_roots` may be read.
pub(crate) fn run_worker(
    config: &Config,
    options: &ffi::WorkerOptions,
    engine: SharedPtr<EngineSink>,
    stop: &StopToken,
) -> Result<(), Failure> {
    guarded(|| {
        let mut store = InputStore::new();
        for root in &options.input_roots {
            store = store.allow_files_under(root)?;
        }
        let mut worker = tda_client::Worker::new(config.0.clone())
            .engine(CppEngine(engine))
            .input_store(store)
            .threads(options.threads)
            .waiting_jobs_max(options.waiting_jobs_max)
            .attempts_max(options.attempts_max)
            .shutdown_deadline(Duration::from_millis(options.shutdown_deadline_ms));
        if let Some(guarantee) = guarantee(options.guarantee)? {
            worker = worker.guarantee(guarantee);
        }
        Ok(worker.run_until(&stop.0)?)
    })
}

/// `None` is the most that the broker allows.
pub(crate) fn guarantee(guarantee: ffi::Guarantee) -> Result<Option<Guarantee>, Failure> {
    match guarantee {
        ffi::Guarantee::BrokersBest => Ok(None),
        ffi::Guarantee::AtLeastOnce => Ok(Some(Guarantee::AtLeastOnce)),
        ffi::Guarantee::ExactlyOnce => Ok(Some(Guarantee::ExactlyOnce)),
        ffi::Guarantee::ExactlyOnceSimulated => Ok(Some(Guarantee::ExactlyOnceSimulated)),
        _ => Err(Failure::invalid("this library does not know the guarantee")),
    }
}

struct CppEngine(SharedPtr<EngineSink>);

// SAFETY: the sink is called through `&self` only; the header asks that an engine may be called on several threads
// at a time, as `Engine` does.
unsafe impl Send for EngineSink {}
// SAFETY: as above.
unsafe impl Sync for EngineSink {}

impl Engine for CppEngine {
    fn compute(&self, job: &Job, control: &NativeControl) -> Result<tda_core::Diagrams, JobFailure> {
        let mut outcome = EngineOutcome(Err(no_answer()));
        self.0.compute(&JobRequest::new(job.clone()), &JobControl(control.clone()), &mut outcome);
        outcome.0
    }
}

fn no_answer() -> JobFailure {
    JobFailure::new("ENGINE_FAULT", "Internal", "the engine ended without an answer")
}

/// What the engine computes on.
pub(crate) struct JobRequest {
    job: Job,
    /// Distances above the diagonal, where the input is no points.
    condensed: Vec<f64>,
}

impl JobRequest {
    fn new(job: Job) -> Self {
        let condensed = match &job.input {
            Input::Distances(matrix) => {
                let points = matrix.points();
                let pairs = (0..points).flat_map(|a| (a + 1..points).map(move |b| (a, b)));
                pairs.map(|(a, b)| matrix.distance(a, b)).collect()
            }
            _ => Vec::new(),
        };
        Self { job, condensed }
    }

    pub(crate) fn job_id(&self) -> Result<String, Failure> {
        infallible(|| self.job.job_id.clone())
    }

    pub(crate) fn user_id(&self) -> Result<String, Failure> {
        infallible(|| self.job.user_id.clone())
    }

    pub(crate) fn algorithm(&self) -> Result<String, Failure> {
        infallible(|| self.job.algorithm.clone())
    }

    pub(crate) fn attempt(&self) -> Result<u32, Failure> {
        infallible(|| self.job.attempt)
    }

    pub(crate) fn parameters(&self) -> Result<Box<Fields>, Failure> {
        guarded(|| {
            let value = serde_json::to_value(&self.job.parameters);
            let value = value.map_err(|error| Failure::invalid(format!("parameters: {error}")))?;
            Ok(Box::new(value.into()))
        })
    }

    pub(crate) fn input_shape(&self) -> Result<InputShape, Failure> {
        guarded(|| match &self.job.input {
            Input::Points(cloud) => {
                Ok(InputShape { kind: InputKind::Points, rows: cloud.points(), columns: cloud.dimensions() })
            }
            Input::Distances(matrix) => {
                Ok(InputShape { kind: InputKind::Distances, rows: matrix.points(), columns: 0 })
            }
            _ => Err(Failure::invalid("the input of the job has a form that C++ does not know")),
        })
    }

    /// Coordinates row by row, or condensed distances.
    pub(crate) fn input_numbers(&self) -> Result<&[f64], Failure> {
        infallible(|| match &self.job.input {
            Input::Points(cloud) => cloud.coordinates(),
            _ => &self.condensed,
        })
    }
}

/// How the engine says where it is, and learns that it should stop.
pub(crate) struct JobControl(NativeControl);

impl JobControl {
    pub(crate) fn report_progress(&self, stage: u8, fraction: f64) -> Result<(), Failure> {
        infallible(|| self.0.report(stage_of_number(stage), fraction))
    }

    pub(crate) fn share_control(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(Self(self.0.clone())))
    }

    pub(crate) fn cancel_switch(&self) -> Result<Box<CancelToken>, Failure> {
        infallible(|| Box::new(CancelToken(self.0.cancel_token())))
    }
}

/// What the engine leaves: diagrams, or why there are none.
pub(crate) struct EngineOutcome(Result<tda_core::Diagrams, JobFailure>);

impl EngineOutcome {
    pub(crate) fn succeed(&mut self, diagrams: Box<Diagrams>) -> Result<(), Failure> {
        infallible(|| self.0 = Ok(diagrams.into_inner()))
    }

    /// The engine stopped because it was asked to.
    pub(crate) fn stopped(&mut self) -> Result<(), Failure> {
        infallible(|| self.0 = Err(JobFailure::cancelled()))
    }

    pub(crate) fn fail(&mut self, failure: ffi::EngineFailure) -> Result<(), Failure> {
        infallible(|| {
            let mut job_failure = JobFailure::new(failure.code, failure.error_type, failure.message);
            job_failure = job_failure.retry(if failure.may_pass { Retry::Safe } else { Retry::Never });
            job_failure.suggestions = failure.suggestions;
            self.0 = Err(job_failure);
        })
    }
}
