-- A charge can be for an order: its entries then stand on the order's bill, and the charge keeps how they were worked out.
ALTER TABLE charge ADD COLUMN order_id BIGINT REFERENCES sales_order (id);
CREATE INDEX charge_by_order ON charge (order_id, id);

-- A rate card nobody charges by any more; charges made by it keep it.
ALTER TABLE rate_card ADD COLUMN retired_at BIGINT;
