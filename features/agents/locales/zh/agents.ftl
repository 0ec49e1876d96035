# 在这里工作的人：入口、个人设置、人员、团队和角色。

## 入口

agents-sign-in = 登录
agents-sign-in-lead = 欢迎回来，会话正在等您。
agents-sign-in-wrong = 邮箱与密码不匹配。请核对两者，或重设密码。
agents-sign-in-wait = 尝试次数过多。请等待 { $minutes } 分钟、使用以前登录过的浏览器，或重设密码。
agents-sign-in-with = 使用{ $name }继续
agents-sign-in-or = 或使用此处的密码：
agents-sign-in-by-password = 使用密码登录
agents-sign-in-by-password-about = 仅供一位管理员在公司登录不可用时使用。其他人请使用上方按钮。
agents-sign-in-again-first = 您在此没有密码，请证明是您本人：退出后重新登录，并在 15 分钟内重试。
agents-email = 电子邮箱
agents-password = 密码
agents-forgot-link = 忘记密码？
agents-back-to-sign-in = 返回登录
agents-sign-out = 退出登录

agents-code-title = 还差一步
agents-code-lead = 请输入验证器应用为 Frontline 显示的代码。
agents-code = 代码
agents-code-hint = 六位数字，或您的一个恢复代码。
agents-code-send = 继续
agents-code-wrong = 代码有误或已被使用。请等下一个代码再输入。
agents-code-wait = 错误代码过多。请等待 { $minutes } 分钟后重新登录。

agents-forgot-title = 重设密码
agents-forgot-lead = 我们会发给您一个链接，用来设置新密码。
agents-forgot-send = 发送链接
agents-forgot-sent = 如果有人以此邮箱在这里工作，邮件已在路上。其中的链接一小时内有效，只能使用一次。若未收到，请询问管理员。
agents-forgot-again = 重新获取链接
agents-reset-title = 设置新密码
agents-reset-set = 保存密码
agents-reset-done = 新密码已保存，所有浏览器均已退出登录。请用新密码登录。
agents-new-password = 新密码
agents-password-hint = 至少 10 个字符。几个好记的词就是好密码。
agents-link-stale = 此链接已被使用、已过期，或已发送更新的链接。

agents-invitation-title = 欢迎加入团队
agents-invitation-lead = 请告诉我们如何称呼您，并设置密码。
agents-invitation-accept = 进入
agents-invitation-stale = 请向邀请您的人索取新链接；如果您来过，请直接登录。

## 信件

agents-letter-invitation-subject = 您受邀加入 Frontline
agents-letter-invitation =
    { $name }，您好：

    您受邀在 Frontline 工作。请打开此链接设置密码并进入：

    { $link }

    链接七天内有效，只能使用一次。
agents-letter-reset-subject = 您的 Frontline 新密码
agents-letter-reset =
    { $name }，您好：

    请打开此链接设置新密码：

    { $link }

    链接一小时内有效，只能使用一次。如果不是您提出的，请忽略此邮件，一切保持不变。

## 个人设置

agents-menu-own = 您
agents-menu-people = 在这里工作的人
agents-save = 保存
agents-cancel = 取消
agents-yes = 是
agents-no = 否
agents-never = 从不
agents-days = { $count } 天
agents-name = 名称
agents-description = 说明
agents-language = 语言
agents-zone = 时区

agents-profile = 个人资料
agents-profile-also = 姓名, 头像, 语言, 时区, 主题, 深色, 密度, 快捷键, 签名
agents-profile-about = 别人如何看到您，以及您如何看到 Frontline。
agents-profile-you = 您
agents-signature = 签名
agents-signature-hint = 附在您发出的消息末尾，纯文本。
agents-looks = 外观
agents-theme = 颜色
agents-theme-system = 跟随系统
agents-theme-light = 浅色
agents-theme-dark = 深色
agents-density = 密度
agents-density-comfortable = 宽松
agents-density-cozy = 适中
agents-density-compact = 紧凑
agents-notifications = 通知
agents-notifications-also = 提醒, 摘要, 浏览器推送, 邮件通知, 声音, 静音
agents-notifications-about = 您想了解什么、在哪里了解，以及何时需要安静。
agents-told = 通知您的内容
agents-told-of = 何时
agents-told-assigned = 有会话分配给我
agents-told-mentioned = 有人在备注中提到我
agents-told-answered = 客户在我的会话中回复
agents-told-breaching = 我的答复将在一小时内到期
agents-told-delivery-failed = 我的消息未能送达
agents-told-follow-up = 我或我团队的跟进到期
agents-told-decided = 我申请的审批已有结果
agents-told-followed = 我关注的会话有动静
agents-told-team-waiting = 新会话等待我的团队
agents-told-on-screen = 屏幕上
agents-told-by-mail = 邮件
agents-told-by-push = 推送
agents-push-shows-text = 推送显示正文内容
agents-push-shows-text-hint = 关闭时只显示事件和编号，因为锁定的屏幕谁都能看到。
agents-digest = 摘要
agents-digest-about = 一封邮件汇总您未读的全部内容。没有新内容就不发。
agents-digest-pace = 频率
agents-digest-off = 从不
agents-digest-hourly = 每小时
agents-digest-daily = 每天一次
agents-digest-at = 每日摘要发送时间
agents-quiet = 安静时段
agents-quiet-about = 此时段不推送也不发信，结束后汇总一次。以您个人资料中的时区 { $zone } 为准。
agents-quiet-from = 从
agents-quiet-until = 到
agents-quiet-weekends = 周六和周日也安静
agents-unsubscribe = 关闭
agents-unsubscribe-letters = 有事发生时，Frontline 将不再给您发信。您仍可在屏幕上看到。
agents-unsubscribe-digest = Frontline 将不再给您发送摘要。您仍可在屏幕上看到全部内容。
agents-unsubscribed = 已关闭。您可以在设置中重新打开。

agents-presence = 在线状态
agents-presence-online = 在线
agents-presence-away = 离开
agents-presence-busy = 忙碌
agents-presence-offline = 离线
agents-presence-reason = 原因（可选）

## 安全

agents-security = 安全
agents-security-also = 密码, 通行密钥, 双重验证, 两步验证, 2fa, 会话, 设备
agents-security-about = 您的密码、第二重验证，以及登录的地方。
agents-password-change = 更改密码
agents-password-ends-sessions = 其他浏览器将全部退出登录。
agents-present-password = 当前密码
agents-password-not-yours = 这不是您的当前密码。请重新输入，或重设密码。
agents-second-factor = 第二重验证
agents-second-factor-about = 启用后，仅凭密码无法登录：登录时还需要手机应用上的代码。
agents-second-factor-set-up = 设置第二重验证
agents-second-factor-scan = 请用手机上的验证器应用扫描。
agents-second-factor-qr = 含有验证器密钥的二维码
agents-second-factor-type = 或在应用中输入此密钥：
agents-second-factor-code-hint = 应用现在显示的六位数字可证明设置成功。
agents-second-factor-turn-on = 启用
agents-second-factor-turn-off = 停用
agents-second-factor-is-on = 已启用
agents-recovery-title = 恢复代码
agents-recovery-about = 手机不在身边时使用。每个代码只能登录一次。请打印或妥善保存。
agents-recovery-left = 剩余 { $count } 个恢复代码
agents-recovery-renew = 生成新的恢复代码
agents-recovery-kept = 我已保存
agents-shown-once = 仅此一次显示。请在离开本页前保存。
agents-sessions = 登录的地方
agents-session-browser = 浏览器
agents-session-unknown = 未知程序
agents-session-address = 地址
agents-session-began = 登录时间
agents-session-used = 最近使用
agents-session-this = 此浏览器
agents-session-end = 退出登录
agents-session-end-of = 退出 { $browser } 的登录
agents-sessions-end-others = 退出其他所有登录

agents-tokens = API 令牌
agents-tokens-also = api 密钥, 个人令牌, 脚本
agents-tokens-about = 令牌让程序在您选定的范围内以您的身份工作。
agents-tokens-none = 还没有令牌
agents-tokens-none-next = 需要让程序使用服务台时，请在下方创建。
agents-token-new = 新令牌
agents-token-name-hint = 写明用途，以后便知该撤销哪个。
agents-token-scopes = 可以做什么
agents-token-scope-count = { $count } 项权限
agents-token-expires = 有效期
agents-token-create = 创建令牌
agents-token-made = 令牌：
agents-token-revoke = 撤销
agents-token-revoke-of = 撤销 { $name }

## 人员

agents-people = 人员
agents-people-also = 邀请, 添加用户, 新客服, 成员, 员工, 停用
agents-people-about = 谁在这里工作、担任什么角色、属于哪些团队。
agents-people-count = { $count } 人
agents-standing = 状态
agents-is-active = 在职
agents-is-invited = 已邀请
agents-is-deactivated = 已停用
agents-has-second-factor = 第二重验证
agents-invite = 邀请成员
agents-invite-about = 对方会收到带有链接的邮件，用来设置密码。您也会看到该链接，可自行转交。
agents-invite-send = 邀请
agents-invite-again = 重新邀请
agents-invited-title = 已邀请 { $name }
agents-invited-lead = 带有此链接的邮件已在路上。如果还没有收件箱可以发信，请自行转交链接。
agents-reset-link-make = 生成重设链接
agents-reset-link-title = { $name } 的新密码
agents-reset-link-lead = 带有此链接的邮件已在路上。如果还没有收件箱可以发信，请自行转交链接。一小时内有效。
agents-link = 链接
agents-link-is-secret = 持有此链接的人可以用它进入一次。仅此一次显示。
agents-back-to-people = 返回人员
agents-rights = 角色与团队
agents-ways-in = 登录方式
agents-ways-in-active = 可以登录。停用会立即结束其所有登录和令牌；其工作记录保留。
agents-ways-in-invited = 尚未进入。重新邀请会使旧链接失效。
agents-ways-in-gone = 无法登录。恢复后可用原密码登录。
agents-sign-out-everywhere = 退出其所有登录
agents-second-factor-take = 移除第二重验证
agents-deactivate = 停用
agents-reactivate = 恢复

## 团队

agents-team = 团队
agents-teams = 团队
agents-teams-also = 小组, 部门
agents-teams-about = 一起工作的人。团队能看到的，成员都能看到。
agents-teams-none = 还没有团队
agents-teams-none-next = 请在下方创建第一个团队，例如退货或发票。
agents-team-new = 新团队
agents-team-create = 创建团队
agents-team-members = 成员
agents-team-lead = 负责人
agents-team-leads = 负责人
agents-team-lead-of = { $name } 是团队负责人
agents-team-archive = 归档团队

## 角色

agents-role = 角色
agents-roles = 角色
agents-roles-also = 权限, 管理员, 主管
agents-roles-about = 每个人可以做什么。内置四种角色；不合适时可自行添加。
agents-roles-matrix = 谁可以做什么
agents-role-hint = 仅限权限不超过您的角色。
agents-role-new = 新角色
agents-role-about = 勾选此角色可以做的事。您自己不能做的事无法勾选。
agents-role-allows = 允许的事
agents-role-remove = 移除角色
agents-role-admin = 管理员
agents-role-admin-about = 可以做一切。始终保留至少一位管理员。
agents-role-supervisor = 主管
agents-role-supervisor-about = 查看并调度全部工作，安排自己的团队。
agents-role-agent = 客服
agents-role-agent-about = 在可见的收件箱中回复客户。
agents-role-light-agent = 轻量客服
agents-role-light-agent-about = 阅读并撰写内部备注，绝不向客户发送。
agents-permission = 权限

agents-area-people = 人员
agents-area-teams = 团队
agents-area-inboxes = 收件箱
agents-area-tags = 标签
agents-area-customers = 客户
agents-area-conversations = 会话
agents-area-views = 视图
agents-area-macros = 宏
agents-area-knowledge = 知识库
agents-area-orders = 订单
agents-area-policies = 政策
agents-area-approvals = 审批
agents-area-activity = 活动
agents-area-settings = 设置
agents-area-tokens = 令牌
agents-area-privacy = 隐私

agents-may-people-provision = 使人员和团队与目录保持一致（SCIM）；用于令牌
agents-may-people-manage = 邀请和停用人员、分配角色、编辑角色
agents-may-teams-manage = 创建团队并选择自己团队的成员
agents-may-inboxes-manage = 设置收件箱并决定谁可见
agents-may-tags-manage = 创建、重命名和移除标签
agents-may-customers-see = 查看客户及其历史
agents-may-customers-edit = 修改客户资料
agents-may-customers-merge = 合并重复的客户，并可撤销
agents-may-conversations-see = 通过 API 读取其可见收件箱的会话
agents-may-conversations-reply = 向客户发送消息
agents-may-conversations-note = 撰写内部备注
agents-may-conversations-assign = 将会话分配给人员和团队
agents-may-conversations-resolve = 解决、暂缓和重新打开会话
agents-may-conversations-merge = 合并、拆分和移动会话，并可撤销
agents-may-conversations-see-all = 查看所有收件箱的会话
agents-may-conversations-close = 永久关闭会话
agents-may-views-share = 与所有人共享视图并修改共享视图
agents-may-macros-manage = 编写和修改宏与短语
agents-may-knowledge-see = 阅读知识文章
agents-may-knowledge-write = 编写、发布和归档知识文章
agents-may-orders-see = 查看订单、付款、退货和单据
agents-may-orders-act = 在政策范围内处理订单：下单、更改、取消、退货、退款
agents-may-orders-manage = 管理商品目录、库存、价格、优惠券和发货
agents-may-policies-manage = 撰写政策草案
agents-may-policies-approve = 批准他人撰写的政策并使其生效
agents-may-approvals-decide = 批准或拒绝超出同事限额的操作
agents-may-activity-see = 查看全部活动记录
agents-may-settings-manage = 更改公司设置
agents-may-tokens-manage = 创建和撤销公司的服务令牌
agents-may-privacy-export = 导出某位客户的全部数据
agents-may-privacy-erase = 彻底删除一位客户
agents-may-privacy-hold = 设置和解除法律保留
agents-may-privacy-retain = 决定会话和文件保留多久

## 已完成

agents-done-saved = 已保存。
agents-done-password = 密码已更改，其他浏览器均已退出登录。
agents-done-ended = 该处已退出登录。
agents-done-revoked = 令牌已撤销，使用它的程序即刻被拒绝。
agents-done-second-factor-off = 第二重验证已停用。
agents-done-deactivated = 已停用，其所有登录和令牌均已结束。
agents-done-reactivated = 已恢复，可以再次登录。
agents-done-removed = 角色已移除。
agents-done-archived = 团队已归档。

## 拒绝

agents-refused-not-permitted = 您的角色不包含“{ $permission }”。请让管理员来做。
agents-refused-more-than-you = 这会授予或影响超出您自身权限的内容（{ $missing }）。请让管理员来做。
agents-refused-last-admin = 将没有其他人可以管理服务台。请先让另一人成为管理员。
agents-refused-keeper = 公司登录不可用时，此人持有唯一能打开服务台的密码。请先打开“设置 → 公司登录”，改选他人。
agents-refused-no-keeper = { $name }不能持有唯一的密码。请选择一位在职且有密码的管理员。
agents-refused-only-provider = 此处通过公司登录进入，密码不会打开任何东西。请使用登录页上的按钮。
agents-refused-deactivate-yourself = 您不能停用自己。请让另一位管理员来做。
agents-refused-already-came = 对方已经来过。若忘记密码，请生成重设链接。
agents-refused-no-password-yet = 对方还没有密码。请重新邀请。
agents-refused-email-taken = 已有人以 { $email } 在这里工作。请在列表中查找，或使用其他邮箱。
agents-refused-email-of-deactivated = { $email } 属于已停用的人。请改为恢复此人。
agents-refused-no-email = 这不是电子邮箱。请写成 name@example.com 的形式。
agents-refused-no-name = 名称为空。请输入名称。
agents-refused-name-taken = 已有名为 { $name } 的项目。请另选名称。
agents-refused-built-in-role = 内置角色不可更改。请创建自己的角色。
agents-refused-role-in-use = 有 { $people } 人使用此角色。请先为其更换角色。
agents-refused-not-your-team = 您只能选择自己团队的成员。请找管理人员的人。
agents-refused-no-scopes = 此令牌什么也不能做。请至少勾选一项。
agents-refused-password-short = 密码太短。请至少使用 { $shortest } 个字符。
agents-refused-password-long = 密码太长。请最多使用 { $longest } 个字符。
agents-refused-password-guessable = 此密码容易被猜到。请使用几个与您无关的词。

## 事件的说法

agents-story-added = 添加了 { $name }，角色为{ $role }
agents-story-invited = 邀请了 { $name }，角色为{ $role }
agents-story-invitation-accepted = 接受了邀请
agents-story-profile-changed = 修改了个人资料：{ $changed }
agents-story-role-given = 一位同事的角色由{ $from }改为{ $to }
agents-story-deactivated = 停用了一位同事
agents-story-reactivated = 恢复了一位同事
agents-story-signed-in = 已登录
agents-story-signed-in-password = 使用密码登录
agents-story-signed-in-code = 使用密码和代码登录
agents-story-signed-in-recovery-code = 使用密码和恢复代码登录
agents-story-signed-in-invitation = 通过邀请进入
agents-story-signed-in-local-link = 在本机登录
agents-story-signed-out = 退出登录
agents-story-signed-out-password = 因密码更改，所有登录均已退出
agents-story-signed-out-deactivated = 因停用，所有登录均已退出
agents-story-sessions-ended = 结束了 { $sessions } 处登录
agents-story-password-changed = 更改了密码
agents-story-password-reset = 通过链接设置了新密码
agents-story-reset-asked = 发送了重设密码的链接
agents-story-second-factor-on = 启用了第二重验证
agents-story-second-factor-off = 停用了第二重验证
agents-story-recovery-codes-renewed = 生成了新的恢复代码
agents-story-recovery-code-used = 使用了一个恢复代码，剩余 { $left } 个
agents-story-local-link-made = 生成了在本机登录的链接
agents-story-token-created = 创建了 API 令牌 { $name }（{ $permissions }）
agents-story-token-revoked = 撤销了 API 令牌 { $name }
agents-story-presence = 在线状态：{ $presence }
agents-story-presence-because = 在线状态：{ $presence }（{ $reason }）
agents-story-presence-by-itself = 在线状态自动变为：{ $presence }
agents-story-role-created = 创建了角色 { $name }（{ $permissions }）
agents-story-role-changed = 修改了角色 { $name }（新增权限 { $added } 项，移除 { $removed } 项）
agents-story-role-removed = 移除了角色 { $name }
agents-story-team-created = 创建了团队 { $name }
agents-story-team-changed = 修改了团队 { $name }
agents-story-team-archived = 归档了团队 { $name }
agents-story-team-member-added = 一位同事加入了团队 { $name }
agents-story-team-member-removed = 一位同事被移出团队 { $name }
agents-story-team-lead-chosen = 一位同事现在负责团队 { $name }
agents-story-team-lead-gone = 一位同事不再负责团队 { $name }

## Service tokens

agents-story-service-token-created = 创建了服务令牌“{ $name }”，{ $permissions }
agents-story-service-token-revoked = 撤销了服务令牌“{ $name }”
agents-service-tokens = 服务令牌
agents-service-tokens-also = api 密钥, 集成, 服务账号, 机器人
agents-service-tokens-about = 服务令牌让程序代表公司工作：它不属于任何人，人员离开后仍然有效。它能看到对所有人开放的收件箱，以及在收件箱设置中对它开放的收件箱。
agents-service-tokens-none = 还没有服务令牌
agents-service-tokens-none-next = 需要为商店、网站或自动任务接入时，请在下方创建。
agents-refused-nobody = 服务令牌不代表任何人，也没有在岗状态。请使用客服的令牌。

agents-story-keys-off = 关闭了单键快捷键
agents-story-keys-on = 选择了自己的快捷键（自定义 { $changed } 个）
agents-refused-key = “{ $key }”不能用作快捷键。请输入一个字符，或以空格分隔的两个字符，例如 g i。
agents-refused-key-twice = “{ $key }”用于两个操作。请为其中一个换一个键，或留空。
agents-refused-key-begins = 另一个快捷键以“{ $key }”开头。请选择没有其他快捷键以之开头的键。

agents-company = 公司
agents-company-hint = 客户所知道的名称。以后可以更改。
agents-first-begin = 开始
agents-first-lead = 这里还没有人工作。您将成为第一位管理员；设置从这里继续，您可以随时离开再回来。
agents-first-title = 您的新服务台
agents-first-stale = 这样的链接只能使用一次，有效期一天，并且仅在还没有人工作时有效。请重新启动 Frontline 以获取新链接，或直接登录。
agents-refused-no-company = 公司需要一个名称。
agents-refused-email = 这不是邮箱地址。请按 name@example.com 的格式填写。
agents-story-company-named = 将公司命名为“{ $name }”
agents-story-only-through-provider = 从现在起只能通过公司登录进入
agents-story-passwords-too = 密码可再次用于登录
agents-story-signed-in-provider = 通过公司登录进入
agents-story-signed-out-only-provider = 所有登录均已退出：现在通过公司登录进入
agents-story-signed-out-elsewhere = 由公司登录退出
agents-story-signed-in-first-link = 通过空服务台的首个链接登录

agents-changes = 更改记录
agents-changes-also = 撤销, 历史, 恢复设置, 谁改了
agents-changes-about = 设置中更改了什么、由谁更改，以及如何恢复。
agents-changes-none = 尚未更改任何内容
agents-changes-none-next = 一旦有人更改角色、团队、收件箱、目标或标签，就会显示在这里，并附有恢复原状的按钮。
agents-change-what = 内容
agents-change-who = 更改者
agents-change-when = 时间
agents-change-machine = 程序
agents-change-put-back = 恢复原状
agents-change-put-back-done = 已恢复
agents-change-of-role = 角色
agents-change-of-team = 团队
agents-change-of-inbox = 收件箱
agents-change-of-inbox-access = 收件箱可见范围
agents-change-of-inbox-masking = 收件箱的遮盖内容
agents-change-of-targets = 目标
agents-change-of-hours = 工作时间
agents-change-of-tag = 标签
agents-change-of-survey = 满意度调查
agents-change-of-look = 门户与颜色
agents-change-of-field = 会话字段
agents-change-of-field-order = 会话字段的顺序
agents-change-of-customer-attribute = 客户属性
agents-change-of-tax-rate = 税率
agents-change-of-tax-class = 税类
agents-change-of-shipping-rate = 运费
agents-change-of-voucher = 优惠券
agents-change-of-brand = 品牌
agents-change-of-legal-entity = 法律实体
agents-change-of-plan = 套餐
agents-change-of-product = 产品
agents-change-of-variant = 规格
agents-change-of-suggestion-rule = 推荐规则
agents-change-of-suggestions = 推荐方式
agents-change-of-record-type = 记录类型
agents-refused-put-back-before = “{ $name }”之前已恢复。
agents-refused-moved-on = “{ $name }”期间又被更改。请在其页面查看；未恢复任何内容。
agents-story-put-back = 恢复原状：{ $what }
agents-role-effect = 这意味着什么
agents-role-nobody-has = 尚无人拥有此角色。
agents-role-people-have = 对 { $people } 立即生效。
agents-role-they-may = 他们可以：
agents-role-they-may-not = 他们不可以（{ $count }）
agents-role-may-nothing = 除登录外不能做任何事。
agents-change-of-person = 人员

## 访问

agents-access = 访问规则
agents-access-also = ip 白名单, 允许列表, 会话时长, 强制双重验证, 登录政策
agents-access-about = 公司对进入者的要求。每条规则在保存前都显示会有什么效果，也可以在“更改记录”里恢复原样。
agents-access-sessions = 登录保持多久
agents-access-longest = 多久后重新登录
agents-access-longest-hint = 不论使用得多频繁。
agents-access-idle = 多久不用后退出
agents-access-idle-hint = 打开着却无人操作的页面不算使用。
agents-access-most = 每人同时登录数
agents-access-any-number = 不限
agents-access-stays = 关闭浏览器后保持登录
agents-access-stays-hint = 不勾选时，关闭浏览器即退出。
agents-access-ends-nobody = 现在不会让任何人退出（已登录 { $of } 处）。
agents-access-ends = 在 { $of } 处登录中，{ $sessions } 处现在结束，涉及 { $people } 人。
agents-access-ends-mine = 您的登录也在其中：保存后请重新登录。
agents-access-does-not-stay = 从下次登录起，关闭浏览器即退出。
agents-access-makes-way = 同时登录超过 { $most } 处时，最久未用的那一处会退出。
agents-hours = { $count } 小时
agents-minutes = { $count } 分钟
agents-sessions-of = 其登录位置
agents-refused-session-policy = 登录可保持 1 小时到 365 天，不用时可保持 5 分钟到 365 天；同时最多 100 处。请在此范围内选择。
agents-change-of-session-policy = 登录保持多久
agents-story-session-policy = 登录现在保持 { $longest }，不用则 { $idle }；关闭浏览器后保持：{ $stays }；同时：{ $most }
agents-story-sessions-policy = 新规则结束了 { $sessions } 处登录
agents-story-sessions-too-many = { $sessions } 处登录让位：同时登录过多

agents-access-factor = 第二重验证
agents-access-factor-about = 被要求而没有第二重验证的人，登录后会立即被引导去设置，在此之前不能做任何其他事；其自己的 API 令牌也要等待。通过能保证第二重验证的公司登录进入的人不会被要求。
agents-access-factor-everybody = 所有人
agents-access-factor-roles = 或具有以下角色之一的人
agents-access-factor-grace = 设置期限
agents-access-factor-grace-hint = 从首次要求某人时算起；新来者也有同样的时间。
agents-access-factor-at-once = 立即
agents-access-factor-from = 自 { $date } 起
agents-access-factor-nobody = 不要求任何人使用第二重验证。
agents-access-factor-all-have = 要求 { $asked } 人，且都已有第二重验证。
agents-access-factor-lack = 要求 { $asked } 人；其中 { $lacking } 人没有，必须设置：
agents-access-and-more = 还有 { $count } 人
agents-access-factor-mine = 您自己还没有。请先在“安全”里设置一个，以免被打断。
agents-refused-no-admin-with-factor = 还没有管理员设置第二重验证，因此无人证明它可用。请先在“安全”里为自己设置一个，然后再保存。
agents-refused-grace = 可给 0 到 { $most } 天。请选择此范围内的数字。
agents-refused-factor-asked = 要求您使用第二重验证，因此不能关闭。更换手机时，请生成新的恢复代码，或请管理员移除：下次登录时您再设置新的。
agents-change-of-factor-rule = 谁需要第二重验证
agents-story-factor-rule = 现在要求使用第二重验证：{ $of }；设置期限（天）：{ $days }
agents-story-factor-of-nobody = 不再要求任何人使用第二重验证
agents-second-factor-first-title = 设置第二重验证
agents-second-factor-first-lead = 您的公司要求使用第二重验证。现在就设置一个，然后继续。
agents-second-factor-app-about = 手机上的身份验证应用每半分钟显示一个新代码。
agents-second-factor-set-up-app = 设置应用

agents-access-networks = 可以从哪里进入
agents-access-networks-about = 来自其他地方的人会被拒绝并被告知，且不会先查看密码；在那里打开的页面和数据流一秒内停止。客户及其门户不受影响。
agents-access-people = 人员的网络
agents-access-programs = 程序的网络（API 令牌）
agents-access-networks-hint = 每行一个，例如 192.0.2.0/24 # 办公室 或 2001:db8::/32。留空：任何地方。
agents-access-programs-hint = 对携带 API 令牌者同样适用，包括目录（SCIM）。留空：任何地方。
agents-access-you-come-from = 您来自 { $address }。
agents-access-anywhere = 任何地方
agents-access-people-from-anywhere = 人员可以来自任何地方。
agents-access-nobody-outside = 现在已登录的 { $of } 处都不在范围之外。
agents-access-outside = 在 { $of } 处登录中，{ $outside } 处始于范围之外，在那里将不能再用：
agents-access-programs-from-anywhere = 程序可以来自任何地方。
agents-access-programs-from-these = 程序只能来自其列表。
agents-access-inside = { $inner } 已包含在 { $outer } 中；它不改变什么。
agents-access-unbelieved-proxy = 您经由 { $proxy } 的代理而来，而服务台未被告知信任它，因此所有人看起来都来自那里。请运行机器的人添加：trusted_proxies = "{ $proxy }"。
agents-refused-network = “{ $text }”不是地址。请按 192.0.2.0/24 或 2001:db8::/32 的形式书写，每行一个。
agents-refused-network-length = “{ $text }”没有这样的长度。请在斜杠后写 0 到 { $most } 的数字。
agents-refused-network-first = “{ $text }”是网络中的一个地址，而不是网络本身。要表示整个网络请写 { $network }，或只写地址而不带斜杠。
agents-refused-networks-many = 一个列表最多 { $most } 个网络。请用较大的网络代替许多小的。
agents-refused-shut-out = 您来自 { $address }，它会被挡在外面，您也一样。请将它加入列表，或从列表内的地方保存。
agents-refused-shut-everybody-out = 没有可以更改设置的人从这份人员名单上的地方登录，因此没有人能够撤回。请先从这样的地方登录，或在“访问规则”页面上保存名单。
agents-change-of-networks = 可以从哪里进入
agents-story-networks = 现在人员可来自：{ $people }；程序可来自：{ $programs }

agents-passkeys = 通行密钥
agents-passkeys-about = 通行密钥让您用设备的指纹、面容或 PIN 进入，无需密码或代码。它只在此地址有效，因此无人能骗走它。它也算作第二重验证。
agents-passkey-sign-in = 使用通行密钥登录
agents-passkey-use = 使用通行密钥
agents-passkey-failed = 设备没有给出通行密钥。请重试，或选择其他方式。
agents-passkey-not-taken = 此通行密钥在这里打不开任何东西。请重试，或选择其他方式。
agents-passkey-step-over = 此次登录耗时过长。请用密码重新开始。
agents-passkey-needs-script = 添加通行密钥需要 JavaScript。应用的代码则不需要。
agents-passkey-name = 通行密钥的名称
agents-passkey-name-usual = 此设备
agents-passkey-name-hint = 以便日后知道它在哪台设备上。
agents-passkey-add = 添加通行密钥
agents-passkey-added = 添加于
agents-passkey-rename = 重命名
agents-passkey-remove = 移除
agents-passkey-remove-hint = 移除时需要。
agents-code-hint-recovery = 您的一个恢复代码。
agents-code-lead-either = 使用通行密钥，或输入身份验证应用为 Frontline 显示的代码。
agents-code-lead-passkey = 使用通行密钥。如果设备已丢失，请输入恢复代码。
agents-done-passkey = 已添加通行密钥。从现在起它可以打开服务台。
agents-done-passkey-removed = 已移除通行密钥。它不再打开任何东西；您也可以在设备上删除它。
agents-refused-passkey = 此通行密钥未被接受。请重试，或使用其他设备。
agents-refused-passkey-address = 通行密钥要求服务台的公开地址是带名称的 https。请运行机器的人设置 base_url，例如 https://desk.example.com。
agents-refused-passkey-busy = 您所在网络请求的通行密钥过多。请等待五分钟，或用其他方式登录。
agents-refused-passkeys-many = 您已有 { $most } 个通行密钥。请移除一个不再使用的。
agents-refused-passkey-late = 耗时过长或已回答过。请再按一次按钮。
agents-refused-passkey-known = 此通行密钥已存在。请使用其他设备。
agents-story-passkey-added = 已添加通行密钥“{ $name }”
agents-story-passkey-renamed = 通行密钥“{ $before }”现在叫“{ $name }”
agents-story-passkey-removed = 已移除通行密钥“{ $name }”
agents-story-passkey-refused = 通行密钥“{ $name }”被拒绝：其计数器倒退，可能存在副本
agents-story-signed-in-passkey = 使用通行密钥登录
agents-story-signed-in-password-and-passkey = 使用密码和通行密钥登录
agents-change-of-retention-rule = 保留期限规则
