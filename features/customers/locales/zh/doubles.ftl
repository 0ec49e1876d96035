
## 重复客户

customers-glance = 概览
customers-doubles = 可能是同一人
customers-doubles-title = 可能重复的客户
customers-doubles-about = 可能是同一人的客户，最有把握的在前。合并后可以撤销。
customers-doubles-none = 没有看似重复的客户
customers-doubles-none-next = 客户资料变更时会自动比较，发现的结果会显示在这里和会话旁边。
customers-doubles-more = 更多
customers-double-likely = 很可能
customers-double-maybe = 有可能
customers-double-email = 同一邮箱的不同写法
customers-double-phone = 电话号码相同
customers-double-name-and-company = 姓名和公司相同
customers-double-address = 地址相同
customers-double-name = 姓名相同
customers-double-apart = 不是同一人
customers-double-apart-this = { $name } 不是同一人
customers-double-held-apart = { $name } 是另一个人，不再提示。
customers-story-customer-held-apart = 被确认与提示的客户不是同一人
customers-story-customer-held-apart-undone = 可能与提示的客户是同一人
