//! Ours: from the numbers in memory to the answer, checks and distances included.

use anyhow::{Result, bail};
use ours::{Control, Diagrams, DistanceMatrix, Error, PointCloud, VietorisRips};

use crate::task::{Answer, Input, Task};

pub(crate) fn compute(task: &Task, input: &Input, control: &Control) -> Result<Answer> {
    Ok(match task.family.as_str() {
        "rips" => Answer::Ours(rips(task, input, control)?),
        other => bail!("{other} is not there yet"),
    })
}

/// The options that every family has.
macro_rules! with_settings {
    ($family:expr, $task:expr) => {{
        let mut family = $family.field($task.field).threads($task.threads);
        if let Some(limit_bytes) = $task.memory_limit_bytes {
            family = family.memory_limit_bytes(limit_bytes);
        }
        family
    }};
}

fn rips(task: &Task, input: &Input, control: &Control) -> Result<Diagrams, Error> {
    let mut rips =
        with_settings!(VietorisRips::new(), task).max_dimension(task.max_dimension).cocycles(task.cocycles);
    if let Some(threshold) = task.threshold {
        rips = rips.threshold(threshold);
    }
    if task.distances {
        rips.compute_with(&DistanceMatrix::from_dense(&input.numbers, input.columns())?, control)
    } else {
        rips.compute_with(&PointCloud::from_rows(&input.numbers, input.columns())?, control)
    }
}
