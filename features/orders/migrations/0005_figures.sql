-- What reports and lists ask by: which action an entry of a bill belongs to, when a piece arrived, whose brand an order is.
CREATE INDEX bill_entry_by_action ON bill_entry (action_id) WHERE action_id IS NOT NULL;
CREATE INDEX order_unit_by_delivery ON order_unit (delivered_at, product_id, state);
CREATE INDEX sales_order_by_brand ON sales_order (brand_id, id);
