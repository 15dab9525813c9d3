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

fn rips(task: &Task, input: &Input, control: &Control) -> Result<Diagrams, Error> {
    let mut rips = VietorisRips::new().max_dimension(task.max_dimension).threads(task.threads);
    if let Some(threshold) = task.threshold {
        rips = rips.threshold(threshold);
    }
    if let Some(limit) = task.memory_limit_bytes {
        rips = rips.memory_limit_bytes(limit);
    }
    if task.distances {
        rips.compute_with(&DistanceMatrix::from_dense(&input.numbers, input.columns())?, control)
    } else {
        rips.compute_with(&PointCloud::from_rows(&input.numbers, input.columns())?, control)
    }
}
