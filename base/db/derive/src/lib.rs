//! `#[derive(FromRow)]`: reads a struct from a row by position, first column into first field.
//!
//! Positional, so the column list beside the question is the only place that names columns.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, parse_macro_input};

/// Implements `db::FromRow` for a struct with named fields.
#[proc_macro_derive(FromRow)]
pub fn from_row(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let name = &input.ident;
    let Data::Struct(body) = &input.data else {
        return syn::Error::new_spanned(name, "FromRow reads structs only").to_compile_error().into();
    };
    let Fields::Named(fields) = &body.fields else {
        return syn::Error::new_spanned(name, "FromRow wants named fields").to_compile_error().into();
    };
    let fields = fields.named.iter().filter_map(|field| field.ident.as_ref());
    quote! {
        impl ::db::FromRow for #name {
            fn from_row(row: &mut ::db::Row) -> ::std::result::Result<Self, ::db::Trouble> {
                Ok(Self { #( #fields: row.take()? ),* })
            }
        }
    }
    .into()
}
