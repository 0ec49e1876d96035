## 批量操作

desk-key-pick-all = 选择整个列表
desk-bulk-title = 批量更改
desk-bulk-begun = 始于 { $time }，共 { $total } 个
desk-bulk-all = 全部 { $count } 个
desk-bulk-all-picked = 此列表全部 { $count } 个
desk-bulk-running = 已完成 { $reached } / { $total }
desk-bulk-same = 原本如此：{ $count }
desk-bulk-failed = 未更改：{ $count }
desk-bulk-see = 查看哪些及原因
desk-bulk-why = 原因
desk-bulk-refused = 未更改
desk-bulk-none-failed = 没有被拒绝的
desk-bulk-undo-all = 全部撤销
desk-bulk-untag = 移除标签
desk-bulk-macro-about = 执行宏的操作；不发送其文字
desk-bulk-macro-none = 没有执行操作的宏
desk-bulk-one-out-of-sight = 一个您已看不到的对话
desk-bulk-out-of-sight = 您看不到它。请找能看到该收件箱的人。
desk-bulk-changed = 同一时刻有人更改了它。请查看后单独更改。
desk-bulk-trouble = 程序出错。请重试；若仍如此，请上报。
desk-bulk-none = 没有选择任何对话。用 x 选择，或用 * a 选择整个列表。
desk-bulk-too-many = 一次超过 { $most } 个。请先用筛选缩小列表。
desk-bulk-unreadable = 无法进行此更改，或时间无法识别。请从菜单选择，或写“明天 9 点”。
desk-bulk-said-assign = 已分配：{ $count }
desk-bulk-said-team = 已交给团队：{ $count }
desk-bulk-said-status = { $status }：{ $count }
desk-bulk-said-snooze = 已推迟：{ $count }
desk-bulk-said-priority = 已更改优先级：{ $count }
desk-bulk-said-category = 已更改类别：{ $count }
desk-bulk-said-tag = 已加标签：{ $count }
desk-bulk-said-untag = 已移除标签：{ $count }
desk-bulk-said-macro = 已使用宏：{ $count }
desk-bulk-said-undo = 已恢复原状：{ $count }
desk-story-bulk-begun = 开始更改 { $count } 个对话
desk-story-imported = 导入了 { $count } 条过去的消息
desk-story-bulk-finished = 批量更改完成：更改 { $done }，拒绝 { $failed }
desk-conversation = 对话

## 撤销

desk-undo-last = 撤销我的上一步操作
desk-undo-nothing = 最近一小时内没有您可撤销的操作。
desk-undo-undone = 已经撤销。
desk-undo-too-old = 这已超过一天，他人已在此基础上继续。请手动更改。
desk-undo-running = 更改尚未完成。完成后再撤销。
desk-undo-moved-subject = #{ $number } 的主题此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-priority = #{ $number } 的优先级此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-category = #{ $number } 的类别此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-field = #{ $number } 的字段此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-tags = #{ $number } 的标签此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-follows = #{ $number } 的关注者此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-links = #{ $number } 的关联此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-checklist = #{ $number } 的清单此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-follow-up = #{ $number } 的跟进此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-team = #{ $number } 的团队此后已更改{ $name }。未撤销；请手动更改。
desk-undo-moved-assignee = #{ $number } 现由他人负责{ $name }。未撤销；请手动更改。
desk-undo-moved-status = #{ $number } 的状态此后已更改{ $name }。未撤销；请手动更改。
desk-said-put-back = 已撤销：#{ $number } 恢复原状
desk-said-draft-gone = 草稿已删除

## 解决之后

desk-after-resolve = 解决之后
desk-after-next = 下一个对话
desk-after-list = 回到列表
desk-after-stay = 留在此处
desk-said-after-resolve = 已保存
desk-story-preference = 选择了解决之后显示什么

## 清单

desk-checklist = 清单
desk-checklist-add = 添加待办事项
desk-checklist-remove = 移除“{ $item }”
desk-checklist-empty = 请写下要做的事。
desk-checklist-full = 清单最多 { $most } 项。请勾掉并移除一些。
desk-macro-checklist-hint = 加入清单的事项，每行一项
desk-said-checklist-added = 已加入清单
desk-said-checklist-done = 已勾掉
desk-said-checklist-reopened = 重新待办
desk-said-checklist-removed = 已从清单移除
desk-story-checklist-added = 清单中加入了一项待办
desk-story-checklist-done = 清单中的一项已勾掉
desk-story-checklist-reopened = 清单中的一项重新待办
desk-story-checklist-removed = 从清单中移除了一项

## 跟进

desk-view-follow-ups = 到期跟进
desk-follow-up = 跟进
desk-follow-ups = 跟进
desk-follow-up-tomorrow = 明天
desk-follow-up-in-two = 2 天后
desk-follow-up-in-three = 3 天后
desk-follow-up-in-seven = 一周后
desk-follow-up-at = 其他时间
desk-follow-up-note = 为了什么
desk-follow-up-whose = 由谁再看
desk-follow-up-me = 我
desk-follow-up-always = 即使对方已回复
desk-follow-up-unless-answered = 若无回复
desk-follow-up-set = 设定跟进
desk-follow-up-end = 此跟进已完成
desk-said-follow-up = 跟进：{ $time }
desk-said-follow-up-ended = 跟进已结束
desk-notice-follow-up = 该跟进了
desk-story-follow-up-set = 跟进设于 { $time }
desk-story-follow-up-due = 有一项跟进到期
desk-story-follow-up-done = 一项跟进已完成
desk-story-follow-up-answered = 客户在跟进前已回复
desk-story-follow-up-taken-back = 一项跟进已撤回

## 目标

desk-view-breaching = 即将超时
desk-due-first = 最先到期
desk-due-in = { $span }后到期
desk-due-now = 现在到期
desk-due-late-by = 已超时 { $span }
desk-due-by = 我们的回复应在 { $time } 前
desk-due-late = 我们的回复本应在 { $time } 前
desk-targets = 目标与工作时间
desk-targets-about = 客户多快得到回复，以工作分钟计。最具体的一行生效：收件箱加优先级、收件箱、优先级、全部。
desk-targets-none = 尚未作出承诺。没有目标就没有到期。
desk-target-new = 承诺回复
desk-target-every-inbox = 所有收件箱
desk-target-every-priority = 所有优先级
desk-target-first = 首次回复
desk-target-next = 之后每次回复
desk-target-minutes-hint = 以工作分钟计。留空：不作承诺。
desk-target-save = 保存目标
desk-target-drop = 移除
desk-target-example = 现在来信的人会在 { $time } 前得到首次回复。
desk-target-empty = 请填写首次或后续回复的分钟数。
desk-target-minutes = 目标须在 1 分钟到 90 天之间。
desk-hours = 工作时间
desk-hours-about = 只有工作时才计算分钟。无人工作的日子请留空。
desk-hours-in-zone = 以此地时钟为准
desk-hours-from = { $day }，开始
desk-hours-to = { $day }，结束
desk-hours-holidays = 休息日
desk-hours-holidays-hint = 每行一个，如 2026-12-25
desk-hours-zone = 未知时区。请从列表选择。
desk-hours-none = 总要有人工作。请至少填写一天。
desk-hours-order = 结束须晚于开始。请检查；末尾的午夜写 00:00。
desk-hours-clock = “{ $typed }”不是时间。请写成 09:00。
desk-hours-holiday = “{ $typed }”不是日期。请写成 2026-12-25。
desk-day-mon = 星期一
desk-day-tue = 星期二
desk-day-wed = 星期三
desk-day-thu = 星期四
desk-day-fri = 星期五
desk-day-sat = 星期六
desk-day-sun = 星期日
desk-story-target-set = 设定了回复目标 { $name }
desk-story-target-dropped = 移除了回复目标 { $name }
desk-story-target-missed = 未按承诺在 { $time } 前回复
desk-story-hours = 工作时间已更改

## 事件

desk-incident = 事件
desk-incident-about = 一个问题，多位客户：他们的对话归于此对话，一次答复发给每一位。
desk-incident-none = 尚无对话归于此问题
desk-incident-none-next = 请按编号添加所有受影响者的对话。
desk-incident-children = 受影响者
desk-incident-add = 添加对话
desk-incident-numbers = 编号
desk-incident-numbers-hint = 以逗号分隔，如 12, 15, 18
desk-incident-add-them = 添加
desk-incident-broadcast = 统一答复
desk-incident-text = 每位客户读到的内容
desk-incident-and-resolve = 并解决他们的对话
desk-incident-look = 查看谁会收到
desk-incident-will-go = 将发给 { $total } 个中的 { $count } 个
desk-incident-who = 谁会收到
desk-incident-first = { $name } 读到：
desk-incident-send = 发给 { $count } 个
desk-incident-resolve = 全部解决
desk-incident-open = 作为事件打开
desk-incident-hang = 归于某个问题
desk-incident-hang-hint = 代表该问题的对话编号
desk-incident-hangs-on = 归于问题 #{ $number }
desk-incident-nested = #{ $number } 不能归于此处：问题不归于其他问题。请选最上层的一个。
desk-incident-taken = #{ $number } 已归于另一个问题。请先移除那个关联。
desk-said-incident = #{ $number } 归于问题 #{ $other }
desk-story-linked-incident = 与其他对话一起归于某个问题
desk-bulk-said-answer = 已答复：{ $count }

desk-emoji = 表情符号
desk-emoji-search = 搜索表情符号
desk-emoji-none = 没有叫这个名字的表情符号。
desk-emoji-often = 常用
desk-emoji-smileys = 笑脸与情感
desk-emoji-people = 人物
desk-emoji-nature = 动物与自然
desk-emoji-food = 食物与饮料
desk-emoji-travel = 旅行与地点
desk-emoji-activities = 活动
desk-emoji-objects = 物品
desk-emoji-symbols = 符号
desk-emoji-flags = 旗帜
desk-file-before = 上一个文件
desk-file-after = 下一个文件
desk-file-fetch = 下载
desk-file-goes-on = 内容未完，下载后可查看其余部分。
desk-file-not-shown = 此文件无法在此显示，请下载后查看。
desk-target-effect-nothing = 输入分钟数即可查看对当前等待者的影响。
desk-target-effect = 在当前等待的会话中将适用于 { $count } 个，其中 { $late } 个已经超时。
desk-effect-nobody = 无人
desk-effect-everyone = 所有在此工作的人都将看到。
desk-effect-chosen = 所选：{ $people }。
desk-effect-by-role = 凭角色始终可见：{ $people }。

desk-empty-unassigned = 无人接手的新邮件会显示在这里。按 i 自己接手，按 a 指派给他人。
desk-empty-mentions = 同事在备注中用 @ 提及您时，该会话会显示在这里。
desk-empty-waiting = 我们应答复的客户，等待最久的排在最前。
desk-empty-breaching = 一小时内到期或已超时的答复。目标由管理员设定。
desk-empty-follow-ups = 您和团队到期的提醒。在会话中按 w 设置。
desk-empty-pending = 等待客户回复的会话。
desk-empty-on-hold = 等待第三方（如供应商或其他部门）的会话。
desk-empty-snoozed = 推迟到某个时间的会话。按 h 推迟；会自动回来。
desk-empty-resolved = 已完成的会话。按 e 解决；收到回复会重新打开。
desk-empty-saved = 目前没有符合此视图的会话。筛选条件在上方，可在那里修改。
desk-notices-choose = 选择要接收的通知
desk-fields-none = 尚无字段。字段是公司对每个会话提出的问题，例如型号、包裹号。请在下方定义第一个。
