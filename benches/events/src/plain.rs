//! The same events as structs of serde's derive, for the peers: no checks, no keys, no headers.
//!
//! JSON leaves absent fields out and Avro writes them, so there is one module for each.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

macro_rules! plain {
    ($module:ident, $timestamp:ty, $absent:meta, $unlisted:meta, $($envelope:ident: $data:ident),+; $($packed:tt)*) => {
        pub(crate) mod $module {
            use std::collections::BTreeMap;

            use serde::{Deserialize, Serialize};

            $(#[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct $envelope {
                pub(crate) schema_version: String,
                pub(crate) event_id: String,
                pub(crate) timestamp: $timestamp,
                pub(crate) event_type: String,
                pub(crate) source: String,
                #[$absent]
                pub(crate) correlation_id: Option<String>,
                #[$absent]
                pub(crate) causation_id: Option<String>,
                pub(crate) headers: BTreeMap<String, String>,
                #[$unlisted]
                pub(crate) extensions: BTreeMap<String, String>,
                pub(crate) data: $data,
            })+

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct JobSubmittedData {
                pub(crate) job_id: String,
                pub(crate) user_id: String,
                pub(crate) algorithm: String,
                pub(crate) parameters: Parameters,
                pub(crate) input_data: InputData,
                pub(crate) priority: Priority,
                #[$absent]
                pub(crate) estimated_runtime_seconds: Option<f64>,
            }

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct Parameters {
                pub(crate) max_dimension: i32,
                #[$absent]
                pub(crate) max_edge_length: Option<f64>,
                #[$absent]
                pub(crate) resolution: Option<i32>,
            }

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct InputData {
                pub(crate) data_id: String,
                pub(crate) format: String,
                pub(crate) size_bytes: i64,
                pub(crate) point_count: i64,
                #[$absent]
                pub(crate) storage_location: Option<String>,
                #[$absent]
                pub(crate) checksum_sha256: Option<String>,
                #[$absent]
                pub(crate) inline: Option<InlinePoints>,
            }

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct InlinePoints {
                pub(crate) dimensions: i32,
                pub(crate) coordinates: Vec<f64>,
            }

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "lowercase")]
            pub(crate) enum Priority {
                Low,
                Normal,
                High,
                Critical,
            }

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct PersistenceDiagramData {
                pub(crate) job_id: String,
                pub(crate) algorithm: String,
                pub(crate) dimension: i32,
                pub(crate) intervals: Vec<Interval>,
                pub(crate) betti_numbers: Vec<i64>,
                #[$absent]
                pub(crate) computation_time_seconds: Option<f64>,
                #[$absent]
                pub(crate) result_size_bytes: Option<i64>,
                #[$absent]
                pub(crate) storage_location: Option<String>,
                $($packed)*
            }

            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            pub(crate) struct Interval {
                pub(crate) birth: f64,
                pub(crate) death: f64,
            }
        }
    };
}

plain!(
    json,
    tda_events::Timestamp,
    serde(skip_serializing_if = "Option::is_none"),
    serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty"),
    JobSubmitted: JobSubmittedData,
    PersistenceDiagram: PersistenceDiagramData;
);
plain!(
    avro,
    i64,
    serde(default),
    serde(default),
    JobSubmitted: JobSubmittedData,
    PersistenceDiagram: PersistenceDiagramData;
    pub(crate) packed: Option<super::PackedIntervals>
);

/// The intervals of a diagram as columns, which Avro has a place for.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PackedIntervals {
    pub(crate) dimensions: ByteBuf,
    pub(crate) births: ByteBuf,
    pub(crate) deaths: ByteBuf,
}
