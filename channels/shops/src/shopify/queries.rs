//! What is asked of Shopify, word for word.

macro_rules! order_fields {
    () => {
        "id name updatedAt processedAt email currencyCode taxesIncluded cancelledAt
         customer { displayName }
         shippingAddress { name address1 address2 zip city provinceCode countryCodeV2 }
         billingAddress { name address1 address2 zip city provinceCode countryCodeV2 }
         totalPriceSet { shopMoney { amount } }
         shippingLines(first: 20) { nodes { title discountedPriceSet { shopMoney { amount } }
           taxLines { rate priceSet { shopMoney { amount } } } } }
         lineItems(first: 100) { pageInfo { hasNextPage } nodes { id name sku quantity
           product { id } variant { id selectedOptions { name value } }
           originalUnitPriceSet { shopMoney { amount } }
           discountAllocations { allocatedAmountSet { shopMoney { amount } } }
           taxLines { rate priceSet { shopMoney { amount } } } } }
         transactions { id kind status gateway amountSet { shopMoney { amount } } parentTransaction { id } }
         refunds { id note
           refundLineItems(first: 100) { nodes { quantity restockType lineItem { id } } }
           transactions(first: 50) { nodes { id kind status amountSet { shopMoney { amount } } parentTransaction { id } } } }
         fulfillments { id status createdAt deliveredAt trackingInfo(first: 1) { company number }
           fulfillmentLineItems(first: 100) { nodes { quantity lineItem { id } } } }"
    };
}

pub(super) const SHOP: &str = "query { shop { name currencyCode } }";

pub(super) const ORDER: &str = concat!("query One($id: ID!) { order(id: $id) { ", order_fields!(), " } }");

pub(super) const ORDERS: &str = concat!(
    "query Changed($after: String, $changed: String!) { orders(first: 10, after: $after, sortKey: UPDATED_AT, query: $changed) { ",
    "pageInfo { hasNextPage endCursor } nodes { ",
    order_fields!(),
    " } } }"
);

pub(super) const CUSTOMERS: &str = "query Changed($after: String, $changed: String!) {
  customers(first: 50, after: $after, sortKey: UPDATED_AT, query: $changed) {
    pageInfo { hasNextPage endCursor }
    nodes { id displayName updatedAt defaultEmailAddress { emailAddress }
      defaultAddress { name address1 address2 zip city provinceCode countryCodeV2 } } } }";

pub(super) const PRODUCTS: &str = "query Changed($after: String, $changed: String!) {
  shop { currencyCode }
  products(first: 25, after: $after, sortKey: UPDATED_AT, query: $changed) {
    pageInfo { hasNextPage endCursor }
    nodes { id title description updatedAt
      variants(first: 100) { nodes { id sku price availableForSale selectedOptions { name value } } } } } }";

pub(super) const REFUND: &str = "mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id transactions(first: 10) { nodes { id kind status } } }
    userErrors { field message } } }";

pub(super) const CANCEL: &str = "mutation Cancel($order: ID!, $note: String!) {
  orderCancel(orderId: $order, reason: OTHER, refundMethod: { originalPaymentMethodsRefund: false }, restock: true,
              notifyCustomer: false, staffNote: $note) {
    job { id done } orderCancelUserErrors { field message } } }";

pub(super) const CHANGE_ADDRESS: &str = "mutation ChangeAddress($input: OrderInput!) {
  orderUpdate(input: $input) { order { id } userErrors { field message } } }";

pub(super) const TO_SEND: &str = "query ToSend($id: ID!) { order(id: $id) { fulfillmentOrders(first: 20) { nodes { id status
  lineItems(first: 100) { nodes { id remainingQuantity lineItem { id } } } } } } }";

pub(super) const FULFIL: &str = "mutation Fulfil($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) { fulfillment { id } userErrors { field message } } }";
