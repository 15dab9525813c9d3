//! Examples of `upload.*` and `file.*`.

use serde_json::json;

use super::{CHECKSUM, USER, object, texts, time};
use crate::payload::{
    Bounds, DataFormat, FileProcessed, FileUploaded, FileValidated, TdaEvent, TypedPayload as _,
    UploadCompleted, UploadFailed, UploadProcessed, UploadProgress, UploadStarted, UploadValidated,
};

const UPLOAD: &str = "upload-0001";
const FILE: &str = "square.csv";
const LOCATION: &str = "s3://uploads/upload-0001/square.csv";

pub(super) fn payload(event_type: &str) -> Option<TdaEvent> {
    Some(match event_type {
        UploadStarted::EVENT_TYPE => UploadStarted::new(UPLOAD, USER, FILE)
            .file_size_bytes(4096u64)
            .content_type("text/csv")
            .chunk_size_bytes(1024u64)
            .into(),
        UploadProgress::EVENT_TYPE => UploadProgress::at(UPLOAD, 1024, 4096)
            .bytes_per_second(65_536.0)
            .estimated_completion(time(500))
            .into(),
        UploadCompleted::EVENT_TYPE => completed().into(),
        UploadFailed::EVENT_TYPE => {
            UploadFailed::new(UPLOAD, "the connection was closed after 1024 of 4096 bytes")
                .retryable(true)
                .user_id(USER)
                .error_code("CONNECTION_CLOSED")
                .bytes_received(1024u64)
                .into()
        }
        UploadValidated::EVENT_TYPE => UploadValidated::new(UPLOAD, "passed")
            .warnings(texts(&["line 5 is empty"]))
            .data_format(data_format())
            .validation_time_seconds(0.01)
            .into(),
        UploadProcessed::EVENT_TYPE => UploadProcessed::new(UPLOAD, "unit-square")
            .user_id(USER)
            .data_format(data_format())
            .size_bytes(64u64)
            .storage_location("s3://data/unit-square.npy")
            .checksum_sha256(CHECKSUM)
            .into(),
        FileUploaded::EVENT_TYPE => {
            FileUploaded::new(object(json!({"file_id": "file-0001", "filename": FILE, "size_bytes": 4096})))
                .event_id("file-0001-uploaded")
                .context(object(json!({"request_id": "request-0001"})))
                .upload_id(UPLOAD)
                .into()
        }
        FileValidated::EVENT_TYPE => {
            FileValidated::new(object(json!({"file_id": "file-0001", "valid": true})))
                .upload_id(UPLOAD)
                .into()
        }
        FileProcessed::EVENT_TYPE => {
            FileProcessed::new(object(json!({"file_id": "file-0001", "point_count": 4})))
                .upload_id(UPLOAD)
                .into()
        }
        _ => return None,
    })
}

fn completed() -> UploadCompleted {
    UploadCompleted::new(UPLOAD, USER, FILE, 4096u64)
        .content_type("text/csv")
        .checksum_sha256(CHECKSUM)
        .storage_location(LOCATION)
        .validation_status("passed")
        .data_format(data_format())
}

fn data_format() -> DataFormat {
    let bounds = Bounds::new().min(vec![0.0, 0.0]).max(vec![1.0, 1.0]);
    DataFormat::new("point_cloud").dimensions(2u32).point_count(4u64).bounds(bounds)
}
