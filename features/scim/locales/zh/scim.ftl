# 公司的目录使人员和团队与其保持一致。

scim-refused-taken = “{ $name }”已是此处的人。请按 userName 查找并更改。
scim-refused-no-name = 缺少 userName。请提供。
scim-refused-no-address = 没有电子邮件地址。请在 emails 中或作为 userName 提供。
scim-refused-guarded = { $name }管理服务台，因此目录不能更改其地址。请在服务台中更改。
scim-refused-no-member = 有成员不是此处的人。请发送用户的 id。

scim-story-user-added = 目录添加了一位同事
scim-story-user-changed = 目录更改了一位同事：{ $changed }
scim-story-user-removed = 目录移除了一位同事
scim-story-group-changed = 目录写入了团队“{ $name }”
scim-story-group-removed = 目录移除了团队“{ $name }”
