//! XML as it is being written: quick-xml escapes, this keeps elements nested and leaves out what is not there.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

pub(super) struct Sheet {
    writer: Writer<Vec<u8>>,
}

impl Sheet {
    /// A document with this root and its namespaces.
    pub(super) fn written(root: &str, namespaces: &[(&str, &str)], inside: impl FnOnce(&mut Self)) -> String {
        let mut sheet = Self { writer: Writer::new_with_indent(Vec::new(), b' ', 1) };
        sheet.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        sheet.element(root, namespaces, inside);
        String::from_utf8(sheet.writer.into_inner()).unwrap_or_default()
    }

    pub(super) fn inside(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.element(name, &[], inside);
    }

    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    pub(super) fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.put(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        self.put(Event::Text(BytesText::new(text)));
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// The element if there is something to write in it.
    pub(super) fn leaf_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.leaf(name, text);
        }
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.put(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn put(&mut self, event: Event<'_>) {
        // A Vec takes every byte.
        let _ = self.writer.write_event(event);
    }
}
