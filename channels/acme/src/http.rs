//! How an authority is asked: through the house's own way out. The directory that the configuration names may lie in one's own network; whatever else
//! the authority names must be public.

use bytes::Bytes;
use futures::future::BoxFuture;
use http_body_util::{BodyExt as _, Full};
use hyper::header::CONTENT_TYPE;
use hyper::{Request, Response};
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use outside::{Ask, Caller, Internet, Outside, OwnNetwork, TlsTrouble, Wire, secure};
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

const WITHIN: Duration = Duration::from_secs(30);
const LARGEST_BYTES: usize = 1024 * 1024;

/// Asks one authority.
#[derive(Clone)]
pub(crate) struct Asker(Caller);

impl Asker {
    pub fn of(directory: &Url, root: Option<String>) -> Self {
        let own = OwnNetwork::parse(&directory.origin().ascii_serialization()).unwrap_or_default();
        let way = Arc::new(Known { root });
        Self(Caller::new(way, WITHIN).and_own(own).at_most(LARGEST_BYTES))
    }
}

impl HttpClient for Asker {
    fn request(&self, request: Request<BodyWrapper<Bytes>>) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let caller = self.0.clone();
        Box::pin(async move {
            let ask = as_ask(request).await?;
            let answer = caller.ask(ask).await.map_err(|trouble| Error::Other(Box::new(trouble)))?;
            let mut response = Response::builder().status(answer.status).body(Full::new(answer.body))?;
            *response.headers_mut() = answer.headers;
            Ok(BytesResponse::from(response))
        })
    }
}

async fn as_ask(request: Request<BodyWrapper<Bytes>>) -> Result<Ask, Error> {
    let (head, body) = request.into_parts();
    let url = head.uri.to_string().parse::<Url>().map_err(|e| Error::Other(Box::new(e)))?;
    let kind = head.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let Ok(body) = body.collect().await;
    Ok(Ask {
        method: head.method,
        url,
        headers: kind.map(|kind| ("content-type", kind.to_owned())).into_iter().collect(),
        body: body.to_bytes(),
    })
}

/// The internet, where the authority's own root is believed beside the usual ones.
struct Known {
    root: Option<String>,
}

impl Outside for Known {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Internet.resolve(host)
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        Internet.connect(to)
    }

    fn secure<'a>(&'a self, wire: Wire, host: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(secure(wire, host, self.root.as_deref()))
    }
}
