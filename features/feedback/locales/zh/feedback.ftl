# 询问客户的感受，以及他们的回答。

feedback-word-1 = 很差
feedback-word-2 = 差
feedback-word-3 = 一般
feedback-word-4 = 好
feedback-word-5 = 很好
feedback-said = { $value }/5 · { $word }
feedback-choice = { $value } – { $word }

# 信件及其页面。
feedback-question = 您对这次服务满意吗？
feedback-letter-subject = { $brand } 的服务如何？[#{ $number }]
feedback-letter-kept = （下面是五个链接，每个回答一个。只有客户能收到。）
feedback-letter-foot = 点击一次显示您的回答，再点击一次提交。您可以补充几句话，30 天内可以修改。直接回复此邮件也能联系到我们。
feedback-title = 您的评分
feedback-comment = 还想告诉我们些什么吗？
feedback-send = 提交
feedback-change = 修改
feedback-thanks = 谢谢，我们已收到您的评分。
feedback-until = 在 { $date } 之前可以修改。
feedback-over = 此链接已失效
feedback-over-next = 评分可在 30 天内提交和修改。如果您想告诉我们什么，请回复我们的任意一封邮件。
feedback-refused-value = 请从五个回答中选择一个。

# 设置。
feedback-surveys = 满意度调查
feedback-surveys-also = csat, nps, 调查, 评分, 满意度
feedback-surveys-about = 会话解决之后，用邮件询问客户的感受。每个收件箱有自己的问题。
feedback-survey = 问什么、何时问
feedback-survey-of = 调查：{ $inbox }
feedback-survey-about = 一个问题、五个回答，从此收件箱发出。不会误评：点击链接只显示回答，按下按钮才提交。
feedback-back = 所有调查
feedback-state = 状态
feedback-when = 何时
feedback-on = 开启
feedback-off = 关闭
feedback-after-hours = { $count ->
    [0] 立即
   *[other] { $count } 小时后
}
feedback-ask = 询问此收件箱的客户
feedback-ask-hint = 针对从现在起解决的会话。
feedback-question-in = { $language } 的问题
feedback-delay = 解决后多少小时
feedback-rest = 多少天后才再次询问同一客户
feedback-refused-hours = 请填写 0 到 { $most } 小时。
feedback-refused-days = 请填写 1 到 { $most } 天。
feedback-effect-off = 不询问任何人，已解决的会话也不再询问。
feedback-effect-no-mail = 此收件箱不发邮件，因此不询问任何人。
feedback-effect-when = { $hours ->
    [0] 会话一解决，客户就会收到问题
   *[other] 会话解决 { $hours } 小时后，客户会收到问题
}，使用客户的语言；无论哪个收件箱询问，每 { $days } 天最多一次。
feedback-effect-month = 过去 30 天这里解决了 { $conversations } 个会话，涉及 { $customers } 位客户：发出的信不会更多。
feedback-effect-never = 以下情况不询问：客户的邮件会退回；会话由机器发起、标有“spam”标签、从别处迁入、属于某个事件，或没有我们的回复。期间重新打开的也不询问。
feedback-effect-letters = 各语言的信件

# 给主管。
feedback-ratings = 评分
feedback-ratings-also = csat, nps, 分数, 评论, 满意度
feedback-ratings-about = 过去 { $weeks } 周：{ $asked } 次询问，{ $given } 个评分。
feedback-csv = 导出文件（CSV）
feedback-none = 这几周没有人评分
feedback-none-next = 管理员为某个收件箱开启调查后，才会询问那里的客户。
feedback-by-week = 按周
feedback-by-team = 按团队
feedback-by-agent = 按解决者
feedback-week = 起始于
feedback-agent = 客服
feedback-team = 团队
feedback-nobody = 无
feedback-count = 评分数
feedback-average = 平均分
feedback-low = 差评（1–2）
feedback-comments = 客户写了什么
feedback-no-comments = 没有人写评语。
feedback-given-when = 时间
feedback-conversation = 会话
feedback-value = 评分
feedback-word = 文字

# 在面板中。
feedback-glance = 评分
feedback-glance-never = 从未询问
feedback-glance-average = 平均 { $average }，共 { $given } 个评分
feedback-glance-asked = 询问过 { $count } 次

# 发生了什么。
feedback-story-survey-on = 某个收件箱的调查已开启
feedback-story-survey-off = 某个收件箱的调查已关闭
feedback-story-asked = 已询问客户的感受
feedback-story-given = 客户评分：{ $value }/5，{ $word }
feedback-story-given-words = 客户评分：{ $value }/5，{ $word }，附有评语
feedback-story-changed = 客户将评分从 { $from } 改为 { $value }/5，{ $word }
feedback-story-commented = 客户修改了评分的评语：{ $value }/5，{ $word }
feedback-story-exported = { $count } 个评分被导出为文件
