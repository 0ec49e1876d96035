//! Who trades with whom, on whose order, and where it was delivered.

use super::day;
use crate::einvoice::{Sheet, delivered_to, shows_vat_ids};
use crate::{Address, LegalEntity, Particulars};

pub(super) fn agreement(xml: &mut Sheet, paper: &Particulars) {
    xml.leaf_if("ram:BuyerReference", paper.to.reference.as_deref());
    xml.inside("ram:SellerTradeParty", |xml| seller(xml, &paper.from, shows_vat_ids(paper)));
    xml.inside("ram:BuyerTradeParty", |xml| {
        xml.leaf("ram:Name", &paper.to.name);
        address(xml, &paper.to.address);
        if shows_vat_ids(paper) {
            registration(xml, "VA", paper.to.vat_id.as_deref());
        }
    });
    referenced(xml, "ram:SellerOrderReferencedDocument", paper.order.as_deref());
    referenced(xml, "ram:BuyerOrderReferencedDocument", paper.customer_order.as_deref());
}

pub(super) fn delivery(xml: &mut Sheet, paper: &Particulars) {
    if let Some((name, place)) = delivered_to(paper) {
        xml.inside("ram:ShipToTradeParty", |xml| {
            xml.leaf_if("ram:Name", name);
            address(xml, place);
        });
    }
    if let Some(on) = paper.delivery.as_ref().and_then(|delivery| delivery.on) {
        xml.inside("ram:ActualDeliverySupplyChainEvent", |xml| day(xml, "ram:OccurrenceDateTime", "udt:DateTimeString", on));
    }
}

fn seller(xml: &mut Sheet, from: &LegalEntity, shows_vat_id: bool) {
    xml.leaf("ram:Name", &from.name);
    if let Some(number) = &from.registration {
        xml.inside("ram:SpecifiedLegalOrganization", |xml| xml.leaf("ram:ID", number));
    }
    contact(xml, from);
    address(xml, &from.address);
    if shows_vat_id {
        registration(xml, "VA", from.vat_id.as_deref());
    }
    registration(xml, "FC", from.tax_number.as_deref());
}

fn contact(xml: &mut Sheet, from: &LegalEntity) {
    let contact = &from.contact;
    if contact.name.is_none() && contact.phone.is_none() && contact.email.is_none() {
        return;
    }
    xml.inside("ram:DefinedTradeContact", |xml| {
        xml.leaf_if("ram:PersonName", contact.name.as_deref());
        if let Some(phone) = &contact.phone {
            xml.inside("ram:TelephoneUniversalCommunication", |xml| xml.leaf("ram:CompleteNumber", phone));
        }
        if let Some(email) = &contact.email {
            xml.inside("ram:EmailURIUniversalCommunication", |xml| xml.leaf("ram:URIID", email));
        }
    });
}

fn address(xml: &mut Sheet, place: &Address) {
    xml.inside("ram:PostalTradeAddress", |xml| {
        xml.leaf_if("ram:PostcodeCode", Some(&place.postcode));
        for (name, line) in ["ram:LineOne", "ram:LineTwo", "ram:LineThree"].into_iter().zip(&place.lines) {
            xml.leaf(name, line);
        }
        xml.leaf_if("ram:CityName", Some(&place.city));
        xml.leaf("ram:CountryID", place.country.code());
        xml.leaf_if("ram:CountrySubDivisionName", place.region.as_deref());
    });
}

fn registration(xml: &mut Sheet, scheme: &str, id: Option<&str>) {
    if let Some(id) = id {
        xml.inside("ram:SpecifiedTaxRegistration", |xml| xml.leaf_with("ram:ID", &[("schemeID", scheme)], id));
    }
}

fn referenced(xml: &mut Sheet, name: &str, id: Option<&str>) {
    if let Some(id) = id {
        xml.inside(name, |xml| xml.leaf("ram:IssuerAssignedID", id));
    }
}
