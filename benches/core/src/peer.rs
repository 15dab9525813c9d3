//! The registry's crate `tda_core`, on one thread unless more are allowed.

use anyhow::{Result, bail, ensure};
use tda_core::Config;

use crate::task::{Answer, Input, Task};

pub(crate) fn compute(task: &Task, input: &Input) -> Result<Answer> {
    if task.family != "rips" {
        bail!("tda_core computes Vietoris-Rips only");
    }
    ensure!(task.field == 2 && !task.cocycles, "tda_core computes over Z/2, without representatives");
    #[expect(clippy::cast_possible_truncation, reason = "it takes thresholds in f32")]
    let threshold = task.threshold.map(|threshold| threshold as f32);
    let config = Config {
        distance_matrix: task.distances,
        threshold,
        parallel: task.threads > 1,
        ..Config::default()
    };
    let points = input.numbers.len() / input.columns().max(1);
    Ok(Answer::Peer(tda_core::persistent_homology_with(&input.numbers, points, task.max_dimension, &config)?))
}
