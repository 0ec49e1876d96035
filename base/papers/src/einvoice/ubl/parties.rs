//! Who trades with whom, and where it was delivered.

use crate::einvoice::{Sheet, delivered_to, shows_vat_ids};
use crate::{Address, Means, Particulars};

pub(super) fn seller(xml: &mut Sheet, paper: &Particulars) {
    let from = &paper.from;
    let debit = paper.payment.as_ref().is_some_and(|payment| matches!(payment.means, Means::DirectDebit { .. }));
    xml.inside("cac:Party", |xml| {
        if let Some(id) = from.creditor_id.as_deref().filter(|_| debit) {
            xml.inside("cac:PartyIdentification", |xml| xml.leaf_with("cbc:ID", &[("schemeID", "SEPA")], id));
        }
        xml.inside("cac:PostalAddress", |xml| address(xml, &from.address));
        if shows_vat_ids(paper) {
            tax_scheme(xml, "VAT", from.vat_id.as_deref());
        }
        tax_scheme(xml, "FC", from.tax_number.as_deref());
        xml.inside("cac:PartyLegalEntity", |xml| {
            xml.leaf("cbc:RegistrationName", &from.name);
            xml.leaf_if("cbc:CompanyID", from.registration.as_deref());
        });
        let contact = &from.contact;
        if contact.name.is_some() || contact.phone.is_some() || contact.email.is_some() {
            xml.inside("cac:Contact", |xml| {
                xml.leaf_if("cbc:Name", contact.name.as_deref());
                xml.leaf_if("cbc:Telephone", contact.phone.as_deref());
                xml.leaf_if("cbc:ElectronicMail", contact.email.as_deref());
            });
        }
    });
}

pub(super) fn buyer(xml: &mut Sheet, paper: &Particulars) {
    xml.inside("cac:Party", |xml| {
        xml.inside("cac:PostalAddress", |xml| address(xml, &paper.to.address));
        if shows_vat_ids(paper) {
            tax_scheme(xml, "VAT", paper.to.vat_id.as_deref());
        }
        xml.inside("cac:PartyLegalEntity", |xml| xml.leaf("cbc:RegistrationName", &paper.to.name));
    });
}

pub(super) fn delivery(xml: &mut Sheet, paper: &Particulars) {
    let on = paper.delivery.as_ref().and_then(|delivery| delivery.on);
    let to = delivered_to(paper);
    if on.is_none() && to.is_none() {
        return;
    }
    xml.inside("cac:Delivery", |xml| {
        xml.leaf_if("cbc:ActualDeliveryDate", on.map(|date| date.to_string()).as_deref());
        let Some((name, place)) = to else { return };
        xml.inside("cac:DeliveryLocation", |xml| xml.inside("cac:Address", |xml| address(xml, place)));
        if let Some(name) = name {
            xml.inside("cac:DeliveryParty", |xml| xml.inside("cac:PartyName", |xml| xml.leaf("cbc:Name", name)));
        }
    });
}

fn address(xml: &mut Sheet, place: &Address) {
    let mut lines = place.lines.iter();
    xml.leaf_if("cbc:StreetName", lines.next().map(String::as_str));
    xml.leaf_if("cbc:AdditionalStreetName", lines.next().map(String::as_str));
    xml.leaf_if("cbc:CityName", Some(&place.city));
    xml.leaf_if("cbc:PostalZone", Some(&place.postcode));
    xml.leaf_if("cbc:CountrySubentity", place.region.as_deref());
    if let Some(line) = lines.next() {
        xml.inside("cac:AddressLine", |xml| xml.leaf("cbc:Line", line));
    }
    xml.inside("cac:Country", |xml| xml.leaf("cbc:IdentificationCode", place.country.code()));
}

fn tax_scheme(xml: &mut Sheet, scheme: &str, id: Option<&str>) {
    if let Some(id) = id {
        xml.inside("cac:PartyTaxScheme", |xml| {
            xml.leaf("cbc:CompanyID", id);
            xml.inside("cac:TaxScheme", |xml| xml.leaf("cbc:ID", scheme));
        });
    }
}
