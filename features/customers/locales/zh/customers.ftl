# “customers”部分的语句。

## 客户：列表与页面

customers-title = 客户
customers-about = 所有通过任何渠道联系过你们的人。
customers-search = 姓名、地址或号码
customers-company-search = 公司名称
customers-tag = 标签
customers-any-tag = 任意标签
customers-order = 排序
customers-order-seen = 最近联系优先
customers-order-name = 按姓名
customers-only-company = 仅 { $name }
customers-narrow = 显示
customers-next-page = 下一页
customers-none = 没有找到客户
customers-none-next = 请减少输入的字词，或在下方新建客户。
customers-none-yet = 还没有客户
customers-none-yet-next = 凡是给您的收件箱写信的人都会自动出现在这里，连同他们写过的一切。请先连接收件箱，或在下方新建客户。
customers-none-yet-inbox = 连接收件箱
customers-last-seen = 最近联系
customers-open = 新建客户
customers-open-now = 新建
customers-name = 名称
customers-nameless = 未命名客户
customers-since = { $date }成为客户，最近联系：{ $seen }
customers-details = 详细信息
customers-edit = 编辑
customers-save = 保存
customers-add = 添加
customers-profile = 资料
customers-language = 回复所用语言
customers-no-language = 与会话一致
customers-company = 公司
customers-somebody = 某人

## 联系方式

customers-reach = 联系方式
customers-no-identity = 还没有可用于识别或联系的方式。请添加地址或号码。
customers-identity-add = 添加地址或号码
customers-identity = 地址、号码或账号
customers-identity-hint = 电话请带国家代码（+34 …）；账号格式为 服务:名称。
customers-identity-actions = { $value } 的操作
customers-identity-remove = 移除
customers-kind = 类型
customers-kind-email = 邮箱
customers-kind-phone = 电话
customers-kind-handle = 账号
customers-primary = 首选
customers-verified = 已验证
customers-make-primary = 设为首选
customers-verify = 标记为已验证
customers-doubt = 标记为未验证
customers-undeliverable = 退信
customers-undeliverable-since = 自 { $date }：{ $reason }
customers-lift = 已恢复正常
customers-not-an-email = “{ $text }”不是邮箱地址。请写成 name@example.com。
customers-not-a-phone = “{ $text }”不是电话号码。请带上国家代码，例如 +34 600 000 000。
customers-not-a-handle = “{ $text }”不是账号。请写成 服务:名称，例如 telegram:mia_k。
customers-identity-taken = { $value } 属于 { $name }。请打开该客户，或合并两者。
customers-needs-a-name = 客户需要姓名或地址。请填写其中一项。
customers-not-a-language = “{ $text }”不是语言代码。请从列表中选择。
customers-no-such-company = 没有名为 { $name } 的公司。请先到“公司”中新建。

## 已知信息

customers-known = 已知信息
customers-nothing-known = 尚无记录。
customers-unknown = 未知
customers-yes = 是
customers-no = 否
customers-value-set = { $who } 于 { $date } 填写。
customers-value-kept-until = 保留至 { $date }。
customers-value-is-empty = 请输入内容。
customers-value-out-of-range = 请输入 { $least } 到 { $most } 之间的数字。
customers-not-a-number = “{ $text }”不是数字。请只输入数字。
customers-not-a-choice = “{ $text }”不在选项中。请从列表中选择。
customers-not-a-date = “{ $text }”不是日期。请写成 2026-03-10。
customers-not-yes-or-no = “{ $text }”既不是“是”也不是“否”。请选择其一。
customers-not-a-time-zone = “{ $text }”不是时区。请写成 Europe/Madrid。

## 备注、标签、时间线

customers-notes = 备注
customers-no-notes = 还没有备注。
customers-note = 新备注
customers-note-hint = 备注仅同事可见。
customers-note-write = 添加备注
customers-note-remove = 删除此备注
customers-note-is-empty = 备注为空。请先填写内容。
customers-tags = 标签
customers-no-tags = 还没有标签。
customers-tag-add = 添加标签
customers-tag-remove = 移除标签 { $tag }
customers-tag-is-empty = 标签为空。请先输入文字。
customers-timeline = 时间线
customers-timeline-empty = 还没有任何记录。
customers-older = 更早

## 合并

customers-merge-with = 合并…
customers-merge-into = 合并到 { $name }
customers-merge-about = 查找重复的客户。其全部内容会移到此处，并且可以撤销。
customers-merge-none = 没有找到其他客户。请减少输入的字词。
customers-merge-now = 合并
customers-merge-this = 合并 { $name }
customers-merge-whom = 没有选择要合并的客户。请查找并选择重复的客户。
customers-merge-same = 这两个已经是同一个客户。请刷新页面。
customers-merged = { $name } 已合并到此客户。
customers-merged-on = { $name }，于 { $date } 合并
customers-merges = 已合并的客户
customers-undo = 撤销
customers-undo-in-order = 请先撤销之后的合并。
customers-undo-later-first = { $name } 是之后合并进来的。请先撤销那次合并。
customers-undo-merged-again = 此客户后来又被合并到 { $name }。请先撤销那次合并。
customers-undo-part-missing = 此次合并中“{ $feature }”部分移动过内容，但它目前没有运行。请先启用，再撤销。

## 公司

customers-companies = 公司
customers-companies-about = 客户所属的机构。
customers-no-companies = 没有找到公司
customers-no-companies-next = 请在下方新建；填写邮箱域名后，新客户会自动归入。
customers-company-open = 新建公司
customers-company-empty = 这里还没有客户
customers-company-empty-next = 请添加公司的邮箱域名，或在客户页面选择该公司。
customers-company-needs-a-name = 公司需要名称。请填写。
customers-company-has-customers = 有 { $count } 位客户属于该公司。请先将他们移到其他公司。
customers-company-remove = 删除公司
customers-all = 全部
customers-domains = 邮箱域名
customers-domains-about = 从这些域名来信的新客户会归入此公司。
customers-domain-add = 域名
customers-domain-remove = 移除 { $domain }
customers-domain-taken = { $domain } 属于 { $name }。请先在那里移除。
customers-domain-is-free-mail = 任何人都可以使用 { $domain } 的邮箱。请填写仅该公司使用的域名。
customers-not-a-domain = “{ $text }”不是邮箱域名。请写成 example.com。

## 设置：属性

customers-menu = 客户
customers-attributes = 客户属性
customers-attributes-also = 自定义字段, 属性, 客户数据
customers-attributes-about = 客服可以记录哪些客户信息，以及用途和保留时间。
customers-attribute = 属性
customers-attribute-new = 新建属性
customers-attribute-define = 新建属性
customers-attribute-remove = 删除属性
customers-attribute-remove-about = 将连同已记录的内容一起删除，无法撤销。停用则会保留内容。
customers-attribute-needs-a-label = 属性需要名称。请填写。
customers-attribute-needs-a-purpose = 请说明用途；客服会在字段旁看到。
customers-attribute-needs-choices = 选项至少需要两个。请每行填写一个。
customers-attribute-retention = 保留时间应为 1 到 36500 天，或留空。
customers-attribute-limits = 最小值大于最大值。请交换。
customers-preset-stays = 预设属性不能删除。请改为停用。
customers-label = 名称
customers-shape = 类型
customers-shape-text = 文本
customers-shape-number = 数字
customers-shape-choice = 单选
customers-shape-date = 日期
customers-shape-boolean = 是或否
customers-choices = 选项
customers-choices-hint = 用于单选：每行一个。
customers-least = 最小值
customers-most = 最大值
customers-purpose = 用途
customers-purpose-hint = 说明为什么需要。不要收集没有用处的信息。
customers-days = 保留天数
customers-days-hint = 超过天数后自动删除。留空则与客户资料同时保留。
customers-retention = 保留
customers-kept-always = 与客户同期
customers-kept-days = { $days } 天
customers-filled-in = 已为 { $count } 位客户填写。
customers-on = 已启用
customers-switch-on = 启用
customers-switch-off = 停用
customers-switch-on-named = 启用 { $name }
customers-switch-off-named = 停用 { $name }
customers-preset-language = 使用语言
customers-preset-language-purpose = 便于安排会讲该语言的客服。
customers-preset-time-zone = 时区
customers-preset-time-zone-purpose = 便于在合适的时间致电。
customers-preset-birth-year = 出生年份
customers-preset-birth-year-purpose = 用于核对产品的年龄限制。
customers-preset-gender = 性别
customers-preset-gender-purpose = 便于使用对方希望的称呼。
customers-preset-job-title = 职位
customers-preset-job-title-purpose = 了解公司中的决策人。
customers-preset-income-band = 收入水平
customers-preset-income-band-purpose = 便于推荐合适的方案。
customers-preset-household-size = 家庭人数
customers-preset-household-size-purpose = 便于推荐合适的数量。
customers-choice-woman = 女
customers-choice-man = 男
customers-choice-other = 其他
customers-choice-unsaid = 不愿透露
customers-choice-low = 低
customers-choice-lower-middle = 中低
customers-choice-middle = 中等
customers-choice-upper-middle = 中高
customers-choice-high = 高

## 事件的说法

customers-a-email = 邮箱地址
customers-a-phone = 电话号码
customers-a-handle = 账号
customers-story-customer-created = 成为客户
customers-story-customer-imported = 随导入而来
customers-story-company-imported = 公司随导入而来
customers-story-customer-renamed = 修改了姓名
customers-story-customer-language-chosen = 选择了语言
customers-story-customer-filed = 归入公司
customers-story-customer-unfiled = 移出公司
customers-story-customer-identity-added = 添加了{ $what }
customers-story-customer-identity-removed = 移除了{ $what }
customers-story-customer-identity-verified = 验证了{ $what }
customers-story-customer-identity-doubted = 取消了{ $what }的验证
customers-story-customer-primary-chosen = 设定了首选{ $what }
customers-story-customer-email-undeliverable = 发往某邮箱的邮件被退回
customers-story-customer-email-deliverable = 某邮箱恢复正常
customers-story-customer-value-set = 填写了：{ $attribute }
customers-story-customer-value-removed = 移除了：{ $attribute }
customers-story-customer-value-forgotten = 到期删除：{ $attribute }
customers-story-customer-note-written = 添加了备注
customers-story-customer-note-removed = 删除了备注
customers-story-customer-tagged = 添加标签 { $tag }
customers-story-customer-untagged = 移除标签 { $tag }
customers-story-customer-merged = 合并了另一位客户
customers-story-customer-merge-undone = 撤销了合并
customers-story-company-created = 新建了公司
customers-story-company-renamed = 公司改名
customers-story-company-domain-added = 为公司添加了域名 { $domain }
customers-story-company-domain-removed = 从公司移除了域名 { $domain }
customers-story-company-removed = 删除了公司
customers-story-customer-attribute-defined = 新建了属性 { $attribute }
customers-story-customer-attribute-changed = 修改了属性 { $attribute }
customers-story-customer-attribute-switched-on = 启用了属性 { $attribute }
customers-story-customer-attribute-switched-off = 停用了属性 { $attribute }
customers-story-customer-attribute-removed = 删除了属性 { $attribute }
customers-identity-unreadable = “{ $text }”不是此类地址、号码或账号。请完整填写，例如 name@example.com 或 +34 600 000 000。
customers-story-hold-placed = 设置了法律保留
customers-story-hold-lifted = 解除了法律保留
customers-hold-needs-a-reason = 法律保留需要理由。请写明是谁要求的或目的是什么。
customers-hold-lift-needs-a-reason = 请说明为什么解除保留。
customers-is-held = 该客户处于法律保留之下：不能移除其任何内容。如有权限，请先解除保留。
customers-conversation-is-held = 该会话处于法律保留之下：不能移除其任何内容。如有权限，请先解除保留。
customers-company-is-held = 该公司有或曾有法律保留，记录中提到它：公司须保留。
