# Other words people look for a command by, parted by commas; the palette finds them and never shows them.

desk-also-light = 浅色模式, 白色, 外观
desk-also-dark = 深色模式, 夜间模式, 黑色, 暗色, 外观
desk-also-sign-out = 登出, 注销, 离开, logout
desk-also-new = 写邮件, 新邮件, 新消息, 新工单, 创建
desk-also-settings = 偏好, 选项, 管理, 配置
desk-also-shortcuts = 热键, 键盘, 帮助
desk-also-resolve = 关闭, 完成, 结束, 解决
desk-also-snooze = 提醒, 稍后, 暂停, 延后
desk-also-follow-up = 提醒, 任务, 到期
desk-also-assign = 重新分配, 委派, 交给, 转交, 移交, 负责人, 客服, 接手
desk-also-merge = 组合, 重复
desk-also-describe = 类别, 字段, 类型, 分类
desk-also-problem = 事件, 故障, 错误
desk-also-side = 供应商, 第三方, 同事, 询问
desk-also-attach = 文件, 上传, 图片, 文档
