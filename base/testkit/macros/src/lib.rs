//! `#[both_databases]`: one scene, two tests, one on each engine.

use proc_macro::TokenStream;
use quote::quote;
use syn::{FnArg, ItemFn, parse_macro_input};

/// Turns `async fn scene(desk: T)` into `scene::sqlite` and `scene::postgres`, where `T: testkit::Stage`.
/// Without a PostgreSQL to use (`FRONTLINE_TEST_POSTGRES`), the second says so and passes.
#[proc_macro_attribute]
pub fn both_databases(_: TokenStream, item: TokenStream) -> TokenStream {
    let scene = parse_macro_input!(item as ItemFn);
    let name = &scene.sig.ident;
    let Some(FnArg::Typed(stage)) = scene.sig.inputs.first() else {
        return syn::Error::new_spanned(&scene.sig, "a scene takes one stage, e.g. `desk: TestDesk`")
            .to_compile_error()
            .into();
    };
    let stage = &stage.ty;
    quote! {
        mod #name {
            #[allow(unused_imports)]
            use super::*;

            #scene

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                #name(<#stage as ::testkit::Stage>::set_up(::testkit::place_on_sqlite()).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let Some(place) = ::testkit::place_on_postgres() else {
                    eprintln!("left out: FRONTLINE_TEST_POSTGRES names no server");
                    return;
                };
                #name(<#stage as ::testkit::Stage>::set_up(place).await).await;
            }
        }
    }
    .into()
}
