# 服务台的文字：列表、会话、编辑框、设置。

## Lists and views

desk-view-mine = 分配给我
desk-view-unassigned = 未分配
desk-view-mentions = 提到我的
desk-view-waiting = 等待最久
desk-view-open = 全部待处理
desk-view-pending = 等待客户
desk-view-on-hold = 暂停中
desk-view-snoozed = 已推迟
desk-view-resolved = 已解决
desk-view-trouble = 未送达
desk-view-all = 全部会话
desk-longest-waiting = 等待最久的在前
desk-newest-first = 最新的在前
desk-more-rows = 显示更多
desk-choose-one = 选择一个会话
desk-choose-one-how = 也可以按 j 和 k 在列表中移动，按 o 打开，按 ? 查看所有快捷键。
desk-empty-mine = 全部已回复
desk-empty-mine-next = 没有等待您处理的会话。也许还有未分配的客户在等待。
desk-empty-mine-step = 查看未分配的会话
desk-empty-trouble = 全部已送达
desk-empty-trouble-next = 无法送达的消息会显示在这里，并附有处理办法。
desk-empty-all = 还没有会话
desk-empty-all-next = 客户写信到您的收件箱，或您写信给客户后，会话就会出现在这里。
desk-empty = 这里是空的
desk-empty-next = 目前没有符合条件的会话。
desk-empty-step = 查看全部会话
desk-pick = 选择“{ $subject }”
desk-unpick = 取消选择
desk-nameless = 未知发件人
desk-no-subject = （无主题）
desk-empty-message = （没有正文）
desk-undelivered = 未送达
desk-automatic = 自动消息
desk-automatic-title = 由系统自动发送，不会触发自动回复。
desk-automatic-acknowledgement = 自动回执
desk-automatic-bounce = 投递报告
desk-automatic-survey = 满意度询问
desk-waiting-title = 客户已等待这么久
desk-assigned-to = 已分配给 { $name }

## Rail

desk-new = 新会话
desk-menu = Frontline 菜单
desk-settings-group = 会话
desk-settings = 设置
desk-shortcuts = 帮助与快捷键
desk-search-or-jump = 搜索或跳转…
desk-drafts = 草稿
desk-customers = 客户
desk-orders = 订单
desk-knowledge = 知识库
desk-article-write = 编写文章
desk-approvals = 审批
desk-inboxes = 收件箱
desk-inboxes-also = 邮箱账号, imap, smtp, 地址, 转发, dkim, spf, 遮盖
desk-teams = 团队
desk-people = 成员
desk-addressees = 已知联系人
desk-programs = 服务令牌
desk-presence = 在线状态
desk-presence-online = 在线
desk-presence-away = 离开
desk-presence-busy = 忙碌
desk-presence-offline = 离线
desk-theme = 外观
desk-theme-light = 浅色
desk-theme-dark = 深色
desk-theme-system = 跟随系统
desk-density-compact = 紧凑行距
desk-density-comfortable = 宽松行距
desk-density-cozy = 适中行距
desk-profile = 我的资料
desk-sign-out = 退出登录
desk-keys-go = 前往
desk-keys-list = 列表
desk-keys-conversation = 会话
desk-key-next = 下一个会话
desk-key-previous = 上一个会话
desk-key-open = 打开会话
desk-key-open-next = 打开下一个会话
desk-key-open-previous = 打开上一个会话
desk-key-pick = 选择会话

## Status, priority, category

desk-status = 状态
desk-status-open = 待处理
desk-status-pending = 等待客户
desk-status-on-hold = 暂停
desk-status-snoozed = 已推迟
desk-status-snoozed-until = 推迟到 { $time }
desk-status-resolved = 已解决
desk-status-closed = 已关闭
desk-priority = 优先级
desk-priority-is = 优先级：{ $priority }
desk-priority-low = 低
desk-priority-normal = 普通
desk-priority-high = 高
desk-priority-urgent = 紧急
desk-category = 类别
desk-no-category = 无类别
desk-category-question = 咨询
desk-category-complaint = 投诉
desk-category-order = 订单
desk-category-billing = 账单
desk-category-technical = 技术
desk-category-account = 账户
desk-category-feedback = 反馈

## What can be done

desk-undo = 撤销
desk-save = 保存
desk-edit = 编辑
desk-more = 更多
desk-yes = 是
desk-no = 否
desk-unset = 未填写
desk-resolve = 解决
desk-reopen = 重新打开
desk-close = 永久关闭
desk-snooze = 推迟
desk-snooze-later-today = 今天晚些时候
desk-snooze-tomorrow = 明天
desk-snooze-monday = 下周一
desk-snooze-at = 或者输入时间
desk-assign = 分配
desk-take = 由我处理
desk-nobody = 不分配
desk-assign-name = 查找同事
desk-assign-all = 所有同事
desk-no-team = 无团队
desk-team = 团队
desk-tag = 添加标签
desk-tags = 标签
desk-tags-also = 标签, 分类, 主题
desk-tag-new = 作为新标签添加
desk-follow = 关注
desk-unfollow = 取消关注
desk-rename = 修改主题
desk-describe = 类别与字段
desk-print = 打印
desk-no-fields = 尚未定义其他字段。管理员可以在“设置”中添加。
desk-merge = 合并
desk-merge-hint = 那个会话的全部内容会移到这里，可以撤销。
desk-link = 关联
desk-link-hint = 两个会话保持不变，并互相关联。
desk-unlink = 取消与 #{ $number } 的关联
desk-move = 移动
desk-move-to-inbox = 移到其他收件箱
desk-move-inbox-hint = 之后能看到那个收件箱的人就能看到此会话，可以撤销。
desk-move-message = 移动此消息
desk-move-message-hint = 此消息会移到那个会话，可以撤销。
desk-other-number = 另一个会话的编号，或其中的词语
desk-other-offers = 可选的会话
desk-split-here = 从此处拆分
desk-link-to-message = 此消息的链接
desk-raw = 查看原始邮件
desk-back-to-list = 返回列表

## Thread

desk-messages = 消息
desk-message-menu = 此消息的更多操作
desk-to-others = 发送给 { $name }{ $others ->
    [0] { "" }
   *[other] { " " }等 { $others } 人
 }
desk-to = 收件人
desk-cc = 抄送
desk-bcc = 密送
desk-not-authentic = 无法验证发件人身份。在通过其他渠道确认之前，请勿透露机密信息。
desk-claims-ours = 此邮件声称来自我们自己的地址，但并非如此。请勿打开其中的链接或文件，并告知管理员。
desk-unreadable = 此消息无法完整读取（{ $reason }）。原件已保留，请打开原始邮件。
desk-show-quoted = 显示引用内容
desk-images-off = 为避免发件人追踪，{ $count } 张图片未加载。
desk-images-load = 加载图片
desk-mail-frame = 发件人排版的邮件内容
desk-delivery-held = { $seconds } 秒后发送
desk-delivery-queued = 等待发送
desk-delivery-sending = 正在发送
desk-delivery-sent = 已送达 { $sent }
desk-delivery-delayed = 对方服务器要求稍候（{ $reason }）。将于 { $time } 重试。
desk-delivery-failed = 未送达：{ $reason }。请更正地址或重试。
desk-delivery-uncertain = 可能未送达：{ $reason }。请询问客户或重新发送。
desk-delivery-bounced = 邮件被退回：{ $reason }。请换一个地址或重新发送。
desk-take-back = 撤回
desk-send-again = 重新发送

## Composer

desk-kind-of-message = 消息类型
desk-reply = 回复
desk-note = 备注
desk-forward = 转发
desk-write-reply = 写一封回复…
desk-write-note = 仅团队可见。输入 @ 提及同事…
desk-write-forward = 为转发的内容写几句…
desk-write-new = 写下您的消息…
desk-message-text = 消息正文
desk-subject = 主题
desk-attach = 添加附件
desk-remove-file = 移除 { $name }
desk-signature = 签名
desk-signature-added = 发送时自动附在消息下方
desk-discard-draft = 丢弃草稿
desk-saved-at = 已保存 { $time }
desk-send = 发送
desk-send-ways = 更多发送方式
desk-send-pending = 发送并等待客户
desk-send-open = 发送并保持待处理
desk-send-resolve = 发送并解决
desk-locked = 此会话已永久关闭。仍可添加备注；客户回复会开启一个新的关联会话。
desk-new-about = 客户会收到普通邮件，其回复会进入此服务台。
desk-new-gone = 这条消息已不在撰写中
desk-new-gone-next = 它已发送或已丢弃。
desk-from-inbox = 发件收件箱
desk-no-inbox = 还没有收件箱
desk-no-inbox-next = 请向管理员申请收件箱的访问权限。

## Panel

desk-customer = 客户
desk-close-panel = 关闭客户面板
desk-panel-about = 资料
desk-panel-since = 客户始于
desk-panel-conversations = 其他会话
desk-customers-conversations = 会话
desk-customers-no-conversations = 暂无您可查看的会话。
desk-panel-no-others = 这是第一个会话。

## Drafts, notices, search

desk-drafts-about = 您开始撰写的内容都会保存在这里，直到发送或丢弃。
desk-drafts-none = 没有草稿
desk-draft-out-of-sight = 您已看不到该会话
desk-draft-out-of-sight-next = 您已无法查看这份草稿所属的会话。您写的内容仍归您所有：可从此处复制，或丢弃草稿。
desk-draft-words = 您写的内容
desk-notices = 通知
desk-notices-unread = { $count } 条未读通知
desk-notices-about = 提及、回复，以及您未送达的消息。想收到哪些通知，可在设置中选择。
desk-notices-none = 没有通知
desk-notices-none-next = 同事提到您时，会显示在这里。
desk-notices-read-all = 全部标为已读
desk-notice-mentioned = 有人提到了您
desk-notice-not-delivered = 您的一条消息未送达
desk-notice-assigned = 已分配给您
desk-notice-decided = 您的审批申请已有结果
desk-notice-answered = 客户已回复
desk-notice-followed = 您关注的会话有新动态
desk-notice-team-waiting = 有新会话在等待您的团队
desk-letter-subject = #{ $number }：{ $subject }
desk-letter-text =
    { $what }：#{ $number } { $subject }

    { $link }

    您收到此邮件是因为您的设置中选择了接收。在您查看此会话之前，不会再收到关于它的邮件。
desk-notice-undone = 店铺中未能完成
desk-notice-asks = 等待您的决定
desk-notice-new = 新

## What was just done

desk-said-resolved = #{ $number } 已解决
desk-said-closed = #{ $number } 已永久关闭
desk-said-reopened = 已重新打开
desk-said-pending = 等待客户回复
desk-said-on-hold = 已暂停
desk-said-snoozed = 推迟到 { $time }
desk-said-sending = 消息即将发出
desk-said-noted = 已添加备注
desk-said-taken-back = 已撤回，内容已放回编辑框。
desk-said-send-again = 正在重新发送
desk-said-assigned = 已分配给 { $name }
desk-said-unassigned = 已取消分配
desk-said-team = 团队已更改
desk-said-inbox = 已移到 { $name }
desk-said-tagged = 已添加标签“{ $name }”
desk-said-untagged = 已移除标签“{ $name }”
desk-said-renamed = 主题已修改
desk-said-prioritised = 优先级已更改
desk-said-categorised = 类别已更改
desk-said-field = 已保存
desk-said-followed = 已关注此会话
desk-said-unfollowed = 已取消关注
desk-said-linked = 已关联 #{ $other }
desk-said-unlinked = 已取消关联 #{ $other }
desk-said-merged = #{ $other } 已合并到此会话
desk-said-split = 已拆分为 #{ $other }
desk-said-moved = 已移到 #{ $other }
desk-said-undone = 已撤销

## What happened

desk-a-colleague = 一位同事
desk-a-team = 一个团队
desk-story-opened = 会话已开启
desk-story-arrived = 收到消息
desk-story-arrived-automatic = 收到自动消息
desk-story-written = 撰写了消息
desk-story-taken-back = 消息在发送前被撤回
desk-story-note-taken-back = 备注已撤回
desk-story-sent = 消息已发送
desk-story-delayed = 消息延迟：{ $reason }
desk-story-failed = 消息未送达：{ $reason }
desk-story-uncertain = 消息可能未送达：{ $reason }
desk-story-bounced = 发给 { $address } 的消息被退回：{ $reason }
desk-story-send-again = 重新发送消息
desk-story-noted = 添加了备注
desk-story-assigned = 分配给 { $name }
desk-story-unassigned = 取消分配
desk-story-team = 转交给团队 { $name }
desk-story-no-team = 不再属于团队
desk-story-pending = 等待客户回复
desk-story-on-hold = 已暂停
desk-story-snoozed = 推迟到 { $time }
desk-story-woken = 推迟结束
desk-story-resolved = 已解决
desk-story-reopened = 重新打开
desk-story-closed = 永久关闭
desk-story-renamed = 主题改为“{ $subject }”
desk-story-prioritised = 优先级改为{ $priority }
desk-story-categorised = 类别改为{ $category }
desk-story-uncategorised = 移除了类别
desk-story-field = 字段改为“{ $value }”
desk-story-tagged = 添加标签“{ $name }”
desk-story-untagged = 移除标签“{ $name }”
desk-story-followed = { $name } 已关注
desk-story-unfollowed = { $name } 取消关注
desk-story-linked = 已关联另一个会话
desk-story-linked-stranger = 已关联：非参与者回复了另一个会话
desk-story-linked-continues = 已关联：延续一个已关闭的会话
desk-story-linked-split = 已关联拆分前的会话
desk-story-linked-merged = 已关联被合并的会话
desk-story-unlinked = 取消关联
desk-story-merged = 另一个会话已合并到此会话
desk-story-split = 会话已拆分
desk-story-moved = 消息已移到另一个会话
desk-story-inbox = 移到其他收件箱
desk-story-undone = 撤销了合并、拆分或移动
desk-story-inbox-added = 添加收件箱 { $name }
desk-story-inbox-changed = 收件箱已修改
desk-story-inbox-access = 收件箱的可见范围已更改
desk-story-tag-added = 新建标签“{ $name }”
desk-story-tag-changed = 标签“{ $name }”已修改
desk-story-tag-retired = 标签“{ $name }”已停用
desk-story-field-defined = 定义字段“{ $label }”
desk-story-customer = 归到另一位客户名下
desk-story-told = 已通知同事

## Settings

desk-state = 状态
desk-inbox = 收件箱
desk-inboxes-about = 客户联系您的每个地址。
desk-inboxes-none-next = 添加第一个收件箱，邮件就会出现在列表中。
desk-inbox-add = 添加收件箱
desk-inbox-servers = 邮件服务器
desk-inbox-general = 常规
desk-inbox-name = 名称
desk-inbox-name-missing = 请填写收件箱名称。
desk-inbox-from-name = 发件人名称
desk-inbox-from-name-hint = 客户在地址旁看到的名称。
desk-inbox-signature-hint = 附在此收件箱的每封回复下方。
desk-inbox-team-hint = 新会话会交给此团队。
desk-inbox-undo = 可撤回的秒数
desk-inbox-undo-hint = 0 表示立即发送，最多 120。
desk-inbox-acknowledgement = 自动回执
desk-inbox-acknowledgement-hint = 收到首封邮件时发送，每位发件人每天最多一次。留空则不发送。
desk-inbox-aliases = 其他地址
desk-inbox-aliases-about = 发往这些地址的邮件也归入此收件箱，且不会收到我们自己的邮件。
desk-inbox-alias = 地址
desk-inbox-alias-add = 添加地址
desk-inbox-archive = 归档此收件箱
desk-inbox-archive-about = 不再接收邮件，已有会话会保留。
desk-seen-by = 可见范围
desk-seen-by-everyone = 所有人
desk-seen-by-chosen = 仅所选团队和成员
desk-seen-by-hint = 有权查看全部会话的人始终可见。
desk-tags-about = 添加到会话上的标签。
desk-tags-none = 还没有标签
desk-tags-none-next = 在上方添加，或在会话中输入。
desk-tag-name = 标签名称
desk-tag-add = 添加标签
desk-tag-colour = 颜色
desk-tag-colour-number = 颜色 { $number }
desk-tag-retire = 停用
desk-tag-on = 用于 { $count } 个会话
desk-fields = 会话字段
desk-fields-also = 自定义字段, 类别, 表单, 下拉
desk-fields-about = 您还想记录的会话信息。
desk-field-label = 名称
desk-field-kind = 类型
desk-field-kind-text = 文本
desk-field-kind-number = 数字
desk-field-kind-choice = 单选
desk-field-kind-yes-no = 是或否
desk-field-kind-date = 日期
desk-field-choices = 选项
desk-field-choices-hint = 每行一个。
desk-field-define = 添加字段

## Why something was refused

desk-assignee-cannot-see = 此人已离职或无权查看该收件箱。请选择其他人，或在“设置 › 收件箱”中授权。
desk-conversation-closed = 会话 #{ $number } 已永久关闭。请新建会话继续。
desk-conversation-merged = 会话 #{ $number } 已合并到另一个会话，请打开那个会话。
desk-subject-empty = 主题为空，请填写。
desk-arrival-id-taken = 此收件箱中已有另一条消息使用此 external_id：来自他人，或内容不同。请为这条消息使用自己的标识；如果是同一条消息，请原样发送。
desk-message-empty = 还没有内容，请先撰写消息。
desk-no-recipient = 没有收件人。请添加一个非我方的地址。
desk-recipient-not-an-address = “{ $typed }”不是邮箱地址，请写成 name@example.com 的形式。
desk-too-late-to-take-back = 消息已发出，无法撤回。请另发一条更正。
desk-note-too-late = 这条备注已无法撤回：同事可能已经读过。请另加一条更正。
desk-file-too-large = { $name } 超过 { $megabytes } MB。请改用链接分享。
desk-snooze-in-the-past = 该时间已过，请选择更晚的时间。
desk-snooze-unreadable = 无法识别该时间。可以试试“明天9点”、“周一”或“2小时后”。
desk-no-such-number = 这不是会话编号。请只输入数字，例如 1042。
desk-merge-with-itself = 会话不能与自身合并，请输入另一个编号。
desk-link-to-itself = 会话不能与自身关联，请输入另一个编号。
desk-move-nowhere = 消息已在该会话中，请输入另一个编号。
desk-split-needs-a-rest = 这会移走所有消息，请从更靠后的消息拆分。
desk-tag-empty = 标签没有名称，请填写。
desk-tag-name-taken = 已有标签“{ $name }”，请换一个名称。
desk-field-without-label = 字段没有名称，请填写。
desk-field-without-choices = 单选字段需要选项，请每行写一个。
desk-field-exists = 已有字段“{ $label }”，请换一个名称。
desk-field-value = “{ $value }”不符合字段 { $label } 的类型，请重新填写。
desk-inbox-address-taken = { $address } 已属于另一个收件箱。请先在那里移除，或使用其他地址。

## 筛选与已保存的视图

desk-views = 视图
desk-view-passing = 已筛选
desk-view-new = 新建视图
desk-view-edit = 修改此视图
desk-view-save = 将此筛选保存为视图
desk-view-typed-over = 修改自
desk-view-refilter = 保存到该视图
desk-view-about = 视图是带名称、顺序和外观的筛选，显示在侧栏中并带有自己的计数。
desk-view-name = 名称
desk-view-reach-for = 谁的侧栏中显示它
desk-view-reach-personal = 仅自己
desk-view-reach-team = 一个团队
desk-view-reach-everyone = 所有人
desk-view-sort = 顺序
desk-view-sort-newest = 最近活动在前
desk-view-sort-oldest = 最早活动在前
desk-view-sort-waiting = 等待最久在前
desk-view-sort-due = 最先到期在前
desk-view-sort-opened = 最新建立在前
desk-view-sort-priority = 最紧急在前
desk-view-group = 分组标题
desk-view-group-none = 不分组
desk-view-group-status = 状态
desk-view-group-priority = 优先级
desk-view-group-assignee = 人员
desk-view-group-team = 团队
desk-view-group-inbox = 收件箱
desk-view-density = 行距
desk-view-density-mine = 与我的其他列表相同
desk-view-density-comfortable = 宽松
desk-view-density-cozy = 适中
desk-view-density-compact = 紧凑
desk-view-columns = 每行显示的内容
desk-view-column-snippet = 开头文字
desk-view-column-tags = 标签
desk-view-column-priority = 优先级
desk-view-column-assignee = 人员
desk-view-column-team = 团队
desk-view-column-inbox = 收件箱
desk-view-column-number = 编号
desk-view-preview = 当前会列出的内容
desk-view-holds = 会话：{ $count }
desk-view-remove = 移除此视图
desk-view-nameless = 请为视图命名。
desk-view-teamless = 请选择使用此视图的团队。
desk-view-not-yours = 此视图属于其他人。请询问其所有者，或自行创建：打开它，修改筛选并保存。
desk-view-reach = 您可以为自己和您的团队保存视图。如需与所有人共享，请联系主管。
desk-said-view-saved = 视图已保存。
desk-said-view-removed = 视图已移除。
desk-story-view-saved = 视图“{ $name }”已保存
desk-story-view-removed = 视图“{ $name }”已移除
desk-oldest-first = 最早在前
desk-opened-first = 最新建立在前
desk-urgent-first = 最紧急在前
desk-filter = 筛选
desk-filter-placeholder = 状态:待处理 等待>2小时 优先级:高
desk-filter-offers = 接下来可以输入的内容
desk-filter-hint = 并列的条件须同时成立；“或”和括号用于组合，减号或“非”表示排除：状态:待处理 (优先级:高 或 等待>2小时) -是:自动
desk-filter-instead = 您是否想输入“{ $instead }”？
desk-filter-fault-key = 没有名为“{ $written }”的筛选。按向下键查看可用的筛选。
desk-filter-fault-value = 没有名为“{ $written }”的对象。
desk-filter-fault-priority = “{ $written }”不是优先级。可用：低、普通、高、紧急。
desk-filter-fault-rating = “{ $written }”不是评分。可以写 1 到 5、<3、>=4 或 无。
desk-filter-fault-span = “{ $written }”既不是时长，也不是日期。请写作 30m、2h、7d、2w，或今天、昨天、本周、2026-11-01。
desk-filter-fault-empty = “{ $written }”后面缺少内容。
desk-filter-fault-compared = “{ $written }”不能比较大小。请在后面写冒号。
desk-filter-fault-unclosed = “{ $written }”没有闭合。
desk-filter-fault-alone = “{ $written }”在这里没有可连接的内容。请删除它、在旁边补充条件，或加引号作为词语搜索。
desk-filter-fault-several = 有多人名为“{ $written }”。
desk-filter-fault-unclear = “{ $written }”有两种读法。加引号则按原样搜索；减号表示排除该词。
desk-filter-fault-order = 列表不能按订单筛选。请搜索订单号：按 / 后输入。
desk-filter-fault-deep = 括号过多，难以阅读。请减少一些。
desk-filter-about-status = 该由谁处理
desk-filter-about-assignee = 负责人：我、无人或姓名
desk-filter-about-team = 所属团队
desk-filter-about-tag = 带有的标签，或无
desk-filter-about-inbox = 来自哪个收件箱
desk-filter-about-customer = 客户的姓名或地址
desk-filter-about-lang = 客户的语言
desk-filter-about-subject = 主题中的词
desk-filter-about-category = 涉及的类别
desk-filter-about-is = 其他特征：未送达、提到我、未读……
desk-filter-about-has = 包含的内容：附件
desk-filter-about-company = 客户所属公司的名称
desk-filter-about-number = 会话编号；#5 意思相同
desk-filter-about-priority = 紧急程度
desk-filter-about-rating = 客户对服务的评分：1 到 5、<3、无
desk-filter-about-waiting = 客户等待了多久
desk-filter-about-created = 何时建立：多久以前、今天、日期
desk-filter-about-active = 何时有活动：多久以前、今天、日期

## 用文字表示时间、定时发送

desk-when-placeholder = 明天9点、周一、2小时后
desk-when-hint = 用文字输入，以您所在的时区为准。识别结果显示在这里。
desk-send-later = 定时发送
desk-send-anyway = 仍然发送
desk-keep-editing = 继续编辑
desk-send-in-the-past = 该时间已过。请输入更晚的时间，或立即发送。
desk-send-too-far = 超过一年。请输入更早的时间。
desk-send-unreadable = 无法识别时间“{ $typed }”。可以试试“明天9点”、“周一”或“2小时后”。
desk-send-now-or-later = “定时发送”一栏中写有“{ $typed }”。请按“定时发送”，或清空该栏后立即发送。
desk-said-scheduled = 将于 { $time } 发送
desk-delivery-scheduled = 将于 { $time } 发送
desk-schedule-cancel = 取消并编辑
desk-news-arrived = 尚未发送：您写作期间 { $name } 发来消息：“{ $words }”请先阅读上方内容，再发送或继续编辑。

## 还有谁在这里

desk-onlooker-looks = { $name } 正在查看
desk-onlooker-writes = { $name } 正在此处写作

## 宏

desk-macros = 宏
desk-macros-also = 模板, 预设回复, 片段, 快捷回复
desk-macros-about = 宏一键写好回复并完成相应操作。设有快捷词时，输入 ;快捷词 即可插入其文字。
desk-macros-none = 还没有宏
desk-macros-none-next = 写下最常用的回复以及随之进行的操作。
desk-macros-manage = 编写和修改宏
desk-articles = 文章
desk-articles-look = 查找文章
desk-articles-all = 所有文章
desk-articles-none = 没有合适的文章，请换个词试试。
desk-article-put = 将“{ $title }”放入消息
desk-article-read = 阅读“{ $title }”
desk-article-inside = 仅限同事
desk-article-not-for-customers = “{ $title }”仅限同事阅读。请阅读后用自己的话回复。
desk-said-article = “{ $name }”已放入您的消息。
desk-macro-named = 宏：{ $name }
desk-macro-new = 新建宏
desk-macro-edit = 修改此宏
desk-macro-name = 名称
desk-macro-whose = 谁可以使用
desk-macro-everybody = 所有人
desk-macro-shortcut = 快捷词
desk-macro-shortcut-hint = 输入时加分号：;谢谢
desk-macro-used = 使用次数
desk-macro-text = { $language } 文字
desk-macro-variables = 自动填入：{ $variables }
desk-macro-does = 同时执行的操作
desk-macro-as-it-is = 保持不变
desk-macro-assign-me = 使用者本人
desk-macro-assign-nobody = 无人
desk-macro-tags = 添加的标签
desk-macro-tags-hint = 用逗号分隔
desk-macro-snooze = 推迟到
desk-macro-begins = 先执行：{ $what }。预览并确认后再填入文字。
desk-macro-preview = Mia 会读到的内容
desk-macro-example-subject = 水壶漏水
desk-macro-silent = 不写任何文字。
desk-macro-remove = 移除此宏
desk-macro-begins-elsewhere = 此宏会先开始一项订单操作，需要由人查看并确认。请用“/actions”完成该操作，再使用不含它的宏，或在工作台中使用此宏。
desk-macro-nameless = 请为宏命名。
desk-macro-empty = 宏须写出文字或执行操作。请填写文字或选择操作。
desk-macro-too-long = 文字超过 10,000 字。请缩短。
desk-macro-unknown-variable = 没有名为“{ $variable }”的变量。可用：{ $known }。
desk-macro-shortcut-taken = 快捷词“{ $shortcut }”已被其他宏使用。请另选。
desk-said-macro = 已执行“{ $name }”
desk-said-macro-saved = “{ $name }”已保存。
desk-said-macro-removed = “{ $name }”已移除。
desk-story-macro-saved = 宏“{ $name }”已保存
desk-story-macro-removed = 宏“{ $name }”已移除
desk-story-macro-used = 使用了宏“{ $name }”
desk-macro-no-time = “{ $words }”不是可推迟到的时间。请修改宏：“明天9点”或“2小时后”。
desk-macro-shortcut-letters = 快捷词只能包含字母、数字、- 和 _。

## 命令面板

desk-palette-snooze = 推迟到 { $time }
desk-refused-nobody = 服务令牌不代表任何人：它没有编辑器，也不关注会话。请使用客服的令牌。

desk-writes-as = 发件身份
desk-news = 新功能
desk-tour = 引导之旅
desk-inbox-face = 品牌
desk-inbox-face-hint = 此收件箱的客户所看到的品牌。其名称和颜色显示在列表行、会话标题和撰写处。
desk-inbox-no-face = 无品牌
desk-inbox-usual-face = 按其门户：{ $name }

## What an inbox masks

desk-masking = 遮盖内容
desk-masking-about = 银行卡号、密码、身份证件等机密在保存、搜索、导出和记录之前用星号遮盖，卡号保留后四位。订单号、运单号和电话号码保持不变。
desk-masking-open = 更改或试用
desk-masking-back = 返回收件箱
desk-masking-how-much = 遮盖多少
desk-masking-off = 不遮盖
desk-masking-off-hint = 一切按原文保存。
desk-masking-cards = 银行卡号
desk-masking-cards-hint = 各种写法的支付卡号。
desk-masking-usual = 银行卡号和密码
desk-masking-usual-hint = 还包括以中文、英文、西班牙文明确写出的密码、PIN、安全码和一次性验证码。
desk-masking-ids = 以上全部和身份证件
desk-masking-ids-hint = 新收件箱的默认选项。还包括带校验位或固定格式的证件号（DNI、NIE、身份证、SSN、NINO、CPF、CURP、RFC、RUT），以及写明是证件号的任何号码，如“护照号码：……”。
desk-masking-all = 以上全部和银行账户
desk-masking-all-hint = 还包括 IBAN 和写明是银行账户的号码，后四位除外。
desk-masking-try = 试一试
desk-masking-words = 客户可能写的话
desk-masking-words-hint = 只在下方以遮盖后的样子显示，不会保存、搜索到或记录。
desk-masking-sample = 我的卡号是4111 1111 1111 1111，密码是kettle42。订单4539578763621486，运单号SF1234567890123。
desk-masking-show = 显示效果
desk-masking-nothing = 没有需要遮盖的内容。
desk-masking-found = 已遮盖：卡号 { $cards } 个，机密 { $secrets } 个，证件 { $ids } 个。
desk-masking-kept-as = 将保存为：
desk-masking-unknown = 请选择遮盖多少，然后再次保存。
