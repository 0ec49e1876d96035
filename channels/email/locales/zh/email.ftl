# 邮件渠道：收件箱的服务器及其测试、外发邮件的签名、被搁置的邮件。

## 添加收件箱

email-add-title = 添加邮件收件箱
email-add-about = 三步：地址、服务器、测试。邮件一到就收取，绝不会从您的服务器上删除。
email-add-step = 第 1 步，共 3 步：地址
email-add-next = 下一步：服务器
email-add-back = 所有收件箱
email-address = 邮件地址
email-address-hint = 客户写信的地址，例如 support@example.com。
email-name = 收件箱名称
email-name-hint = 您的团队怎么称呼它，例如“客服”。
email-from-name = 发件人名称
email-from-name-hint = 客户在地址旁看到的名称。留空则用收件箱名称。

## 服务器

email-servers-title = { $name } 的邮件服务器
email-to-inbox = 收件箱设置
email-servers = 服务器
email-provider = 邮件服务商
email-provider-about = 选择后会填好下面的服务器。
email-provider-other = 其他服务器
email-hint-app-password = { $provider } 不允许程序用您平时的密码登录。请在您的 { $provider } 账户中开启两步验证，创建应用专用密码（授权码），填在下面。
email-hint-token = { $provider } 不接受程序使用密码。请到下方的“在服务商处登录”：您只需登录一次，系统会自行保持访问权限。
email-incoming = 收信
email-incoming-about = 我们用 IMAP 读取的邮箱。其中任何内容都不会被删除。
email-incoming-on = 从此服务器收取邮件
email-incoming-on-hint = 如果您的邮件服务器把邮件转发给我们，请关闭。
email-outgoing = 发信
email-outgoing-about = 用 SMTP 接收我们回复的服务器。
email-outgoing-on = 通过此服务器发送邮件
email-outgoing-on-hint = 没有它，回复会一直等待。
email-host = 服务器
email-port = 端口
email-security = 安全
email-security-hint = 按服务商的说明选择 TLS 或 STARTTLS。只有服务器就在本机时才选不加密。
email-security-tls = TLS
email-security-starttls = STARTTLS
email-security-plain = 不加密
email-user = 用户名
email-user-may-be-empty = 如果服务器不需登录就接收本机的邮件，请留空。
email-login = 登录方式
email-login-password = 密码
email-login-oauth = 访问令牌（OAuth）
email-secret = 密码或令牌
email-secret-hint = 保存在这里，之后不再显示。
email-secret-kept = 已保存。留空即保持不变。
email-folder = 文件夹
email-folder-hint = 通常是 INBOX。测试会列出所有文件夹。
email-mark-seen = 将收取的邮件标为已读
email-mark-seen-hint = 关闭则邮箱保持原样。
email-root-open = 服务器使用自己的证书
email-root = 证书
email-root-hint = 粘贴服务器或贵公司证书机构的证书，从 BEGIN CERTIFICATE 到 END CERTIFICATE。
email-trust = 信任与启用
email-trust-about = 邮件真正由谁发出以谁的话为准，以及此邮箱是否启用。
email-authserv-id = 验证服务器的名称
email-authserv-id-hint = 您自己的邮件服务器写入来信的 Authentication-Results 行的第一个词。没有它，自称来自您同事的邮件一律不予采信。
email-enabled = 启用
email-enabled-hint = 关闭后停止收取；不会丢失任何内容，重新开启后从停下处继续。
email-save = 保存
email-test = 测试
email-test-about = 测试上面填写的内容，不会保存。

## 测试结果

email-test-fetches = 登录成功。{ $folder } 中有 { $count } 封邮件。
email-test-told-at-once = 新邮件会立即得知。
email-test-asked-each-minute = 此服务器不会通知新邮件，每分钟询问一次。
email-test-folders = { $count } 个文件夹
email-test-sends = 登录成功，服务器接收我们的邮件。
email-test-sends-without-login = 服务器不需登录就接收我们的邮件。
email-test-private = 连接已加密。
email-test-readable = 连接未加密：除非服务器就在本机，请选择 TLS 或 STARTTLS。
email-test-largest = 它接收的最大邮件：{ $size }。

## 测试为何失败

email-why-unreachable = 无法连接 { $host }（{ $detail }）。请检查服务器和端口。
email-why-untrusted = { $host } 的证书不可信（{ $detail }）。请更正服务器名称，或粘贴它的证书。
email-why-no-tls = 无法与 { $host } 建立加密连接（{ $detail }）。请检查端口与安全方式是否相配。
email-why-bad-root = 粘贴的证书无法读取（{ $detail }）。请粘贴完整文本，从 BEGIN CERTIFICATE 到 END CERTIFICATE。
email-why-not-a-host = “{ $detail }”不是服务器名称。请写成 imap.example.com 的样子。
email-why-no-starttls = { $host } 不提供 STARTTLS。请选择 TLS。
email-why-no-login = { $host } 在此连接上不提供登录方式。请选择 TLS 或 STARTTLS，或询问服务商。
email-why-password = { $host } 拒绝了密码（{ $detail }）。请重新输入；许多服务商要求使用应用专用密码（授权码）。
email-why-token = { $host } 拒绝了令牌：它已过期或被撤销（{ $detail }）。请粘贴新的令牌。
email-why-folder = { $host } 没有文件夹“{ $detail }”。请填 INBOX 再测试，即可看到所有文件夹。
email-why-slow = { $host } 没有回应。请检查服务器和端口，以及中间是否有防火墙。
email-why-closed = { $host } 关闭了连接（{ $detail }）。请检查端口与安全方式是否相配，然后再测试。
email-why-strange = { $host } 的回答出乎意料（{ $detail }）。请检查服务器和端口，或询问服务商。
email-why-unsendable = “{ $detail }”不能发送给服务器。请去掉换行和控制字符。

## 表单中的错误

email-mistakes = 没有保存任何内容。请更正下面的字段。密码不会送回浏览器，请重新输入。
email-mistake-host = 请填写服务器名称，例如 imap.example.com，不带端口。
email-mistake-port = 请填写 1 到 65535 之间的端口。
email-mistake-user = 请填写用户名，通常是完整的地址。
email-mistake-root = 这不是证书。请粘贴从 BEGIN CERTIFICATE 到 END CERTIFICATE 的文本，绝不要粘贴私钥。
email-mistake-secret = 请填写密码或令牌。
email-mistake-secret-moved = 请重新输入密码：它是为另一台服务器或另一个用户名保存的。
email-mistake-address = 请填写地址，例如 support@example.com。
email-mistake-name = 请填写名称，例如“客服”。

## 完成的操作

email-done-added = 收件箱已建立。请填写服务器，点击测试，然后保存。
email-done-saved = 已保存。
email-done-untested = 已保存，但没有通过测试。请点击测试，看看邮件能否收发。
email-done-dkim = 密钥已启用。请发布下面的记录，让收信方可以验证。
email-done-dkim-removed = 密钥已移除，邮件发出时不带签名。
email-done-read-again = 正在重新读取这封邮件。

## 邮箱所有者的许可（OAuth 2）

email-consent = 在服务商处登录
email-consent-about = 代替密码：您在服务商处登录一次，允许系统收发邮件。访问权限会自动续期，直到您在那里撤回。
email-consent-given = 已允许
email-consent-not-yet = 尚未允许
email-consent-next = 前往服务商，用该邮箱地址登录并允许访问。
email-consent-until = 当前访问将在此时间前续期：
email-consent-refused = 服务商不再允许我们访问（{ $detail }）。请重新在那里登录；在此之前邮件保留在服务器上。
email-consent-go = 在服务商处登录
email-consent-go-again = 重新登录
email-consent-remove = 忘记此访问权限
email-consent-program = 系统以哪个程序的身份访问
email-consent-register = 请在服务商的账户中（Google Cloud 控制台、Microsoft Entra）把本系统登记为程序，并允许浏览器返回到：
email-consent-client-id = 客户端 ID
email-consent-client-secret = 客户端密钥
email-consent-sign-in-url = 登录页面
email-consent-token-url = 令牌地址
email-consent-scope = 权限范围
email-consent-scope-hint = 请求服务商允许的内容：通过 IMAP 读取、通过 SMTP 发送，以及持久访问。
email-consent-save = 保存程序
email-consent-refused-address = 服务商的地址必须以 https:// 开头。请从其文档中复制。
email-consent-refused-client = 程序需要客户端 ID 和客户端密钥。请从您在服务商的账户中复制两者。
email-consent-refused-way = 从服务商返回的链接已过期，或由其他人发起。请打开收件箱，重新在服务商处登录。
email-consent-refused-no = 服务商没有返回任何内容：访问未被允许。如非本意，请打开收件箱再试一次。
email-consent-refused-not-lasting = 服务商只给了一小时的访问权限。请在权限范围中加入持久访问（Microsoft 为 offline_access），然后重新登录。
email-consent-refused-unreachable = 无法连接服务商（{ $detail }）。请检查令牌地址后再试。
email-consent-refused-strange = 服务商的回应出乎意料（{ $detail }）。请检查令牌地址和权限范围。
email-consent-refused-withdrawn = 服务商没有接受登录（{ $detail }）。请打开收件箱，重新在那里登录。
email-consent-refused-unknown = 服务商不认识此程序（{ $detail }）。请检查客户端 ID 和客户端密钥。
email-done-consent = 服务商已允许访问。请按下方的“测试”查看邮件收发。
email-done-consent-client = 程序已保存。现在请在服务商处登录。
email-done-consent-removed = 访问权限已忘记。请也在服务商处撤回。

## 状态

email-state = 状态
email-since = 自 { $when }
email-state-unset = 尚无服务器
email-state-off = 已关闭
email-state-starting = 正在启动
email-state-sends-only = 只发信；来信由转发送达
email-state-connecting = 正在连接
email-state-working = 正在收取第 { $kept } 封，共 { $of } 封
email-state-idle = 已是最新
email-state-failing = 出现故障
email-failing-next = 点击下面的测试，看看该怎么做。不会丢失任何内容：邮件留在服务器上，修好后再收取。
email-cannot-send = 此收件箱还不能发信：回复会等待。请在下面填写发信服务器。
email-secret-lost = 无法读取其密钥；请重新输入
email-state-lost = 密钥无法读取
email-secret-lost-next = 无法读取已存内容：{ $what }。请在下面重新输入；在此之前邮件会等待。
email-figures-server = 服务器上
email-figures-stored = 已保存在此
email-figures-left-label = 留在服务器上
email-figures-unknown = 尚未统计服务器上的邮件。
email-figures-same = 服务器上的全部邮件都已保存在此。
email-figures-left = 差额留在服务器上，原因见下。
email-figures-deleted = 这里保存的比服务器上的多：在那边删除或移走的邮件仍保留在此。
email-figures-to-come = 其余的正在收取。

## 外发邮件的签名

email-dkim = 签名（DKIM）
email-dkim-about = 签名让收信方看到邮件确实来自您的域名。如果您的服务商已经签名，这里就不需要。
email-dkim-publish = 请在管理您域名 DNS 的地方发布这条记录：
email-dkim-name = 名称
email-dkim-type = 类型
email-dkim-value = 值
email-dkim-domain = 域名
email-dkim-selector = 选择器
email-dkim-make = 生成密钥
email-dkim-paste-open = 使用自己的密钥
email-dkim-pem = 私钥
email-dkim-pem-hint = PEM 文本，2048 位以上的 RSA 或 Ed25519。之后不再显示。
email-dkim-paste = 使用此密钥
email-dkim-remove = 移除密钥
email-dkim-bad-name = 域名和选择器是 example.com 和 frontline 这样的名称。请更正后再试。
email-dkim-bad-key = 此密钥不能签名。{ $detail }
email-dns-look = 查看 DNS
email-dns-about = 外界看到的此域名的邮件设置。
email-dns-good = 正常
email-dns-missing = 缺少
email-dns-wrong = 有误
email-dns-unknown = DNS 没有回答
email-dns-publish = 请在 { $place } 发布一条记录：
email-dns-correct = 请更正 { $place } 的记录：

## 被搁置的邮件

email-aside = 被搁置的邮件
email-aside-none = 没有。每封邮件都在某个会话中。
email-aside-title = 邮件 { $number }
email-aside-facts = 概况
email-aside-text = 原文
email-aside-when = 收到时间
email-aside-what = 情况
email-aside-why = 原因
email-aside-size = 大小
email-aside-open = 查看
email-aside-again = 重新读取
email-aside-file = 下载
email-aside-back = 返回服务器
email-aside-cut = 只显示开头部分。下载后可查看全文。
email-aside-elsewhere = 它只在邮件服务器上。请在那里用邮件程序打开。
email-aside-ignored = 不在任何会话中
email-aside-failed = 无法归档
email-aside-left = 留在服务器上
email-aside-too-large = 超过 50 MB。
email-aside-withheld = 服务器列出了它，却不交出。
email-aside-foreign-report = 关于一封不属于我们的邮件的投递报告。
email-aside-notice = 它是对发给客服的通知的回复，不是客户写的。

## 图片

email-picture-not-loaded = 此图片无法加载，或加载它不安全。如有需要，请打开原始邮件。

## 日志

email-story-connected = 邮箱已重新连接
email-story-failing = 邮箱出现故障：{ $reason }
email-story-settings-changed = 邮件服务器已更改
email-story-set-aside = 一封邮件被搁置：{ $why }
email-story-read-again = 一封邮件已重新读取
