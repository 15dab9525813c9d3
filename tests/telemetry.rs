//! What the command tells about itself: logs as JSON, spans by OTLP.

use std::process::{Command, Output, Stdio};
#[cfg(all(feature = "opentelemetry", feature = "core"))]
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    time::{Duration, Instant},
};

use serde_json::Value;

fn tda(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tda"));
    command.args(arguments).envs(environment.iter().copied()).stdin(Stdio::null());
    command.output().expect("runs")
}

#[test]
fn every_line_of_the_log_is_an_object() {
    let words = ["health", "--bootstrap-servers", "127.0.0.1:1"];
    for (arguments, environment) in [
        ([&words[..], &["--log-format", "json"]].concat(), vec![("LOG_LEVEL", "debug")]),
        (words.to_vec(), vec![("LOG_LEVEL", "debug"), ("LOG_FORMAT", "json")]),
    ] {
        let output = tda(&arguments, &environment);
        assert_eq!(output.status.code(), Some(3));
        let stderr = String::from_utf8(output.stderr).expect("text");
        let lines: Vec<_> = stderr.lines().filter(|line| !line.starts_with("tda: ")).collect();
        assert!(!lines.is_empty(), "nothing was told");
        for line in lines {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            for field in ["timestamp", "level", "target"] {
                assert!(line[field].is_string(), "{line}");
            }
        }
    }
}

#[test]
fn a_log_format_that_is_none_is_refused() {
    assert_eq!(tda(&["health", "--log-format", "xml"], &[]).status.code(), Some(2));
}

#[cfg(all(feature = "opentelemetry", feature = "core"))]
#[test]
fn spans_reach_a_collector() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    let (sender, requests) = std::sync::mpsc::channel();
    // The worker of the demo is a process of its own and sends its spans, too.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = sender.send(answer(stream.expect("a connection")));
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let points = folder.path().join("square.csv");
    std::fs::write(&points, "0,0\n1,0\n1,1\n0,1\n").expect("written");
    let endpoint = format!("http://{address}");
    let output = tda(
        &["demo", "--points", &points.to_string_lossy(), "--output-folder", &folder.path().to_string_lossy()],
        &[("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str()), ("OTEL_SERVICE_NAME", "square-service")],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let request = requests.recv_timeout(left).expect("the span of publishing");
        assert!(request.starts_with("POST /v1/traces HTTP/1.1"), "{request}");
        assert!(request.contains("square-service"), "{request}");
        if request.contains("publish job.submitted") {
            return;
        }
    }
}

/// A whole request, as text: names of spans stand in it as they are.
#[cfg(all(feature = "opentelemetry", feature = "core"))]
fn answer(mut stream: TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
    let (mut request, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if request.len() >= head.len() + 4 + length.unwrap_or_default() {
                let _ =
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                return text;
            }
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return text,
            Ok(read) => request.extend_from_slice(&part[..read]),
        }
    }
}
