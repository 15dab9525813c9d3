//! Progress, cancelling and limits, as a user sees them.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tda_core::{
    CancelToken, Collapse, Control, Error, ErrorKind, PointCloud, Progress, Retry, SparseDistances, Stage,
    VietorisRips,
};

use crate::clouds;
use crate::jobs::{Ask, Bars, Job, Size, distances, jobs};

/// A computation of minutes if it were to reach its end in dimension 4 without a collapse.
fn long_cloud() -> Vec<f64> {
    clouds::cube(300, 3, 5)
}

#[test]
fn progress_goes_from_zero_to_one_and_never_back() {
    let seen: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let into = Arc::clone(&seen);
    let control = Control::new().on_progress(move |progress| into.lock().unwrap().push(*progress));
    let coordinates = clouds::cube(250, 3, 3);
    let cloud = PointCloud::from_rows(&coordinates, 3).unwrap();
    VietorisRips::new().max_dimension(2).compute_with(&cloud, &control).unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0].fraction, 0.0);
    assert_eq!(seen[0].stage, Stage::DataValidation);
    let last = seen.last().unwrap();
    assert_eq!((last.fraction, last.stage, last.columns_left), (1.0, Stage::ResultSerialization, 0));
    assert!(seen.is_sorted_by(|a, b| a.fraction <= b.fraction && a.stage <= b.stage));
    assert!(seen.is_sorted_by(|a, b| a.simplices_done <= b.simplices_done));
    assert!(last.to_string().starts_with("100.0 % result_serialization"), "{last}");
}

#[test]
fn a_token_cancelled_beforehand_stops_before_the_first_distance() {
    let token = CancelToken::new();
    token.cancel();
    let control = Control::new().cancel_token(token);
    let error =
        VietorisRips::new().compute_with(&PointCloud::from_rows(&[0.0], 1).unwrap(), &control).unwrap_err();
    assert_eq!(error, Error::Cancelled { stage: Stage::DataValidation });
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Cancelled, Retry::Safe));
}

#[test]
fn cancelling_from_another_thread_stops_a_long_computation() {
    let token = CancelToken::new();
    let (started, computing) = std::sync::mpsc::channel();
    let control = Control::new().cancel_token(token.clone()).on_progress(move |progress| {
        if progress.stage == Stage::ComputingPersistence {
            let _ = started.send(());
        }
    });
    let worker = std::thread::spawn(move || {
        let coordinates = long_cloud();
        let cloud = PointCloud::from_rows(&coordinates, 3).unwrap();
        VietorisRips::new().max_dimension(4).collapse(Collapse::Never).compute_with(&cloud, &control)
    });
    computing.recv().unwrap();
    let cancelled = Instant::now();
    token.cancel();
    let result = worker.join().unwrap();
    assert!(matches!(result, Err(Error::Cancelled { stage: Stage::ComputingPersistence })), "{result:?}");
    assert!(cancelled.elapsed() < Duration::from_secs(2), "{:?}", cancelled.elapsed());
}

#[test]
fn a_time_limit_ends_with_its_numbers() {
    let coordinates = long_cloud();
    let cloud = PointCloud::from_rows(&coordinates, 3).unwrap();
    let limit = Duration::from_millis(50);
    let error = VietorisRips::new()
        .max_dimension(4)
        .collapse(Collapse::Never)
        .time_limit(limit)
        .compute(&cloud)
        .unwrap_err();
    assert!(matches!(error, Error::TimeLimit { limit: set, .. } if set == limit), "{error:?}");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::TimeLimit, Retry::Never));
}

#[test]
fn a_memory_limit_ends_with_its_numbers_and_a_larger_one_changes_nothing() {
    let coordinates = clouds::noisy_circle(400, 0.3, 11);
    let cloud = PointCloud::from_rows(&coordinates, 2).unwrap();
    let rips = VietorisRips::new();
    let free = rips.compute(&cloud).unwrap();
    let peak_bytes = free.stats().peak_bytes;
    assert!(peak_bytes > 400 * 400 / 8, "{peak_bytes}");
    let bounded = rips.clone().memory_limit_bytes(peak_bytes).compute(&cloud).unwrap();
    assert_eq!(bounded.dimension(1), free.dimension(1));
    let error = rips.memory_limit_bytes(peak_bytes - 1).compute(&cloud).unwrap_err();
    let Error::LimitExceeded { limit_bytes, used_bytes, requested_bytes, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(limit_bytes, peak_bytes - 1);
    assert!(used_bytes <= limit_bytes && used_bytes + requested_bytes > limit_bytes);
    assert_eq!((error.kind(), error.retry()), (ErrorKind::LimitExceeded, Retry::Never));
}

/// When tokens are cancelled, after the start.
const MOMENTS: [Duration; 4] =
    [Duration::ZERO, Duration::from_millis(5), Duration::from_millis(30), Duration::from_millis(90)];
/// A generous bound, for debug builds on busy machines.
const PROMPT: Duration = Duration::from_secs(2);

/// Runs a job that another thread cancels after `delay`; and how long it went on after that.
fn cancelled_after(job: &Job, delay: Duration) -> (Result<Bars, Error>, Duration) {
    let token = CancelToken::new();
    let ask = Ask { control: Control::new().cancel_token(token.clone()), ..Ask::default() };
    std::thread::scope(|scope| {
        let canceller = scope.spawn(move || {
            std::thread::sleep(delay);
            let now = Instant::now();
            token.cancel();
            now
        });
        let result = (job.run)(&ask);
        let end = Instant::now();
        (result, end.saturating_duration_since(canceller.join().unwrap()))
    })
}

#[test]
fn every_engine_can_be_cancelled_at_any_moment() {
    for job in jobs(Size::Long).iter().chain(&distances(Size::Long)) {
        let mut stopped = 0;
        for delay in MOMENTS {
            let (result, after) = cancelled_after(job, delay);
            match result {
                Err(Error::Cancelled { .. }) => stopped += 1,
                Ok(_) => {}
                Err(error) => panic!("{}: {error}", job.name),
            }
            assert!(after < PROMPT, "{} went on for {after:?} when cancelled after {delay:?}", job.name);
        }
        assert!(stopped > 0, "{} was never cancelled", job.name);
    }
}

#[test]
fn a_cancelled_call_leaves_nothing_behind() {
    for job in jobs(Size::Small).iter().chain(&distances(Size::Small)) {
        let expected = (job.run)(&Ask::default()).unwrap();
        let (result, _) = cancelled_after(job, Duration::from_micros(300));
        match result {
            Err(Error::Cancelled { .. }) => {}
            finished => assert_eq!(finished.unwrap(), expected, "{}", job.name),
        }
        assert_eq!((job.run)(&Ask::default()).unwrap(), expected, "{}", job.name);
    }
}

#[test]
fn every_engine_keeps_to_a_memory_limit() {
    for job in jobs(Size::Small).iter().chain(&distances(Size::Small)) {
        let limit = 64;
        let error = (job.run)(&Ask { memory_limit_bytes: limit, ..Ask::default() }).unwrap_err();
        let Error::LimitExceeded { limit_bytes, used_bytes, requested_bytes, .. } = error else {
            panic!("{}: {error}", job.name)
        };
        assert!(limit_bytes == limit && used_bytes <= limit, "{}: {error}", job.name);
        assert!(used_bytes + requested_bytes > limit, "{}: {error}", job.name);
        assert!(error.to_string().contains("lower"), "{error}");
    }
}

#[test]
fn every_engine_keeps_to_a_time_limit() {
    for job in jobs(Size::Long).iter().chain(&distances(Size::Long)) {
        let time_limit = Duration::from_millis(4);
        let started = Instant::now();
        let result = (job.run)(&Ask { time_limit, ..Ask::default() });
        let is_limit = matches!(result, Err(Error::TimeLimit { limit, .. }) if limit == time_limit);
        assert!(is_limit, "{}: {:?}", job.name, result.map(|bars| bars.len()));
        assert!(started.elapsed() < PROMPT, "{} took {:?}", job.name, started.elapsed());
    }
}

#[test]
fn points_without_distances_are_charged_too() {
    let points = 100_000;
    let sparse = SparseDistances::from_coo(points, &[0], &[1], &[1.0]).unwrap();
    let limit = 1 << 20;
    let error = VietorisRips::new().memory_limit_bytes(limit).compute(&sparse).unwrap_err();
    assert!(matches!(error, Error::LimitExceeded { limit_bytes, .. } if limit_bytes == limit), "{error}");
    let diagrams = VietorisRips::new().memory_limit_bytes(64 << 20).compute(&sparse).unwrap();
    assert_eq!(diagrams.dimension(0).unwrap().len(), points);
}
