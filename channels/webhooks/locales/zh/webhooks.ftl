# Webhook：让其他程序得知这里发生的事。

## 列表和表单

webhooks-menu = Webhook
webhooks-menu-also = 回调, 事件, 集成, 签名
webhooks-menu-group = 程序
webhooks-title = Webhook
webhooks-about = 这里发生什么，立即通知外部的程序。
webhooks-none = 还没有程序在听
webhooks-none-next = 填入一个程序的地址：有新的会话、消息和订单时，一秒之内就会通知它，并带有签名，让它知道是我们发来的。
webhooks-add = 添加 Webhook
webhooks-edit = 修改
webhooks-all = 所有 Webhook
webhooks-back = 返回
webhooks-form-about = 消息只说明什么变了，不含个人数据；其余的由程序向 API 查询。
webhooks-receiver = 接收方
webhooks-name = 名称
webhooks-added = 添加时间
webhooks-url = 地址
webhooks-url-hint = 公网上的 https 地址，须在 15 秒内以 2xx 应答。
webhooks-wanted = 通知哪些事
webhooks-family-conversation = 会话：新建、指派、解决……
webhooks-family-message = 消息：收到、写出、送达……
webhooks-family-customer = 客户
webhooks-family-order = 订单
webhooks-family-action = 对订单的操作
webhooks-family-shop = 商店
webhooks-kinds = 其他种类
webhooks-kinds-hint = 每行一个，例如 note.added、agent.*，或用 * 表示全部。
webhooks-save = 保存
webhooks-mistake-name = 请起个名称，让别人知道它的用途。
webhooks-mistake-url = 请填写使用默认端口的 https 地址，其中不含用户名和密码。
webhooks-mistake-wanted = 请至少选择一种事件。
webhooks-mistake-kind = “{ $kind }”不是事件种类。请写 message.arrived、order.* 或 *。
webhooks-mistake-inside = 此地址位于内部网络，永远不会被连接。请输入公共互联网上的地址。
webhooks-mistake-kind-unknown = 永远不会告知“{ $kind }”这类事件。可用的有：{ $known }。
webhooks-refused-two-secrets = 已有两个密钥在签名；第三个会使旧密钥失效，而接收方可能仍用它校验。请先在接收方填入新密钥，停用旧密钥，然后再创建。
webhooks-refused-one-secret = 只有一个密钥在签名，没有可停用的旧密钥。
webhooks-refused-waiting = 此消息仍在等待发送，没有可再次发送的内容。它会自动发出。

## 状况

webhooks-state = 状态
webhooks-state-working = 正常
webhooks-state-failing = 失败
webhooks-state-paused = 已暂停
webhooks-state-waiting = 等待中
webhooks-state-delivered = 已送达
webhooks-state-dead = 已放弃
webhooks-paused-by-hand = 有人暂停了它。
webhooks-paused-gone = 它表示已不存在（410）。恢复后请继续。
webhooks-paused-given-up = 它五天没有接收任何消息。请修好接收方后再继续。
webhooks-paused-owner = 设置它的人已不能查看日志。继续后，它会听到您能看到的内容。
webhooks-eyes = 它听到的，是添加它、或最近改变其地址或继续它的人能看到的内容。
webhooks-secret = 密钥
webhooks-secret-show = 显示密钥
webhooks-secret-about = 接收方用它核对每条消息：webhook-signature 是 v1 加上对 webhook-id、webhook-timestamp 和正文的 HMAC-SHA256，遵循 Standard Webhooks 规范。
webhooks-secret-rotate = 生成新密钥
webhooks-secret-both = 消息同时用此密钥和旧密钥签名，旧密钥失效于
webhooks-secret-drop = 立即停用旧密钥
webhooks-secret-lost = 无法读取其密钥；请生成新密钥
webhooks-state-lost = 密钥无法读取
webhooks-secret-lost-next = 无法读取其密钥，因此不发送任何消息。请生成新密钥并在接收方输入：等待中的消息随后发出。

## 已通知的内容

webhooks-messages = 消息
webhooks-messages-all = 全部
webhooks-messages-waiting = 等待中
webhooks-messages-dead = 已放弃
webhooks-messages-delivered = 已送达
webhooks-messages-none = 没有这样的消息。
webhooks-not-yours = 这是为其他人的视角通知的内容。
webhooks-personal-token = Webhook 以服务令牌的视角接收，服务令牌可见且可撤销。请使用服务令牌，或在设置中添加。
webhooks-id = 编号
webhooks-tries = { $count } 次尝试
webhooks-no-answer = 没有应答
webhooks-took = 用时 { $milliseconds } 毫秒
webhooks-replay = 重新发送
webhooks-replay-dead = 重新发送所有已放弃的
webhooks-test = 发送测试
webhooks-pause = 暂停
webhooks-resume = 继续
webhooks-end = 移除此 Webhook
webhooks-end-about = 不再通知它，已通知的内容也会删除。此操作无法撤销。
webhooks-done-saved = 已保存。
webhooks-done-test = 测试消息已发出，显示在下方。
webhooks-done-pause = 已暂停：暂时不再通知它。
webhooks-done-resume = 已继续：从现在起发生的事会通知它。
webhooks-done-rotate = 已有新密钥。请填到接收方；旧密钥再签名一周。
webhooks-done-drop-old = 旧密钥不再签名。
webhooks-done-replay = 正在重新发送。
webhooks-done-replay-dead = 正在重新发送已放弃的消息，每次最多 500 条。

## 日志

webhooks-story-added = 添加了 Webhook“{ $name }”
webhooks-story-changed = 修改了 Webhook“{ $name }”
webhooks-story-rotated = 为 Webhook“{ $name }”生成了新密钥
webhooks-story-old-dropped = 停用了 Webhook“{ $name }”的旧密钥
webhooks-story-paused = Webhook“{ $name }”已暂停。{ $reason }
webhooks-story-resumed = 继续了 Webhook“{ $name }”
webhooks-story-failing = Webhook“{ $name }”没有接收消息，正在重试
webhooks-story-mended = Webhook“{ $name }”重新开始接收消息
webhooks-story-message-dead = 关于 { $about } 的一条 Webhook 消息已放弃
webhooks-story-replayed = 重新发送了 { $count } 条 Webhook 消息
webhooks-story-ended = 移除了 Webhook“{ $name }”
