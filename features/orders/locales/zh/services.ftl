## Holdings: the page

orders-holdings = 账户、服务与付款
orders-holdings-all = 查看全部
orders-back-to-holdings = 返回账户与服务
orders-holdings-accounts = 账户
orders-holdings-no-accounts = 尚无账户。
orders-holdings-subscriptions = 订阅
orders-holdings-no-subscriptions = 尚无订阅。
orders-holdings-charges = 服务与收费
orders-holdings-no-charges = 尚无收费。
orders-holdings-records = 记录
orders-holdings-no-records = 尚无记录。
orders-holdings-addresses = 地址
orders-holdings-no-addresses = 尚无地址。
orders-holdings-methods = 付款方式
orders-holdings-no-methods = 尚无付款方式。
orders-holdings-balances = 礼品卡与店铺余额
orders-holdings-no-balances = 没有礼品卡或店铺余额。
orders-opened = 开户于
orders-changed = 更改于
orders-owed = 待付 { $amount }
orders-account-open = 已开通
orders-account-closed = 已关闭
orders-account-named = 账户 { $number }，{ $plan }
orders-details-agreed = 其他约定
orders-details-hint = 每行一项：合同：C-7
orders-to-account = 计入账户
orders-to-order = 计入订单账单
orders-to-order-hint = 将与订单一起付款和开票。

## Services and charges

orders-do-charge = 收取服务费
orders-do-pay-charge = 收款
orders-rate-card = 价目表
orders-use-card = 使用
orders-amount-by-hand = 不使用：手动输入金额
orders-charge-label = 项目
orders-charge-label-hint = 客户在账单上看到的名称。
orders-price-hint = 例如 12.50，与品牌标价方式一致。
orders-what-was-used = 使用情况
orders-in-minutes = 以分钟计；每开始 { $minutes } 分钟计一次。
orders-is-fee = 这是可以减免的附加费
orders-worked-out = 计算过程
orders-charge-due = 待付
orders-charge-paid = 已付
orders-charge-waived = 已减免
orders-on-bill-of = 计入账单：

## Subscriptions

orders-do-start-subscription = 开始订阅
orders-do-change-subscription = 更改方案
orders-do-pause-subscription = 暂停
orders-do-resume-subscription = 恢复
orders-do-end-subscription = 结束
orders-verb-pause-subscription = 订阅已暂停
orders-verb-resume-subscription = 订阅已恢复
orders-subscription-active = 有效
orders-subscription-paused = 已暂停
orders-subscription-ended = 已结束
orders-charged-next = 下次收费
orders-paid-until = 已付至
orders-ended-on = 结束于
orders-price-each-period = 每期价格。
orders-plan-by-hand = 手动，按下方填写
orders-by-hand = 手动填写
orders-by-hand-about = 自定名称和价格，仅限有权限者填写；只有未选择套餐时才有效。
orders-price-every = { $every } { $price }
orders-proration-hint = 当前周期剩余部分按旧价退回、按新价收取；预览中会显示两者。
orders-days-left = 当前周期 { $days } 天中还剩 { $left } 天，至 { $until }。

## Accounts

orders-do-update-account = 更改
orders-do-close-account = 关闭

## Gift cards and credit

orders-do-load-balance = 发放礼品卡或余额
orders-verb-load-balance = 已发放礼品卡或余额
orders-add-to-balance = 充值
orders-balance-kind = 类型
orders-balance-over = 已失效
orders-expires-on = 有效期至
orders-expires-on-hint = 仅适用于礼品卡。留空表示永不过期。
orders-credit-hint = 例如 12.50。
orders-ledger = 全部流水
orders-level-after = 之后余额
orders-move-load = 发放给客户
orders-final-balance-loaded = 款项自此归客户所有
orders-gift-card-code = 礼品卡代码
orders-gift-card-once = 仅显示一次且不保存。请现在告知客户；没有代码时，客户仍可从其账户使用此卡付款。
orders-gift-card-unknown = 该客户没有使用此代码的礼品卡。请再核对一次；代码为十六位字母和数字。

## Addresses and ways to pay

orders-usual = 常用
orders-make-usual = 设为常用
orders-take-out = 移除
orders-add-address = 添加地址
orders-add-method = 添加付款方式
orders-method-kind = 类型
orders-method-label = 识别名称
orders-method-label-hint = 例如“尾号 4242 的 Visa”。礼品卡无需填写。
orders-method-reference = 服务商编号或礼品卡代码
orders-method-reference-hint = 切勿填写卡号：会被拒绝。

## Records of the company’s own kinds

orders-open-named = 新建：{ $name }
orders-do-open-record = 新建记录
orders-do-change-record = 更改记录
orders-choose-record-type = 请选择记录类型。
orders-no-record-types = 尚未定义记录类型。由管理员在设置中定义。
orders-from-to = { $least } 到 { $most }。
orders-at-least = 至少 { $least }。
orders-at-most = 至多 { $most }。
orders-characters = 至多 { $most } 个字符。
orders-field-no-number = “{ $field }”必须是整数。请用数字填写。
orders-record-types = 记录类型
orders-record-types-also = 车辆, 保单, 合同, 设备, 自定义对象
orders-record-types-about = 订单之外的业务：预订、理赔、设备。自有字段、状态和操作，遵循同样的政策。
orders-record-types-none = 尚无记录类型
orders-record-types-none-next = 从下面的示例开始，改成您的业务。
orders-record-type-add = 定义记录类型
orders-record-type-next = 编写下一版本
orders-record-type-keep = 检查并保存
orders-record-type-hint = 模式采用 JSON Schema：string、integer、boolean；enum、minimum、maximum、maxLength、format date。第一个状态为新记录的状态。
orders-record-code-hint = 小写字母单词。再次使用同一代码即为下一版本。
orders-document-unreadable = 无法读取该文档：{ $fault }。请修正此处。
orders-record-fields = 字段与状态
orders-record-actions = 操作
orders-record-holds = 内容
orders-record-needed = 必填
orders-record-states = 状态：
orders-record-way = 状态变化
orders-record-sets = 可设字段
orders-record-any-state = 任意状态
orders-record-ruled = 有规则
orders-record-unruled = 无规则，拒绝
orders-record-policy-hint = 政策未提及的操作一律拒绝。请用小字名称添加规则。
orders-kind-text = 文本
orders-kind-number = 整数
orders-kind-flag = 是或否
orders-kind-date = 日期

## Rate cards

orders-rate-cards = 价目表
orders-rate-cards-also = 费用, 报价, 保费, 价目
orders-rate-cards-about = 服务价格：固定、按件、阶梯、按时长，含最低收费和附加费。每次更改都是新版本；已收费用保留原版本。
orders-rate-cards-none = 尚无价目表
orders-rate-cards-none-next = 从下面的示例开始。
orders-rate-card-add = 编写价目表
orders-rate-card-next = 编写下一版本
orders-rate-card-keep = 检查并启用
orders-rate-card-hint = 文档为 JSON，整体检查。再次使用同一名称即为下一版本。
orders-rate-card-try = 试算
orders-rate-card-retire = 停用
orders-rate-card-retire-about = 不再用它收费。已收费用仍保留它，新版本可使其恢复。
orders-only-if-used = 仅在使用时
orders-minimum = 至少
orders-maximum = 至多
orders-price-per-unit = 每件 { $price }
orders-price-per-minutes = 每开始 { $minutes } 分钟 { $price }

## Papers from a conversation

orders-send-paper = 发送单据
orders-send-paper-about = 按一下即附在回复中，使用客户的语言。
orders-send-from-conversation = 请从会话中打开，以便附在回复中。
orders-return-note-named = 退货单 { $number }
orders-invoice-for = 先为订单 { $number } 开具发票
orders-paper-of-another = 此单据不属于该会话的客户。请打开对应客户的会话。
orders-story-paper-on-reply = 将 { $number } 附在回复中
orders-story-method-changed = 选择了其他常用付款方式
orders-story-rate-card-retired = 停用了价目表

## How far a return has come

orders-step-agreed = 已同意
orders-step-here = 包裹已到
orders-step-paid-back = 已退款
orders-step-on-its-way-back = 款项处理中
orders-step-replaced = 已换货
orders-step-called-off = 已取消

## Why not

orders-deny-order-not-theirs = 此订单属于他人。
orders-next-order-not-theirs = 请选择该客户自己的订单。
orders-deny-charge-on-order = 此费用已计入订单账单。
orders-next-charge-on-order = 请更正订单账单。
orders-deny-subscription-paused = 订阅已暂停。
orders-next-subscription-paused = 请先恢复。
orders-deny-subscription-runs = 订阅正在进行。
orders-next-subscription-runs = 无需操作。
orders-deny-balance-not-theirs = 此余额属于他人或类型不同。
orders-next-balance-not-theirs = 请选择该客户自己的余额。
orders-deny-balance-closed = 此余额已失效。
orders-next-balance-closed = 请新开一个。
orders-deny-over-before-it-begins = 有效期已过。
orders-next-over-before-it-begins = 请选择将来的日期。
orders-deny-no-customer = 需要指定客户。
orders-next-no-customer = 请说明归属。

## Where the day begins

orders-zone = 时区
orders-zone-hint = 例如 Europe/Madrid。日期、期限和每日限额按此计算。
orders-zones = 一天从何时开始
