# 管理员维护的会话字段。
desk-fields-put-away = 不再询问，原值保留：
desk-field-orphaned = { $value }（已不再提供）
desk-field-filled-in = 已填写
desk-field-is-off = 已停用
desk-field-up = 上移 { $label }
desk-field-down = 下移 { $label }
desk-field-words = 询问的内容
desk-field-looks = 客服看到的就是这样。可以试试，不会保存任何内容。
desk-field-conversations = { $count ->
    [0] 尚无会话填写过。
   *[other] 有 { $count } 个会话填写了值，全部保留。
}
desk-field-in-conversations = { $count } 个会话
desk-field-orphans = 有 { $count } 个会话的值将不再提供选择。
desk-field-orphans-stay = 它会如下显示，并一直保留到有人另选一个值。
desk-field-orphans-more = 还有 { $count } 个值。
desk-field-key = 程序以“{ $key }”识别此字段，该名称不变。视图、筛选和宏不引用字段。
desk-field-switch-off = 停用
desk-field-switch-off-about = { $count ->
    [0] 不再询问客服。没有会话填写过值。
   *[other] 不再询问客服。{ $count } 个会话中的值保留，仍可在会话中查看。
}
desk-field-switch-on = 重新启用
desk-field-switch-on-about = { $count ->
    [0] 重新询问客服。没有会话填写过值。
   *[other] 重新询问客服。{ $count } 个会话中的值可在会话中修改。
}
desk-field-remove = 删除此字段
desk-field-remove-about = 从未有人填写，因此不会丢失任何内容。删除后可以恢复。
desk-field-stays = 该字段已被填写过，因此保留：已回答的内容必须可读。若不再需要询问，请停用它。
desk-field-was-filled-in = 字段 { $label } 已被填写过，无法删除。请改为停用，其值仍可查看。
desk-story-field-changed = 字段“{ $label }”已更改
desk-story-field-switched-off = 字段“{ $label }”已停用
desk-story-field-switched-on = 字段“{ $label }”已重新启用
desk-story-field-removed = 字段“{ $label }”已删除
desk-story-fields-arranged = 会话字段的顺序已更改
