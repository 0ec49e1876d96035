# Beside a shop: connecting one, how it is doing, what asks for a person, where books differ.

## Lists and settings

shops-menu = 商店
shops-menu-also = shopify, woocommerce, stripe, 支付, 承运商, 集成
shops-menu-group = 商务
shops-title = 商店
shops-about = 在此处理其订单的商店系统。在这里做的操作会在那边执行。
shops-none = 尚未连接商店
shops-none-next = 连接 Shopify、WooCommerce 或 Stripe，订单、客户和付款便会自动出现在这里。
shops-connect = 连接商店
shops-connect-about = 保存之前会先验证密钥，之后不再显示。
shops-edit-title = 如何访问此商店
shops-edit = 设置
shops-all = 所有商店
shops-back = 返回
shops-no-brand = 还没有品牌。请先在订单台添加品牌，再连接其商店。
shops-name = 名称
shops-system = 系统
shops-state = 状态
shops-read-at = 上次读取
shops-never = 尚未
shops-brand = 品牌
shops-brand-hint = 订单所属品牌：适用其政策和单据。
shops-host = 地址
shops-host-hint-shopify = 商店自己的名称，例如 kettle.myshopify.com。
shops-host-hint-woocommerce = 网站地址，例如 shop.example.com。仅限 https 和根路径。
shops-user = 消费者密钥
shops-secret = 密钥
shops-secret-hint = Shopify：管理 API 访问令牌。WooCommerce：消费者密钥。Stripe：受限密钥或私密密钥。
shops-secret-kept = 留空则保留已存的密钥。
shops-secret-lost = 无法读取其密钥；请重新输入
shops-state-lost = 密钥无法读取
shops-webhook-secret = Webhook 密钥
shops-webhook-secret-hint = 商店用来签署 webhook 的密钥。没有它，webhook 会被拒绝，商店每五分钟读取一次。
shops-enabled = 读取此商店
shops-save = 测试并保存
shops-how-shopify = 在 Shopify 中创建自定义应用，授予订单、客户、产品和发货权限，然后粘贴其管理 API 访问令牌。
shops-how-woocommerce = 在 WooCommerce 中打开“设置”“高级”“REST API”，添加一个具有读写权限的密钥。
shops-how-stripe = 在 Stripe 中创建可读取付款并写入退款的受限密钥。付款按其元数据中的编号 (order_number) 找到订单。
shops-system-shopify = Shopify
shops-system-woocommerce = WooCommerce
shops-system-stripe = Stripe
shops-state-new = 尚未读取
shops-state-reading = 读取中
shops-state-idle = 已是最新
shops-state-failing = 出错
shops-state-off = 已停用

## Mistakes

shops-mistake-name = 请输入商店名称。
shops-mistake-host = 请输入商店的公开 https 地址：仅主机名，不含端口和路径。
shops-mistake-secret = 请输入密钥。
shops-other-host = 不同的地址就是另一家商店。请将其作为新商店连接。
shops-test-failed = 未保存：{ $reason }
shops-only-by-hand = 连接器无法执行此操作。请在商店中完成，然后选择“已完成”。

## A shop's page

shops-read-now = 立即读取
shops-webhook-address = Webhook 地址
shops-webhook-about-shopify = 在 Shopify 中用此地址为订单、退款、发货、客户和产品添加 JSON 格式的 webhook。
shops-webhook-about-woocommerce = 在 WooCommerce 的“设置”“高级”“Webhooks”中，用此地址和相同密钥为订单、客户和产品添加 webhook。
shops-webhook-about-stripe = 在 Stripe 的“开发者”“Webhooks”中添加此地址，并选择付款意图、收费和退款事件。
shops-disconnect = 断开连接
shops-disconnect-about = 密钥将被删除，不再读取此商店。已读取的订单会保留。
shops-done-saved = 商店已响应，设置已保存。
shops-done-read = 正在读取商店。
shops-done-compared = 正在核对账目。
shops-done-replayed = 正在重新处理。
shops-done-decided = 已记录您的决定。
shops-when = 时间
shops-what = 内容
shops-order = 订单
shops-reason = 原因
shops-topic = 主题
shops-theirs = 商店中
shops-our-figure = 这里
shops-their-figure = 那边
shops-errands = 在商店中执行
shops-errands-none = 这里的操作都已在那边执行。
shops-errand-waiting = 进行中
shops-errand-done = 已完成
shops-errand-failed = 失败
shops-errand-asks = 请在商店中完成，然后选择“已完成”。
shops-decide-done = 已完成
shops-decide-again = 再做一次
shops-decide-give-up = 放弃
shops-dead = 已搁置
shops-dead-none = 商店发来的内容都已处理。
shops-replay = 重试
shops-differences = 账目差异
shops-differences-none = 最近三十天没有差异。核对于
shops-not-compared = 尚未核对账目。
shops-compare-now = 立即核对
shops-differs-missing-here = 这里缺少订单
shops-differs-missing-there = 那边缺少订单
shops-differs-owed-differs = 总额不同
shops-differs-paid-differs = 已付金额不同
shops-differs-refund-unknown-here = 这里未知的退款
shops-differs-refund-unknown-there = 那边未知的退款
shops-differs-money-without-order = 没有订单的款项

## Tasks

shops-task-refund = 退款
shops-task-cancel = 取消
shops-task-change-address = 更改地址
shops-task-fulfil = 发货
shops-task-change-items = 更改商品
shops-task-change-shipping = 更改配送
shops-task-exchange = 换货
shops-task-return = 退货
shops-task-receive-return = 收到退货
shops-task-close-return = 取消退货
shops-task-resend = 重新发送
shops-task-apply-voucher = 优惠券

## Ailments

shops-ailment-key-refused = 商店不接受该密钥 ({ $said })。请打开“设置”“商店”，选择商店并输入新密钥。
shops-ailment-busy = 商店要求等待 { $said } 秒。系统会自动重试。
shops-ailment-away = 无法访问商店 ({ $said })。系统会自动重试；如持续出现，请检查地址。
shops-ailment-uncertain = 已提出请求，但无法确定是否完成 ({ $said })。请查看商店，然后选择“已完成”或“再做一次”。
shops-ailment-refused = 商店拒绝：{ $said }。请在商店中处理，或选择其他操作。
shops-ailment-unreadable = 无法读取商店的回答 ({ $said })。请连同系统版本一起报告。
shops-ailment-cannot-do = 此系统无法执行。请在商店中完成，然后选择“已完成”。
shops-ailment-not-allowed = 不允许访问该地址 ({ $said })。请输入商店的公开 https 地址。
shops-ailment-secret-lost = 无法读取其密钥。请打开“设置”“商店”，选择商店并重新输入。
shops-ailment-not-taken = 无法记入账目 ({ $said })。请在商店中处理，然后选择“重试”。
shops-ailment-given-up = 有人决定不执行。

## Stories

shops-story-connected = 连接了商店
shops-story-settings-changed = 更改了商店的访问方式
shops-story-disconnected = 断开了商店
shops-story-failing = 商店出错：{ $reason }
shops-story-mended = 商店恢复响应
shops-story-order-read = 已从商店读取订单
shops-story-delivery-kept = 商店发来消息
shops-story-delivery-set-aside = 商店发来的内容被搁置
shops-story-delivery-replayed = 重试了被搁置的内容
shops-story-errand-begun = 已请求商店：{ $what }
shops-story-errand-done = 商店已执行：{ $what }
shops-story-errand-failed = 商店未执行：{ $what }。{ $reason }
shops-story-errand-asks = 需要人工决定：{ $what }。{ $reason }
shops-story-compared = 已与商店核对账目：{ $count } 处差异
shops-story-file-imported = 导入了文件：{ $count } 行
shops-differs-state-differs = 状态不一致
shops-state-open = 未发货
shops-state-sent = 已发货
shops-state-cancelled = 已取消
shops-differences-csv = 导出 CSV
shops-order-errands = 向店铺提出的操作
shops-order-unsettled = 店铺中有操作未完成。请重试或作出决定。
shops-errand-again = 已重新开始
shops-again-named = 重试：{ $what }
shops-order-decide = 决定
