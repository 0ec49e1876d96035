//! A world of its own for each scene: names lead where the scene says, public addresses to web servers on this machine.

use email::image_proxy::Outside;
use email::tls::Wire;
use futures::future::BoxFuture;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Where the one public web server of every world lives, as far as anybody outside knows.
pub const PUBLIC: &str = "93.184.216.34";

pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

#[derive(Clone, Default)]
pub struct World {
    names: Arc<Mutex<HashMap<String, Vec<IpAddr>>>>,
    server: Arc<Mutex<Option<SocketAddr>>>,
    /// Every address somebody connected to.
    pub connected: Arc<Mutex<Vec<SocketAddr>>>,
    /// The requests the web server heard, whole heads.
    pub heard: Arc<Mutex<Vec<String>>>,
}

impl World {
    /// From now on `name` resolves to these addresses.
    pub fn names(&self, name: &str, addresses: &[&str]) {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        self.names.lock().unwrap().insert(name.into(), addresses);
    }

    /// Opens the web server: it answers by path.
    pub async fn serves(&self, answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        *self.server.lock().unwrap() = Some(listener.local_addr().unwrap());
        let (heard, answer) = (self.heard.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (heard, answer) = (heard.clone(), answer.clone());
                tokio::spawn(async move {
                    let head = read_head(&mut stream).await;
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    heard.lock().unwrap().push(head);
                    let _ = stream.write_all(&answer(&path)).await;
                });
            }
        });
    }

    pub fn connected(&self) -> Vec<SocketAddr> {
        self.connected.lock().unwrap().clone()
    }

    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(count) if count > 0 => head.extend_from_slice(&piece[..count]),
            _ => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

impl Outside for World {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let found = self.names.lock().unwrap().get(host).cloned();
        Box::pin(async move { found.ok_or_else(|| io::Error::other("no such name")) })
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        self.connected.lock().unwrap().push(to);
        let server = *self.server.lock().unwrap();
        Box::pin(async move {
            let server = server
                .filter(|_| to.ip() == PUBLIC.parse::<IpAddr>().unwrap())
                .ok_or(io::ErrorKind::ConnectionRefused)?;
            Ok(Wire::new(TcpStream::connect(server).await?))
        })
    }
}

/// An answer of a web server.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
