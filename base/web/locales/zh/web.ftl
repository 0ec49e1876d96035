# 所有页面共用：问题、框架、日期。

web-home = 前往首页
web-close = 关闭
web-skip-to-work = 跳到正文
web-rail = 视图与收件箱
web-list = 会话
web-panel = 详情
web-toasts = 通知
web-settings = 设置

web-conversation = 会话
web-main-places = 主要位置
web-inboxes = 收件箱
web-search = 搜索
web-customers = 客户
web-menu = 菜单
web-more = 更多
web-actions = 操作
web-optional = 选填
web-effect = 保存后会怎样
web-effect-show = 查看效果
web-shortcuts = 键盘快捷键
web-palette = 命令面板
web-palette-ask = 搜索或跳转到…
web-palette-commands = 命令
web-offline = 没有网络连接。请继续书写：连接恢复前，草稿和您发送的内容会保存在此设备上。
web-waiting-show = 查看
web-app-about = 客户服务团队的全部工作，一个程序完成。
web-app-mine = 我的
web-app-unassigned = 未分配
web-app-notices = 通知
web-app-new = 新建会话
web-offline-title = 此设备上等待发送的内容
web-offline-gone = 没有网络连接。您输入的内容已保存在此浏览器中，连接恢复后会发送。此页面会自动继续。
web-offline-here = 连接已恢复。打开 Frontline 后，等待中的内容会立即发送。
web-offline-open = 打开 Frontline

## 脚本所用的语句

web-script-saved = 已保存
web-script-saving = 正在保存…
web-script-offline = 离线。连接恢复前保存在此浏览器中。
web-script-restored = 已恢复您之前在此输入的内容
web-script-draft-changed = 另一个标签页更改了此草稿。您在此输入的内容保留在本浏览器中；重新加载即可看到两者。
web-script-uploading = 正在上传 { $name }
web-script-upload-failed = { $name } 上传失败。请检查网络连接后重新添加。
web-script-failed = 操作未成功。请检查网络连接后重试。
web-script-selected = 已选择 { $count } 项
web-script-show-all = 显示完整邮件
web-script-no-commands = 没有找到。请尝试输入更少的字。
web-copy = 复制
web-copied = 已复制
web-script-dismiss = 关闭
web-script-shortcuts-other = 所有页面
web-script-waiting-one = 此设备上有 1 条回复或备注等待发送，连接恢复后会发送。
web-script-waiting-many = 此设备上有 { $count } 条回复和备注等待发送，连接恢复后会发送。
web-script-waiting-here = 在此设备上等待
web-script-waiting-old = 写于 20 多小时前。请确认仍然适用，放回编辑框后再发送。
web-script-waiting-refused = 此处已无法发送。请复制或丢弃。
web-script-waiting-back = 放回
web-script-waiting-drop = 丢弃
web-script-waiting-others = 此设备上另一位客服有 { $count } 条等待，其再次在此登录后发送。
web-script-held-one = 有 1 条回复未发送：请先查看。
web-script-held-many = 有 { $count } 条回复未发送：请先查看。
web-script-leaving-title = 有内容尚未发送
web-script-leaving-one = 此设备上有 1 条回复或备注等待发送。退出将丢弃它。
web-script-leaving-many = 此设备上有 { $count } 条回复和备注等待发送。退出将丢弃它们。
web-script-leaving-stay = 保持登录
web-script-leaving-go = 丢弃并退出

## 问题：先说发生了什么，再说该怎么做。

web-not-found-title = 未找到
web-not-found = 此地址没有内容，或者您无权查看。
web-not-found-next = 请检查地址，或向管理员询问您是否应能看到它。

web-not-from-here-title = 此处不可访问
web-not-from-here = 您来自 { $about }，而本服务台只对某些网络开放。
web-not-from-here-next = 请通过公司网络连接后重试，或请管理员在“设置”、“访问规则”中添加此地址。
web-set-up-first-title = 请先设置第二重验证
web-set-up-first = 要求您使用第二重验证，而您还没有。
web-set-up-first-next = 请在浏览器中打开 Frontline 并设置一个；在此之前其他一切都不能进行。
web-set-up-until = 要求您使用第二重验证。请在 { $date } 之前设置；之后在设置好以前，其他内容都不能打开。
web-set-up-now = 去设置
web-forbidden-title = 没有权限
web-forbidden = 您的角色不包含此操作。
web-forbidden-next = 如有需要，请联系管理员调整您的角色。

web-refused-title = 操作未完成
web-refused = 目前的情况下无法执行此操作。
web-refused-next = 没有任何更改。请改正后重试。

web-sign-in-first-title = 请登录
web-sign-in-first = 此处已没有登录的用户。
web-sign-in-first-next = 请登录，然后重复刚才的操作。

web-changed-title = 内容已被更改
web-changed = 您查看期间，其他人更改了此内容。
web-changed-next = 请重新加载页面，再看一遍后重复您的更改。

web-too-many-title = 尝试次数过多
web-too-many = 短时间内尝试次数过多。
web-too-many-next = 请等待几分钟后重试。

web-too-large-title = 内容过大
web-too-large = 您发送的内容超过了此页面的上限。
web-too-large-next = 请发送更小的文件，或减少一次发送的数量。

web-unreadable-title = 无法识别
web-unreadable = 无法读取该请求。
web-unreadable-next = 请返回，重新加载页面后重试。

web-unavailable-title = 暂时无法保存
web-unavailable = 数据库目前无法保存更改。此前已保存的内容没有丢失。
web-unavailable-next = 请几秒后重试；若持续出现，请让系统管理人员运行“frontline doctor”。

web-not-fetched-title = 暂时无法取得此文件
web-not-fetched = 文件存放在数据库之外的存储中，该存储没有响应，或其中的文件已不是原来的内容。其他功能均正常。
web-not-fetched-next = 请一分钟后重试；若持续出现，请告知系统管理人员运行 “frontline doctor”。

web-too-slow-title = 用时过长
web-too-slow = 未能及时得到结果。
web-too-slow-next = 请几秒后重试；若持续出现，请告知系统管理人员。

web-fault-title = 程序故障
web-fault = 程序内部出错，操作已撤销。
web-fault-next = 请重试；若再次出现，请附上上面的编号进行报告。
web-fault-reference = 编号 { $reference }

web-stale-form-title = 表单已过期
web-stale-form = 页面打开时间过长，或者您之后重新登录过。
web-stale-form-next = 请返回，重新加载页面后再次提交表单。

web-foreign-origin-title = 来自其他网站的请求
web-foreign-origin = 其他网站试图以您的名义更改此处的内容，因此没有执行任何操作。
web-foreign-origin-next = 如果是您本人，请直接打开本服务台并在此操作。

web-bad-api-token-title = 令牌无效
web-bad-api-token = 该 API 令牌不存在、已撤销或已过期。
web-bad-api-token-next = 请在“设置”中创建新令牌，并以“Authorization: Bearer …”发送。

web-wrong-method-title = 此处不支持
web-wrong-method = 此地址存在，但不接受这种请求。
web-wrong-method-next = 请从菜单打开该页面后重试。

## 日期与时长

web-months-short = 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月
web-ago-now = 刚刚
web-ago-minutes = { $count } 分钟前
web-ago-hours = { $count } 小时前
web-ago-days = { $count } 天前
web-span-seconds = { $count } 秒
web-span-minutes = { $count } 分钟
web-span-hours = { $count } 小时
web-span-days = { $count } 天

## The API

web-no-api-token-title = 缺少令牌
web-no-api-token = API 只接受令牌，而请求没有带令牌。
web-no-api-token-next = 请在“设置 → API 令牌”中创建一个，并以“Authorization: Bearer …”发送，切勿放在网址中。

web-wrong-field-title = 有字段无法接受
web-wrong-field = 无法接受“{ $field }”：{ $what }。
web-wrong-body = 无法接受正文：{ $what }。
web-wrong-field-next = 请对照 /api/v1/openapi.json 的说明修改后重新发送。

web-unreadable-json-title = 不是 JSON
web-unreadable-json = 正文无法按 JSON 读取：{ $what }。
web-unreadable-json-next = 请发送一个 UTF-8 编码的 JSON 对象。

web-not-json-title = 不是 JSON
web-not-json = API 只读取 JSON。
web-not-json-next = 请以“Content-Type: application/json”发送 JSON 正文。

web-moved-title = 内容已变化
web-moved = 它已不是您读取时的样子，因此没有做任何更改。
web-moved-next = 请重新读取，重新决定，并在“If-Match”中发送新的 ETag。

web-refused-cursor = 此游标不属于这个列表。
web-refused-key-taken = 此 Idempotency-Key 在 24 小时内已用于另一个请求。
web-refused-reference = “{ $field }”所指的对象不存在，或此令牌无权查看。

web-api = API
web-api-also = rest, openapi, 开发者, 文档, 接口
web-api-about = 服务台的全部功能，供程序使用。令牌的权限在创建时选定。
web-api-document = OpenAPI 文档
web-api-start = 先在“API 令牌”中创建令牌，再询问它的身份：
web-api-name = 名称
web-api-place = 位置
web-api-kind = 类型
web-api-meaning = 含义
web-api-status = 状态
web-api-required = 必填
web-api-parameters = 参数
web-api-body = 正文
web-api-answers = 回答
web-api-problems = 可能的问题：

## 同样的问题，说给程序听：它没有可以返回的页面。

web-program-forbidden = 此令牌无权执行此操作。
web-program-forbidden-next = /api/v1/openapi.json 的说明写明每个调用所需的权限，GET /api/v1/me 写明令牌拥有的权限；请向管理员索取拥有该权限的令牌。
web-program-changed = 期间有他人更改了它，因此没有做任何操作。
web-program-changed-next = 请重新读取，重新决定，然后再次发送请求。
web-program-too-large = 正文超过此地址的上限。
web-program-too-large-next = 请发送更小的文件，或减少一次请求中的数量。
web-program-unreadable-next = 请将其地址和正文与 /api/v1/openapi.json 的说明对照后重新发送。
web-program-wrong-method-next = “Allow”标头列出此地址支持的方法，/api/v1/openapi.json 说明各自的作用；请改用其中之一。
web-program-sign-in-first = 没有发送令牌。
web-program-sign-in-first-next = 请以“Authorization: Bearer …”发送令牌。

# Pages for customers.
web-languages = 语言
web-front-menu = 栏目

web-help-here = 本页帮助
web-keys-on = 单键快捷键已开启。
web-keys-off = 单键快捷键已关闭：只有带 Ctrl 或 ⌘ 的组合键有效。
web-keys-change = 关闭或更改
web-script-arrived = { $name } 发来新消息
