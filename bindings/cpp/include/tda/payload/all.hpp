// Every payload. Written by `cargo xtask generate` from the schemas: do not edit.
// clang-format off
#pragma once

#include <variant>

#include "tda/payload/warning.hpp"

namespace tda {

/// Any payload of the TDA platform, for `std::visit`.
using TdaPayload = std::variant<
    JobSubmitted,
    JobSubmittedStatus,
    JobQueued,
    JobStarted,
    JobProgress,
    JobCompleted,
    JobFailed,
    JobCancelled,
    PersistenceDiagram,
    BettiNumbers,
    FiltrationData,
    ResultMetadata,
    Visualization,
    ResultGenerated,
    ResultCached,
    UploadStarted,
    UploadProgress,
    UploadCompleted,
    UploadFailed,
    UploadValidated,
    UploadProcessed,
    FileUploaded,
    FileValidated,
    FileProcessed,
    ErrorComputation,
    ErrorValidation,
    ErrorSystem,
    ErrorTimeout,
    ErrorResource,
    ErrorOccurred,
    SystemHealthCheck,
    SystemError,
    SystemMetric,
    UserNotification,
    AdminAlert,
    WarningIssued>;

}  // namespace tda
