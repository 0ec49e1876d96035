//! Declares the attached invoice in the metadata (Factur-X 1.0, ZUGFeRD 2), which krilla has no words for.
//!
//! The finished file gets an incremental update (ISO 32000-1, 7.5.6): the metadata stream once more with the declaration in
//! it, and a cross-reference section that points there. What krilla wrote stays as it is, byte for byte.

use super::PrintFault;

/// The name readers look for.
pub(super) const FILE: &str = "factur-x.xml";

const DECLARATION: &str = r#"<rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"><fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>"#;

/// PDF/A wants every schema it does not know described.
const SCHEMA: &str = r#"<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>@properties@</rdf:Seq></pdfaSchema:property></rdf:li>"#;
const PROPERTY: &str = r#"<rdf:li rdf:parseType="Resource"><pdfaProperty:name>@name@</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>@about@</pdfaProperty:description></rdf:li>"#;
const PROPERTIES: [(&str, &str); 4] = [
    ("DocumentFileName", "The name of the embedded XML document"),
    ("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
    ("Version", "The actual version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "The conformance level of the embedded XML document"),
];

/// The file with the declaration.
pub(super) fn declare(pdf: Vec<u8>) -> Result<Vec<u8>, PrintFault> {
    updated(pdf).ok_or_else(|| PrintFault::NotArchivable("its metadata were not found".into()))
}

fn updated(mut pdf: Vec<u8>) -> Option<Vec<u8>> {
    let (object, metadata) = metadata(&pdf)?;
    let metadata = declared(&metadata)?;
    let trailer = trailer(&pdf)?;
    let before = number_behind(&pdf, b"startxref")?;
    if !pdf.ends_with(b"\n") {
        pdf.push(b'\n');
    }
    let at = pdf.len();
    let stream = format!("<< /Type /Metadata /Subtype /XML /Length {} >>\nstream\n{metadata}\nendstream", metadata.len());
    pdf.extend_from_slice(format!("{object} 0 obj\n{stream}\nendobj\n").as_bytes());
    let table = pdf.len();
    pdf.extend_from_slice(format!("xref\n{object} 1\n{at:010} 00000 n\r\ntrailer\n<< /Prev {before} ").as_bytes());
    pdf.extend_from_slice(&trailer);
    pdf.extend_from_slice(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());
    Some(pdf)
}

/// The number of the metadata object and what is in it.
fn metadata(pdf: &[u8]) -> Option<(usize, String)> {
    let begin = last(pdf, b"<?xpacket begin")?;
    let end = begin + first(&pdf[begin..], b"endstream")?;
    let head = last(&pdf[..begin], b" 0 obj")?;
    let digits = pdf[..head].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let object = std::str::from_utf8(&pdf[head - digits..head]).ok()?.parse().ok()?;
    Some((object, std::str::from_utf8(&pdf[begin..end]).ok()?.trim_end().to_owned()))
}

/// The metadata with declaration and schema; krilla already describes a schema of its own for PDF/UA.
fn declared(metadata: &str) -> Option<String> {
    let properties: String = PROPERTIES
        .iter()
        .map(|(name, about)| PROPERTY.replace("@name@", name).replace("@about@", about))
        .collect();
    let schema = SCHEMA.replace("@properties@", &properties);
    let bag = metadata.find("<pdfaExtension:schemas>")?;
    let schemas = bag + metadata[bag..].find("<rdf:Bag>")? + "<rdf:Bag>".len();
    let end = metadata.rfind("</rdf:RDF>")?;
    Some([&metadata[..schemas], &schema, &metadata[schemas..end], DECLARATION, &metadata[end..]].concat())
}

/// The entries of the trailer dictionary with its closing brackets.
fn trailer(pdf: &[u8]) -> Option<Vec<u8>> {
    let begin = last(pdf, b"trailer")?;
    let open = begin + first(&pdf[begin..], b"<<")? + 2;
    let end = open + last(&pdf[open..], b"startxref")?;
    Some(pdf[open..end].trim_ascii().to_vec())
}

fn number_behind(pdf: &[u8], word: &[u8]) -> Option<usize> {
    let behind = pdf[last(pdf, word)? + word.len()..].trim_ascii_start();
    let digits = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&behind[..digits]).ok()?.parse().ok()
}

fn first(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
