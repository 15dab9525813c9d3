//! A server in the test: it answers as it is told, and counts what it is asked.

use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// One request as it came.
#[derive(Debug)]
pub(super) struct Request {
    /// Method and path, such as `GET /schemas/ids/1`.
    pub(super) line: String,
    pub(super) headers: String,
    pub(super) body: String,
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Json(u16, String),
    Raw(String),
    /// After a while; the connection stays open until then.
    Late(Duration),
}

pub(super) struct Server {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
    at_once: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(super) fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        Self::start_with(|stream| Some(Box::new(stream)), answer)
    }

    /// As [`Server::start`], with something between the socket and the protocol, such as TLS.
    pub(super) fn start_with(
        open: impl Fn(TcpStream) -> Option<Box<dyn Stream>> + Send + Sync + 'static,
        answer: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let (asked, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (now, at_once) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counter, most, flag) = (Arc::clone(&asked), Arc::clone(&at_once), Arc::clone(&stop));
        let (open, answer) = (Arc::new(open), Arc::new(answer));
        let thread = std::thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                if flag.load(Ordering::Relaxed) {
                    break;
                }
                let (counter, now, most) = (Arc::clone(&counter), Arc::clone(&now), Arc::clone(&most));
                let (open, answer) = (Arc::clone(&open), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let Some(mut stream) = open(stream) else { return };
                    let Some(request) = read(&mut stream) else { return };
                    counter.fetch_add(1, Ordering::SeqCst);
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let answer = answer(&request);
                    // Before it is sent: who has the answer may ask again at once.
                    now.fetch_sub(1, Ordering::SeqCst);
                    respond(&mut stream, answer);
                });
            }
        });
        Self { address, asked, at_once, stop, thread: Some(thread) }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Requests so far.
    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// The most requests that were on their way at the same time.
    pub(super) fn most_at_once(&self) -> usize {
        self.at_once.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the listener.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub(super) trait Stream: Read + Write + Send {}

impl<T: Read + Write + Send> Stream for T {}

fn read(stream: &mut Box<dyn Stream>) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let (mut line, mut headers) = (String::new(), String::new());
    reader.read_line(&mut line).ok().filter(|size| *size > 0)?;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        if header.trim().is_empty() {
            break;
        }
        headers.push_str(&header);
    }
    let length = headers.lines().find_map(|header| {
        let (name, value) = header.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let line = line.trim().trim_end_matches(" HTTP/1.1").to_owned();
    Some(Request { line, headers, body: String::from_utf8(body).ok()? })
}

fn respond(stream: &mut Box<dyn Stream>, answer: Answer) {
    let text = match answer {
        Answer::Json(status, body) => format!(
            "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        ),
        Answer::Raw(text) => text,
        Answer::Late(pause) => {
            std::thread::sleep(pause);
            return;
        }
    };
    // A client that has gone is no fault of ours.
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
