# 客户能看到的订单，以及如何进入。

portal-welcome = 您的订单
portal-welcome-lead = 请输入您下单时使用的邮箱，我们会发送一个验证码。
portal-email = 邮箱地址
portal-email-wrong = 这不是邮箱地址。请按 name@example.com 的格式填写。
portal-order-number = 订单号
portal-order-number-hint = 如果您知道订单号，将首先打开它。
portal-send-code = 发送验证码
portal-wait = 请求验证码过于频繁。请一小时后再试，或查找已收到的验证码。
portal-code-title = 输入验证码
portal-code-lead = 如果我们认识该邮箱，验证码已在途中。它在十分钟内、仅在此浏览器、仅一次有效。
portal-code = 六位验证码
portal-code-wrong = 这不是我们发送的验证码。请核对后重新输入。
portal-code-stale = 此验证码已失效：过期、已使用或尝试次数过多。请重新获取。
portal-code-again = 获取新的验证码
portal-enter = 继续
portal-sign-out = 退出
portal-sign-out-everywhere = 在所有浏览器中退出

portal-letter-subject = { $code } 是您在 { $brand } 的验证码
portal-letter-text =
    您在 { $brand } 查看订单的验证码：

        { $code }

    请在十分钟内，在您请求它的浏览器中输入：
    { $link }

    如果不是您请求的，无需任何操作。没有此验证码，谁也看不到您的订单：请勿告诉任何人。

portal-orders = 我的订单
portal-all-orders = 所有订单
portal-known-as = 您的邮箱：{ $email }。
portal-no-orders = 还没有订单
portal-no-orders-next = 未找到此邮箱的订单。如果您用其他邮箱下单，请退出后输入那个邮箱。
portal-older = 更早的订单
portal-order-numbered = 订单 { $number }
portal-back-to = 返回订单 { $number }
portal-placed-on = 下单日期：{ $date }
portal-withheld = 此订单的部分内容目前仅向身份更明确的人显示。我们会向您的邮箱发送新的验证码，输入后即可查看全部内容。
portal-prove-again = 给我发送新的验证码
portal-withheld-short = 打开以查看状态

portal-status-placed = 备货中
portal-status-partly-shipped = 部分已发货
portal-status-shipped = 运输中
portal-status-delivered = 已送达
portal-status-returned = 已退回
portal-status-cancelled = 已取消
portal-standing-placed = 我们已收到您的订单，正在备货。
portal-standing-partly-shipped = 您的订单部分已发出，其余稍后发出。
portal-standing-shipped = 您的订单正在运输中。
portal-standing-delivered = 您的订单已送达。
portal-standing-returned = 此订单的全部商品已退回。
portal-standing-cancelled = 此订单已取消。

portal-shipments = 包裹
portal-parcel = { $carrier } 的包裹
portal-tracking = 运单号 { $tracking }
portal-parcel-sent = 已发出
portal-parcel-delivered = 已送达
portal-parcel-lost = 已丢失

portal-pieces = 订购的商品
portal-total = 合计
portal-unit-ordered = 备货中
portal-unit-shipped = 运输中
portal-unit-delivered = 已送达
portal-unit-returning = 退回途中
portal-unit-returned = 已退回
portal-unit-cancelled = 已取消
portal-paid-unpaid = 未付款
portal-paid-partly-paid = 部分已付
portal-paid-paid = 已付款
portal-paid-refunded = 无需付款
portal-refund = 退款至{ $method }
portal-refund-done = 已于 { $date } 退款
portal-refund-promised = 于 { $date } 承诺退款；银行最多需要五个工作日
portal-method-card = 您的银行卡
portal-method-wallet = 您的支付账户
portal-method-bank = 您的银行账户
portal-method-invoice = 您的发票
portal-method-gift-card = 您的礼品卡
portal-method-store-credit = 商店余额

portal-returns = 退货
portal-return-numbered = 退货 { $number }
portal-return-expected = 等待包裹
portal-return-received = 已收到并结清
portal-return-closed = 已关闭
portal-exchange-expected = 已换货；等待旧商品
portal-exchange-received = 已换货；旧商品已收到
portal-exchange-closed = 已关闭
portal-slip = 退货单
portal-slip-lead = 请打印此页，或将编号写在纸上，放入包裹。
portal-slip-over = 此退货已结清，不再需要退货单。
portal-slip-to = 请将包裹寄至

portal-papers = 单据
portal-paper-invoice = 发票
portal-paper-credit-note = 贷项凭证
portal-paper-receipt = 收据
portal-addresses = 地址
portal-ship-to = 收货地址
portal-bill-to = 账单地址

portal-ways = 您可以
portal-way-return = 退货
portal-way-exchange = 换货
portal-way-close-return = 还是保留商品
portal-way-cancel = 取消
portal-way-address = 更改地址
portal-way-not-return = 无法退货。
portal-way-not-exchange = 无法换货。
portal-way-not-cancel = 无法取消。
portal-way-not-address = 无法更改地址。
portal-title-return = 退货
portal-title-exchange = 换货
portal-title-close-return = 保留原定退回的商品
portal-title-cancel = 取消
portal-title-address = 更改收货地址
portal-nothing-to-choose = 没有可选的商品：此订单目前没有处于该状态的商品。请返回查看订单情况。
portal-which = 哪些商品？
portal-instead-of = 替换 { $piece }
portal-keep = 保留
portal-why = 原因
portal-reason-changed-mind = 我改变了主意
portal-reason-not-as-described = 与描述不符
portal-reason-defective = 无法使用
portal-reason-damaged = 送达时已损坏
portal-reason-wrong-item = 发错商品
portal-reason-no-longer-needed = 不再需要
portal-reason-ordered-by-mistake = 误下单
portal-reason-found-cheaper = 找到更便宜的
portal-reason-arrives-too-late = 送达太晚
portal-reason-other = 其他原因
portal-condition = 商品状况
portal-condition-unopened = 未拆封
portal-condition-like-new = 如新
portal-condition-opened = 已拆封，未使用
portal-condition-used = 已使用
portal-condition-damaged = 损坏
portal-condition-defective = 故障
portal-refund-to = 款项退至何处？
portal-refund-original = 原付款方式
portal-refund-credit = 商店余额
portal-address-name = 姓名
portal-address-line1 = 街道与门牌号
portal-address-line2 = 补充信息
portal-address-postcode = 邮编
portal-address-city = 城市
portal-address-region = 地区
portal-address-country = 国家
portal-address-country-hint = 两个字母，如 DE 或 ES。
portal-continue = 继续
portal-not-now = 暂不

portal-preview = 将会发生什么
portal-return-worth = 包裹到达并检查后，最多退还您 { $amount }。
portal-final = 以下操作无法撤销：
portal-final-money-taken = 将收取款项。
portal-final-recorded-here = 款项由支付服务商收取。
portal-final-money-given-back = 款项将退还给您。
portal-final-pieces-cancelled = 取消的商品不会发出。
portal-final-pieces-exchanged = 新商品将为您预留并发出。
portal-line-unit = 新增
portal-line-credit = 扣除
portal-line-unused-days = 未使用的天数
portal-line-shipping = 运费
portal-line-discount = 折扣
portal-line-fee = 费用
portal-line-reduction = 减价
portal-line-waiver = 免除
portal-line-adjustment = 更正
portal-money-refund = 退至
portal-money-capture = 收取自
portal-money-void = 解除预授权
portal-money-authorise = 预授权
portal-money-grant = 给予
portal-confirm-return = 退回这些商品
portal-confirm-exchange = 更换这些商品
portal-confirm-close-return = 取消退货
portal-confirm-cancel = 确认取消
portal-confirm-change-address = 寄到该地址
portal-changed = 自您查看后情况有变。以下是当前情况：请查看后再次确认。
portal-denied = 无法办理。
portal-choose-again = 重新选择
portal-done-return = 退货已登记。请打印下方的退货单并寄出包裹。
portal-done-exchange = 换货已登记。新商品打包后即发出。
portal-done-close-return = 退货已取消，商品归您所有。
portal-done-cancel = 已取消。
portal-done-address = 地址已更改。
portal-done-waits = 需要我们的同事先同意，我们会通过邮件通知您。
portal-done-written = 我们已收到您的留言，将通过邮件回复。

portal-write = 就此订单联系我们
portal-write-about = 就订单 { $number } 联系我们
portal-write-subject = 简要说明
portal-write-text = 您的留言
portal-write-answer-to = 我们会回复至 { $email }。
portal-write-send = 发送
portal-write-wait = 您在过去一小时内已多次留言。我们都已收到，请一小时后再写。

portal-refused-empty = 留言为空。请写明事由。
portal-refused-no-inbox = 这里暂时无人接收留言。请使用商店的联系邮箱。
portal-refused-too-weak = 此操作需要先进一步确认您的身份。请打开订单，在那里获取新的验证码后重试。
portal-refused-no-e-invoice = 此单据没有电子格式。请下载 PDF。
portal-refused-colour = 这不是颜色。请在 # 后写六位，如 #1f6f5c。

portal-settings = 客户门户
portal-settings-also = 帮助中心, 客户门户, 联系表单, 品牌颜色
portal-settings-about = 客户可在 { $link } 查看订单。请将此链接放到您的网站和邮件中。
portal-settings-saved = 已保存。
portal-settings-no-brand = 还没有品牌。添加后即可为其门户选择颜色。
portal-settings-colour = 颜色
portal-settings-colour-hint = 每页的页眉和主按钮。其上的文字为黑或白，以易读者为准。
portal-settings-inbox = 留言发送到
portal-settings-first-inbox = 第一个收件箱
portal-settings-save = 保存

portal-story-code-asked = 有人请求了客户门户的验证码
portal-story-code-asked-nobody = 有人用未知邮箱请求了客户门户的验证码
portal-story-code-wrong = 客户门户中输入了错误的验证码
portal-story-signed-in = 客户用邮件验证码登录了门户
portal-story-signed-out = 客户离开了门户；结束的会话：{ $sessions }
portal-story-wrote = 在门户中就订单 { $number } 留言，已用验证码登录
portal-story-look-chosen = 选择了品牌门户的外观

portal-progress = 您的订单进度
portal-step-placed = 已下单
portal-step-shipped = 运输中
portal-step-delivered = 已送达

portal-account = 我的账户
portal-back-to-account = 返回我的账户
portal-account-empty = 这里还没有内容
portal-account-empty-next = 礼品卡、余额和订阅会显示在这里。
portal-balances = 礼品卡与余额
portal-balance-gift-card = 礼品卡
portal-balance-store-credit = 商店余额
portal-balance-until = 可用至 { $date }
portal-balance-moves = 近期变动
portal-subscriptions = 订阅
portal-subscription-price = { $price }，{ $every }
portal-subscription-until = 已付至 { $date }
portal-subscription-ended = 已于 { $date } 结束
portal-subscription-end = 结束订阅
portal-subscription-end-named = 结束订阅 { $plan }
portal-title-cancel-subscription = 结束订阅
portal-confirm-cancel-subscription = 确认结束
portal-final-subscription-ended = 订阅立即结束。
portal-done-subscription = 订阅已结束。
portal-accounts = 合同
portal-account-open = 有效
portal-account-closed = 已关闭
portal-zone = 时间显示所用时区
portal-zone-keep = 保存
portal-zone-foot = 时间以 { $zone } 为准。
portal-zone-change = 更改
portal-done-zone = 时间现按您选择的时区显示。
portal-refused-zone = 我们不认识这个时区。请从列表中选择。

portal-talks = 我的消息
portal-talks-lead = 您写给我们的内容和我们的回复。
portal-talks-none = 还没有消息
portal-talks-none-next = 给我们留言，回复也会显示在这里。
portal-talks-older = 更早的消息
portal-talks-all = 全部消息
portal-talk-untitled = 无主题
portal-talk-waits = 等待我们回复
portal-talk-open = 进行中
portal-talk-settled = 已解决
portal-talk-you = 您
portal-talk-nothing = 这里还没有可读的内容。
portal-talk-answer = 您的回复
portal-write-new = 给我们留言

portal-story-wrote-to-us = 客户用邮件验证码登录后在门户中留言
portal-story-zone-chosen = 客户在门户中选择了时区

portal-settings-colour-as-it-is = 客服看到的品牌如此显示；该颜色在浅色和深色下均清晰可读。
portal-settings-colour-moved = 客服看到的品牌如此显示；为保证可读，浅色下颜色为 { $light }，深色下为 { $dark }。
