# 更改或删除属性会带来什么。
customers-attribute-looks = 客服填写的就是这样。可以试试，不会保存任何内容。
customers-value-orphaned = { $value }（已不再提供）
customers-count = { $count } 位客户
customers-misfit-choice = 有 { $count } 位客户的值将不再提供选择。
customers-misfit-number = 有 { $count } 位客户的数字超出这些限制。
customers-misfit-stays = 原值保留，直到有人更改。
customers-erased-never = 值与客户资料一同保留，不会到期删除。
customers-erased-at-once = 一小时内将删除 { $count } 个值，且无法恢复。
customers-erased-none-at-once = 不会立即删除任何值。
customers-erased-on = { $date }：将删除 { $count } 个值
customers-erased-later = 之后：{ $count } 个值
customers-attribute-lost = 将删除 { $count } 位客户的值，记录时间为 { $from } 至 { $until }。
customers-attribute-lost-nothing = 没有客户有值，不会丢失任何内容。
customers-attribute-sure = { $count ->
    [0] 是，删除它
   *[other] 是，永久删除 { $count } 个值
}
customers-attribute-unsure = 未删除任何内容。请勾选按钮旁的方框以确认。
customers-attribute-more-by-now = 现在有更多客户有值。未删除任何内容，请重新查看数字。
customers-attribute-has-values = 已有客户有值。请停用它，或在其页面上连同值一起删除。
