//! Servers that are slow, wrong, broken or away.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use tda_client::{
    ErrorKind, Retry, Secret,
    registry::{Registry, RegistryConfig, RegistryError, RegistrySchema, Version},
};

use super::server::{Answer, Server};
use crate::fixture::{PATIENCE, run};

const SCHEMA: &str = r#"{"schema": "\"string\""}"#;

fn registry(config: &RegistryConfig) -> Registry {
    Registry::new(config).expect("a client")
}

#[test]
fn of_many_who_ask_one_asks_the_registry() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_millis(100));
        Answer::Json(200, SCHEMA.into())
    });
    let registry = registry(&RegistryConfig::new(server.url()));
    run(async {
        let askers: Vec<_> = (0..100)
            .map(|_| {
                let registry = registry.clone();
                tokio::spawn(async move { registry.schema(7).await.map(|schema| schema.text.clone()) })
            })
            .collect();
        for asker in askers {
            assert_eq!(asker.await.expect("no panic").expect("an answer"), "\"string\"");
        }
        assert_eq!(server.asked(), 1);
        registry.schema(7).await.expect("cached");
        assert_eq!(server.asked(), 1);
        registry.schema(8).await.expect("another");
        assert_eq!(server.asked(), 2);
    });
}

#[test]
fn the_same_schema_is_registered_once_and_its_blanks_do_not_count() {
    let server = Server::start(|_| Answer::Json(200, r#"{"id": 3}"#.into()));
    let registry = registry(&RegistryConfig::new(server.url()));
    run(async {
        for text in [r#"{"type": "string"}"#, r#"{ "type":"string" }"#] {
            assert_eq!(registry.register("s", &RegistrySchema::avro(text)).await.expect("an id"), 3);
        }
        assert_eq!(registry.id("s", &RegistrySchema::avro(r#"{"type":"string"}"#)).await.expect("known"), 3);
        assert_eq!(server.asked(), 1);
        registry.register("another", &RegistrySchema::avro(r#"{"type": "string"}"#)).await.expect("an id");
        registry.register("s", &RegistrySchema::json(r#"{"type": "string"}"#)).await.expect("an id");
        assert_eq!(server.asked(), 3);
    });
}

#[test]
fn the_cache_is_bounded() {
    let server = Server::start(|_| Answer::Json(200, SCHEMA.into()));
    let registry = registry(&RegistryConfig::new(server.url()).cache_entries_max(2));
    run(async {
        for id in [1, 2, 3, 3, 1] {
            registry.schema(id).await.expect("an answer");
        }
        assert_eq!(server.asked(), 4);
    });
}

#[test]
fn no_more_requests_at_once_than_there_are_slots() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_millis(30));
        Answer::Json(200, SCHEMA.into())
    });
    let registry = registry(&RegistryConfig::new(server.url()).requests_max(2));
    run(async {
        let askers: Vec<_> = (0..12)
            .map(|id| {
                let registry = registry.clone();
                tokio::spawn(async move { registry.schema(id).await.map(drop) })
            })
            .collect();
        for asker in askers {
            asker.await.expect("no panic").expect("an answer");
        }
        assert_eq!(server.asked(), 12);
        assert!(server.most_at_once() <= 2, "{} at once", server.most_at_once());
    });
}

#[test]
fn what_may_pass_is_tried_again_and_what_will_not_is_not() {
    let failures = AtomicUsize::new(0);
    let server = Server::start(move |_| match failures.fetch_add(1, Ordering::SeqCst) {
        0 => Answer::Json(503, r#"{"error_code": 50003, "message": "no leader"}"#.into()),
        1 => Answer::Json(429, String::new()),
        2 => Answer::Raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".into()),
        _ => Answer::Json(200, SCHEMA.into()),
    });
    let shared = registry(&RegistryConfig::new(server.url()));
    run(async {
        shared.schema(1).await.expect("at the fourth attempt");
        assert_eq!(server.asked(), 4);
    });
    for (status, kind) in [
        (401, ErrorKind::Unauthorized),
        (403, ErrorKind::Unauthorized),
        (404, ErrorKind::NotFound),
        (409, ErrorKind::Schema),
        (422, ErrorKind::Schema),
        (400, ErrorKind::InvalidInput),
    ] {
        let server = Server::start(move |_| Answer::Json(status, r#"{"message": "because"}"#.into()));
        let error = run(registry(&RegistryConfig::new(server.url())).schema(1)).expect_err("refused");
        assert_eq!((error.kind(), error.retry()), (kind, Retry::Never), "{status}");
        assert!(error.to_string().contains("because"), "{error}");
        assert_eq!(server.asked(), 1, "{status}");
    }
}

#[test]
fn a_registry_that_keeps_failing_is_given_up_with_what_it_says() {
    let server = Server::start(|_| Answer::Json(500, r#"{"message": "out of memory"}"#.into()));
    let config = RegistryConfig::new(server.url()).attempts_max(3);
    let error = run(registry(&config).subjects()).expect_err("it fails");
    assert!(matches!(&error, RegistryError::Server { status: 500, attempts: 3, .. }), "{error}");
    assert!(error.to_string().contains("out of memory"), "{error}");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unreachable, Retry::Safe));
}

#[test]
fn the_next_address_is_asked_and_then_preferred() {
    let away = Server::start(|_| Answer::Json(503, String::new()));
    let here = Server::start(|_| Answer::Json(200, SCHEMA.into()));
    let registry =
        registry(&RegistryConfig::new(format!("http://127.0.0.1:1,{},{}", away.url(), here.url())));
    run(async {
        registry.schema(1).await.expect("from the third");
        registry.schema(2).await.expect("from the third");
    });
    assert_eq!((away.asked(), here.asked()), (1, 2));
}

#[test]
fn silence_ends_at_the_deadline() {
    let server = Server::start(|_| Answer::Late(Duration::from_secs(4)));
    let config = RegistryConfig::new(server.url())
        .request_timeout(Duration::from_millis(200))
        .deadline(Duration::from_secs(1));
    let started = Instant::now();
    let error = run(registry(&config).schema(1)).expect_err("no answer");
    assert!(matches!(&error, RegistryError::Timeout { attempts, .. } if *attempts >= 2), "{error}");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, Retry::Safe));
    assert!(started.elapsed() < PATIENCE);
}

#[test]
fn nobody_there_is_unreachable_and_names_the_addresses() {
    let config = RegistryConfig::new("http://user:hunter2@127.0.0.1:1").attempts_max(2);
    let client = registry(&config);
    let error = run(client.subjects()).expect_err("nobody");
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unreachable, Retry::Safe));
    let shown = format!("{error} {error:?} {client:?}");
    assert!(shown.contains("127.0.0.1:1") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn answers_that_are_none_of_a_registry_are_refused() {
    for (answer, kind) in [
        (Answer::Json(200, "<html>".into()), ErrorKind::Decode),
        (Answer::Json(200, r#"{"schema": 5}"#.into()), ErrorKind::Decode),
        (Answer::Json(200, format!(r#"{{"schema": "{}"}}"#, "x".repeat(9 << 20))), ErrorKind::LimitExceeded),
        (
            Answer::Raw(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".into(),
            ),
            ErrorKind::InvalidInput,
        ),
    ] {
        let server = Server::start(move |_| answer.clone());
        let error = run(registry(&RegistryConfig::new(server.url())).schema(1)).expect_err("no registry");
        assert_eq!((error.kind(), server.asked()), (kind, 1), "{error}");
    }
}

#[test]
fn credentials_go_with_every_request() {
    let expects = |header: &'static str| {
        Server::start(move |request| match request.headers.to_ascii_lowercase().contains(header) {
            true => Answer::Json(200, "[]".into()),
            false => Answer::Json(401, request.headers.clone()),
        })
    };
    // user:secret in Base64, in lower case.
    let basic = expects("authorization: basic dxnlcjpzzwnyzxq=");
    let config = RegistryConfig::new(basic.url()).basic_auth("user", Secret::new("secret"));
    run(registry(&config).subjects()).expect("by the setting");
    let url = basic.url().replace("http://", "http://user:secret@");
    run(registry(&RegistryConfig::new(url)).subjects()).expect("by the URL");
    let bearer = expects("authorization: bearer t0ken");
    let config = RegistryConfig::new(bearer.url()).bearer(Secret::new("t0ken"));
    run(registry(&config).subjects()).expect("by the token");
    let error = run(registry(&RegistryConfig::new(bearer.url())).subjects()).expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
}

#[test]
fn names_are_escaped_and_a_path_before_them_stays() {
    let server = Server::start(|request| Answer::Json(404, format!(r#"{{"message": "{}"}}"#, request.line)));
    let registry = registry(&RegistryConfig::new(format!("{}/apis/ccompat/v7/", server.url())));
    let error = run(registry.version("a/b c?#", Version::Latest)).expect_err("not there");
    let RegistryError::NotFound { what, .. } = error else { panic!("{error}") };
    assert_eq!(what, "GET /apis/ccompat/v7/subjects/a%2Fb%20c%3F%23/versions/latest");
}

#[test]
fn all_subjects_are_listed_with_pages_and_without() {
    let names = |from: usize, to: usize| -> Vec<String> { (from..to).map(|n| format!("s{n:04}")).collect() };
    let list = |names: Vec<String>| Answer::Json(200, serde_json::json!(names).to_string());
    let paged = Server::start(move |request| {
        let offset: usize = request
            .line
            .split("offset=")
            .nth(1)
            .expect("a page")
            .split('&')
            .next()
            .expect("a number")
            .parse()
            .expect("a number");
        list(names(offset, (offset + 1_000).min(2_500)))
    });
    let subjects = run(registry(&RegistryConfig::new(paged.url())).subjects()).expect("subjects");
    assert_eq!((subjects, paged.asked()), (names(0, 2_500), 3));
    for (count, requests) in [(7, 1), (1_000, 2), (3_000, 1)] {
        let whole = Server::start(move |_| list(names(0, count)));
        let subjects = run(registry(&RegistryConfig::new(whole.url())).subjects()).expect("subjects");
        assert_eq!((subjects.len(), whole.asked()), (count, requests));
    }
}

#[test]
fn outside_a_runtime_there_is_an_error_and_no_panic() {
    let registry = registry(&RegistryConfig::new("http://127.0.0.1:1"));
    let mut call = std::pin::pin!(registry.subjects());
    let waker = std::task::Waker::noop();
    let polled = call.as_mut().poll(&mut std::task::Context::from_waker(waker));
    let std::task::Poll::Ready(Err(error)) = polled else { panic!("it waits") };
    assert_eq!(error.kind(), ErrorKind::NoRuntime);
}

#[test]
fn what_is_sent_is_what_registries_read() {
    let server = Server::start(|request| {
        assert!(request.headers.contains("application/vnd.schemaregistry.v1+json"));
        Answer::Json(422, serde_json::json!({"message": request.body}).to_string())
    });
    let registry = registry(&RegistryConfig::new(server.url()));
    let sent = |schema: RegistrySchema| match run(registry.register("s", &schema)) {
        Err(RegistryError::Invalid { reason }) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(sent(RegistrySchema::avro("\"int\"")), r#"{"schema":"\"int\""}"#);
    assert_eq!(
        sent(RegistrySchema::json("{}").reference("a.json", "a", 2)),
        r#"{"schema":"{}","schemaType":"JSON","references":[{"name":"a.json","subject":"a","version":2}]}"#
    );
}

#[test]
fn only_a_subject_that_is_not_there_takes_anything() {
    let answering = |status: u16, body: &'static str| {
        Server::start(move |request| match request.line.contains("/config") {
            true => Answer::Json(200, r#"{"compatibilityLevel": "BACKWARD"}"#.into()),
            false => Answer::Json(status, body.into()),
        })
    };
    let schema = RegistrySchema::avro("\"string\"");
    for body in [
        r#"{"error_code": 40401, "message": "no subject"}"#,
        r#"{"error_code": 40402, "message": "no version"}"#,
    ] {
        let server = answering(404, body);
        let verdict = run(registry(&RegistryConfig::new(server.url())).check("s", &schema)).expect(body);
        assert!(verdict.is_compatible, "{body}");
    }
    // Another service, or another path: nothing was checked.
    for body in [
        "",
        "<html>not found</html>",
        r#"{"message": "no such page"}"#,
        r#"{"error_code": 40403, "message": "x"}"#,
    ] {
        let server = answering(404, body);
        let error = run(registry(&RegistryConfig::new(server.url())).check("s", &schema)).expect_err(body);
        assert_eq!(error.kind(), ErrorKind::NotFound, "{body}");
    }
}

#[test]
fn what_is_asked_while_a_subject_is_deleted_is_asked_again_after_it() {
    let server = Server::start(|request| {
        std::thread::sleep(Duration::from_millis(if request.line.starts_with("DELETE") { 100 } else { 10 }));
        Answer::Json(200, r#"{"id": 3}"#.into())
    });
    let registry = registry(&RegistryConfig::new(server.url()));
    let schema = RegistrySchema::avro("\"string\"");
    run(async {
        let deletion = registry.delete_subject("s", tda_client::registry::Deletion::Soft);
        let lookup = async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            registry.id("s", &schema).await
        };
        let (deleted, found) = tokio::join!(deletion, lookup);
        assert!(deleted.is_ok() && found.is_ok());
        let before = server.asked();
        registry.id("s", &schema).await.expect("an id");
        assert_eq!(
            server.asked(),
            before + 1,
            "what was found before the deletion was done is not known any more"
        );
    });
}

#[test]
fn the_schemas_that_a_schema_uses_come_in_the_order_of_their_use() {
    let server = Server::start(|request| {
        let schema = |text: &str, references: &str| {
            Answer::Json(
                200,
                format!(
                    r#"{{"subject": "s", "version": 1, "id": 1, "schema": "{text}", "references": [{references}]}}"#
                ),
            )
        };
        let to = |subject: &str| format!(r#"{{"name": "{subject}", "subject": "{subject}", "version": 1}}"#);
        match request.line.split('/').nth(2).expect("a subject") {
            "a" => schema("A", &format!("{}, {}", to("b"), to("c"))),
            "b" => schema("B", &to("c")),
            "c" => schema("C", ""),
            // Uses itself, as no registry should let it.
            "loop" => schema("L", &to("loop")),
            other => panic!("asked for {other}"),
        }
    });
    let registry = registry(&RegistryConfig::new(server.url()));
    let root = RegistrySchema::avro("root").reference("a", "a", 1).reference("b", "b", 1);
    assert_eq!(run(registry.references(&root)).expect("found"), ["C", "B", "A"]);
    let endless = RegistrySchema::avro("root").reference("loop", "loop", 1);
    assert_eq!(run(registry.references(&endless)).expect("ends"), ["L"]);
    assert!(run(registry.references(&RegistrySchema::avro("plain"))).expect("none").is_empty());
}

#[test]
fn the_blocking_client_needs_no_runtime() {
    let server = Server::start(|_| Answer::Json(200, r#"{"id": 3}"#.into()));
    let registry = tda_client::blocking::Registry::new(&RegistryConfig::new(server.url())).expect("a client");
    assert_eq!(registry.register("s", &RegistrySchema::avro("\"string\"")).expect("an id"), 3);
    let error = registry.schema(3).expect_err("no schema in the answer");
    assert_eq!(error.kind(), ErrorKind::Decode);
}
