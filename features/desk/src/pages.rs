//! The desk's pages: each file one page, its form, its view, its handler.

/// Every address of this room.
pub fn routes() -> web::Routes {
    web::Routes::new()
}
