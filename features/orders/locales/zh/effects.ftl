# 商店设置更改的效果，在保存前显示。
orders-effect-nothing = 填写各项即可查看效果。
orders-effect-what = 项目
orders-effect-before = 当前
orders-effect-after = 保存后
orders-effect-example-table = 示例
orders-effect-net = 净额
orders-effect-tax = 税额
orders-effect-total = 合计
orders-effect-not-sold = 横线表示该税类在当地没有税率，因此无法销售。
orders-effect-amount = 价值 { $amount } 的商品
orders-effect-example = 示例（{ $brand } 发往 { $country }）：{ $goods }
orders-effect-open-orders = { $count ->
    [0] 不涉及未完成的订单。
   *[other] 涉及 { $count } 个未完成的订单，已计费用保持不变。
}
orders-effect-rate = 税率从 { $before } 变为 { $after }，保存后立即生效。
orders-effect-rate-new = 当地此前没有该税类的税率。保存后按 { $after } 计税。
orders-effect-subscriptions = { $count } 个进行中的订阅属于该税类，下次账单按新税率计算。
orders-effect-later-pieces = 之后加入订单的商品按当日税率计税。
orders-effect-price = 价格从 { $before } 变为 { $after }。
orders-effect-price-new = 尚无该币种的价格，保存后售价为 { $after }。
orders-effect-shipping-new = 目前没有这种配送方式，保存后运费为 { $after }。
orders-effect-voucher = 在此示例中可减 { $amount }。
orders-effect-voucher-later = 之前的订单不变。撤销后优惠券不能再用，已减的金额保留。
orders-effect-plan-new = 新套餐：每期 { $after }。
orders-effect-billed = 新客户每期账单为 { $total }，其中税额 { $tax }。
orders-effect-running = { $count ->
    [0] 没有订阅使用此套餐。
   *[other] { $count } 个订阅使用此套餐，价格保持不变。
}
orders-effect-class = 税类“{ $class }”下有 { $variants } 个在售规格和 { $plans } 个套餐，将以此原因按零税计。
orders-effect-class-rates = 该税类有 { $count } 个大于零的税率，因此会被拒绝。
orders-effect-zone = { $brand } 当前时间为 { $now }，在该时区为 { $then }。
orders-effect-zone-means = 此后其每日从当地零点开始：退货期限和每日限额均按此计算。
orders-effect-numbers = 下一个订单号形如 { $after }，不再是 { $before }。
orders-effect-brand-stays = { $orders } 个订单保留原编号，{ $papers } 份单据保留原开具方。
orders-effect-look = 自 { $brand } 的下一份单据起生效。此前开具的 { $papers } 份单据按原样打印。
orders-effect-entity = { $count ->
    [0] 还没有品牌由其开具单据。
   *[other] 其后续单据将如此显示。它为 { $brands } 开具单据。
}
orders-effect-entity-stays = { $papers } 份单据保留开具当日的内容。
orders-effect-suggested-at = { $count } 条规则推荐它，此后按此价格显示。
orders-effect-class-by = 单件价格 { $price }：
orders-effect-no-price = 尚无价格。
orders-effect-category-same = 类别不变。
orders-effect-category-leaves = { $count ->
    [0] 将离开类别“{ $category }”，没有推荐规则使用它。
   *[other] 将离开类别“{ $category }”，有 { $count } 条推荐规则使用它。
}
orders-effect-category-joins = { $count ->
    [0] 将加入类别“{ $category }”，没有推荐规则使用它。
   *[other] 将加入类别“{ $category }”，有 { $count } 条推荐规则使用它。
}
orders-effect-category-policies = 询问类别的政策在此后的订单中看到新类别。
orders-effect-names-stay = { $count ->
    [0] 没有未完成的订单包含它。
   *[other] { $count } 个未完成的订单包含它，保留原名称。
}
orders-effect-stock = 现有 { $before } 件，将变为 { $after } 件。
orders-effect-stock-below = 现有仅 { $before } 件，因此会被拒绝。
orders-effect-stock-stays = 记录会保留在列表中，可用反向记录冲回。
orders-stands-nowhere = 它不在任何未完成订单、待批请求或规则中。
orders-stands-orders = { $count } 个未完成的订单包含它并予以保留。
orders-stands-waiting = { $count } 个待批请求提到它，届时将被拒绝。
orders-stands-rules = { $count } 条规则推荐或查找它。
orders-story-withdrawn = 从商店设置中撤下了“{ $name }”
orders-try = 试一试
orders-try-about = 选一个过去的会话，或写下客户可能说的话，再配上一个订单。不会展示给任何人，也不计入统计。
orders-try-conversation = 会话编号
orders-try-order = 订单号
orders-try-order-hint = 留空：该客户最近的订单，或一个没有不宜推荐之处的近期订单。
orders-try-words = 客户写的内容
orders-try-with = 以 { $customer }、订单 { $order } 试验。
orders-try-with-customer = 以 { $customer } 试验。
orders-try-with-nothing-ordered = 以 { $customer } 试验，其没有订单。
orders-try-mood-negative = 语气听起来不满。
orders-try-mood-neutral = 语气听起来平静。
orders-try-mood-positive = 语气听起来满意。
orders-try-fires = 此规则将在此推荐 { $product }。
orders-try-silent = 此规则在此不会推荐任何内容：所需条件不存在、规则当前未生效，或其他规则优先。
orders-try-all = 将推荐的全部内容
orders-try-now = 当前：{ $products }。
orders-try-now-nothing = 当前不推荐任何内容。
orders-try-with-it = 按这些设置：{ $products }。
orders-try-with-it-nothing = 按这些设置不推荐任何内容。
orders-try-nobody = 没有可用于试验的订单，请填写会话编号。
orders-try-not-found = 没有您可见的此会话或订单，请核对编号。
orders-record-form = 客服看到的表单
orders-record-form-about = 可以试试，不会保存任何内容。
orders-record-new-code = 新类型，尚无记录。
orders-record-count = { $count ->
    [0] 没有此类型的记录。
   *[other] 此类型有 { $count } 条记录，保持不变。
}
orders-record-all-fit = 所查看的记录都符合新字段。
orders-record-misfit = { $count } 条记录不符合新字段。仍可查看，但字段符合之前对其的操作会被拒绝。
orders-record-misfit-field = { $field }：{ $count } 条记录
orders-record-looked-at = 查看了最近的 { $count } 条。
orders-record-state-lost = { $count } 条记录处于“{ $state }”状态，而该状态将不存在，因此无法保存。
orders-record-type-in-use = 已有 { $name } 的记录，因此保留。请改写其下一版本。
