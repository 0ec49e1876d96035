# “papers”模块的文字：印在客户保存的单据上。

papers-invoice = 发票
papers-receipt = 收据
papers-credit-note = 贷项通知单
papers-return-note = 退货单
papers-order-confirmation = 订单确认

papers-number = 编号
papers-issued-on = 日期
papers-due-on = 付款期限
papers-delivered-on = 交付日期
papers-order = 订单
papers-customer-order = 贵方订单
papers-customer-number = 客户编号
papers-customer-reference = 贵方参考号
papers-customer-vat-id = 贵方增值税号
papers-preceding = 涉及发票
papers-preceding-of = { $number }（{ $date }）
papers-delivered-to = 收货人
papers-send-to = 寄往

papers-position = 序号
papers-description = 说明
papers-quantity = 数量
papers-price = 单价
papers-tax = 税率
papers-amount = 金额
papers-sku = 货号 { $sku }
papers-line-discount = 折扣：{ $reason }

papers-lines-total = 明细合计
papers-net = 不含税合计
papers-tax-line = 增值税 { $rate }，计税额 { $taxable }
papers-gross = 总计
papers-paid = 已付
papers-rounding = 舍入
papers-due = 应付金额
papers-credited = 应退金额
papers-settled = 已付清

papers-payment = 付款
papers-by-transfer = 银行转账，请注明 { $number }。
papers-by-card = 银行卡支付。
papers-by-card-ending = 尾号 { $digits } 的银行卡支付。
papers-by-debit = 按授权 { $mandate } 直接扣款。
papers-by-service = 通过 { $service } 支付。
papers-by-cash = 现金支付。
papers-by-credit = 使用礼品卡或店铺余额支付。
papers-by-agreement = 按约定方式付款。
papers-terms-due = 请于 { $date } 前付款。
papers-terms-credit = 我们将把该金额退还给您。

papers-iban = IBAN { $iban }
papers-account-number = 账号 { $iban }
papers-bic = BIC { $bic }
papers-vat-id = 增值税号 { $id }
papers-tax-number = 税号 { $id }
papers-page = 第 { $page } 页，共 { $pages } 页
papers-continued = 续
papers-notes = 备注
papers-logo = { $brand } 的标志
papers-attachment = 机器可读的发票（EN 16931）

papers-tax-reverse-charge = 反向征收：由客户缴纳增值税。
papers-tax-intra-community = 欧盟内部交付，免征增值税。
papers-tax-export = 出口至欧盟以外，免征增值税。
papers-tax-out-of-scope = 不属于增值税征收范围。

papers-unit-minute = 分钟
papers-unit-hour = 小时
papers-unit-day = 天
papers-unit-month = 个月
papers-unit-year = 年
papers-unit-kilogram = 千克
papers-unit-metre = 米
papers-unit-square-metre = 平方米
papers-unit-litre = 升
papers-unit-kilowatt-hour = 千瓦时
papers-unit-lump-sum = 一次性
