# 单点登录：使用公司已有的登录方式进入。

## 列表

sso-menu = 公司登录
sso-menu-also = sso, 单点登录, oidc, openid, okta, google, scim, 自动开通
sso-about = 使用公司发放的账号进入，而不是保存在此处的密码。
sso-none = 尚无公司登录
sso-none-next = 如果贵公司使用 Microsoft Entra、Google Workspace、Okta、Keycloak 或其他支持 OpenID Connect 的登录，同事即可在此使用。
sso-add = 添加登录
sso-name = 名称
sso-state = 状态
sso-who = 谁可以进入
sso-role = 角色
sso-people = 人数
sso-open = 已开放
sso-closed = 已关闭
sso-joins-nobody-short = 以前来过的人
sso-joins-colleagues-short = 同事
sso-joins-newcomers-short = 同事和新人
sso-done-saved = 已保存。
sso-done-saved-try = 已保存。按“试一试”查看您会怎样。
sso-done-removed = 登录已移除。在此没有密码的人现在需要重设链接。
sso-done-only = 从现在起只能通过公司登录进入。用密码进入的人已退出。
sso-done-passwords = 密码可再次用于登录。

## 仅此一途

sso-only = 仅此一途
sso-only-about = 其他人的密码不再能打开服务台。一位管理员保留密码，以备登录服务不可用时使用。您本人须先通过它登录过一次。
sso-only-is-on = 只能通过公司登录进入。{ $name }保留密码以备紧急之需。
sso-only-turn-on = 只允许以此方式进入
sso-passwords-too = 重新允许使用密码
sso-keeper = 谁保留密码
sso-keeper-hint = 一位在职管理员。请选用长密码和第二重验证。

## 表单

sso-form-about = 来自提供方的三项信息，以及谁可以进入的决定。
sso-there = 1. 在提供方
sso-there-about = 在那里将 Frontline 注册为带客户端密钥的网页应用，并填入以下地址。只有第一个是必需的。
sso-redirect-uri = 重定向地址
sso-logout-uri = 退出后的地址
sso-backchannel-uri = 后端退出地址
sso-here = 2. 在此处
sso-name-hint = 按钮上显示的名称，用同事熟悉的名字。
sso-issuer = 颁发者
sso-issuer-hint = 提供方的地址，如 https://login.example.com/tenant。其余信息会自动找到。以后不能更改。
sso-client-id = 客户端 ID
sso-secret = 客户端密钥
sso-secret-hint = 加密保存，不再显示。
sso-secret-kept = 留空则保留已保存的密钥。
sso-enabled = 在登录页上提供
sso-vouches = 提供方自行要求第二重验证
sso-vouches-hint = 这样此处不再要求验证码。
sso-who-about = 账号按电子邮件地址匹配，且仅在提供方声明已核实该地址时有效。
sso-joins-nobody = 只有以前这样来过的人
sso-joins-colleagues = 已在此工作或已受邀的人
sso-joins-newcomers = 以上的人，以及地址属于下列域名的所有人
sso-domains = 新人的域名
sso-domains-hint = 如 example.com。多个域名用逗号分隔。
sso-roles = 以何角色
sso-role-usual = 角色
sso-role-usual-hint = 新人的角色；使用群组时，也是不属于任何群组者的角色。“无”则不让其进入。
sso-role-none = 无
sso-rules = 由提供方的群组决定
sso-rules-about = 这样每次登录时角色都随提供方而定，此处所作的更改不会保留。以首个匹配的群组为准。最后一位管理员始终保持不变。
sso-role-claim = 含群组的声明
sso-role-claim-hint = 如 groups 或 realm_access.roles。留空：角色在此处指定。
sso-scopes = 额外范围
sso-scopes-hint = 如果提供方只在请求时才告知群组，例如 groups。
sso-rule-value = 群组 { $number }
sso-rule-role = 其在此的角色（{ $number }）
sso-save = 测试并保存
sso-save-about = 新增、重新开放或更改了客户端 ID 或密钥的提供方会先被询问，只保存可用的设置。关闭或收紧无需其应答。
sso-try = 试一试
sso-remove = 移除
sso-remove-about = 不会让任何人退出，但无人再能以此方式进入，账号的归属也会被忘记。
sso-mistake-name = 请填写同事熟悉的名称。
sso-mistake-issuer = 请输入 https 地址。位于自有网络中的提供方须由运行机器的人在配置中以 own_network 指定。
sso-mistake-client-id = 请输入提供方显示的客户端 ID。
sso-mistake-secret = 请输入提供方显示的客户端密钥。
sso-test-failed = 未保存任何内容：{ $why }

sso-refused-unnamed = 缺少名称或客户端 ID。请填写两者。
sso-refused-no-domain = 请至少填写一个域名：否则所有在那里有账号的人都会在此工作。
sso-refused-no-role = 请为新人选择角色，或由群组决定。
sso-refused-no-secret = 缺少客户端密钥。请输入提供方显示的密钥。
sso-refused-other-issuer = 另一个颁发者就是另一个登录，账号属于其他人。请另行添加。
sso-refused-only-way = 目前只能以此方式进入，因此必须保持开放。请先重新允许使用密码。
sso-refused-come-first = 请先亲自通过它登录一次，以证明其可用。

## 途中

sso-outside-title = 未能通过{ $name }登录
sso-stale = 这不是对您请求的应答：可能超时、已被使用，或始于另一个浏览器。请重新开始。
sso-provider-said-no = 提供方没有让您通过（{ $word }）。请重试，或询问管理员。
sso-try-again = 重试
sso-back-to-sign-in = 返回登录
sso-left-title = 您已在此退出
sso-left-about = 您在{ $name }可能仍处于登录状态。在共用电脑上，请也在那里退出。
sso-leave-there = 退出{ $name }

sso-why-unknown = 没有人以您的账号在此工作。请管理员邀请公司发给您的地址。
sso-why-unverified = 提供方没有声明已核实您的电子邮件地址，因此在此不能作为证明。请在那里确认，或询问管理员。
sso-why-other-domain = 您的地址不属于可进入的域名。请管理员邀请您。
sso-why-deactivated = 您在此的账号已停用。请管理员重新启用。
sso-why-no-role = 您的群组在此均无角色。请向管理员询问您需要哪个群组。
sso-why-linked-otherwise = 您的地址属于此处一位以另一账号进入的人。请询问管理员。

sso-ailment-address = 这不是可以询问的 https 地址。请更正颁发者；位于自有网络中的提供方须在配置中以 own_network 指定。
sso-ailment-inside = { $host } 指向网络内部的地址。如果这是贵公司自己的提供方，请运行机器的人在配置中以 own_network 指定。
sso-ailment-silent = { $host } 没有应答（{ $why }）。请检查地址，稍后重试。
sso-ailment-status = { $host } 应答 { $status }。请检查颁发者是否与提供方显示的完全一致。
sso-ailment-unreadable = { $host } 的应答不是登录服务的描述。请检查颁发者是否与提供方显示的完全一致。
sso-ailment-other-issuer = 提供方自称 { $issuer }。请将其填为颁发者。
sso-ailment-no-code = 提供方不支持授权码登录。请在那里开启。
sso-ailment-secret = 提供方不接受客户端 ID 和密钥。请重新复制两者。
sso-ailment-secret-lost = 已保存的密钥无法读取，因为服务台现在使用另一把钥匙。请在“设置 → 公司登录”中重新输入。
sso-ailment-code = 提供方拒绝了代码（{ $word }）。请重新开始；如再次发生，管理员应在“设置 → 公司登录”中按“试一试”。
sso-ailment-token = 提供方的应答不可信：{ $why }请重新开始，如再次发生请告知管理员。
sso-distrust-no-token = 它不是签名令牌。
sso-distrust-algorithm = 其签名方式不能证明任何事。
sso-distrust-unknown-key = 其签名所用的密钥提供方并未公布。
sso-distrust-signature = 其签名有误。
sso-distrust-issuer = 它由他人所作。
sso-distrust-nameless = 它没有按该提供方的承诺说明由谁所作。
sso-distrust-audience = 它是为其他程序而作。
sso-distrust-nonce = 它应答的是另一个请求。
sso-distrust-expired = 其有效期已过。
sso-distrust-future = 它作于未来；两台机器的时钟不一致。
sso-distrust-subject = 它没有指明任何人。
sso-distrust-no-logout = 它与退出无关。

## 试用

sso-rehearsal-title = { $name }对您的描述
sso-rehearsal-about = 没有人登录，也没有任何更改。
sso-told-name = 姓名
sso-told-email = 电子邮件地址
sso-told-verified = 地址已核实
sso-yes = 是
sso-no = 否
sso-would-known = 您可以进入：您的账号已关联。
sso-would-known-as = 您将以{ $role }进入：您的账号已关联。
sso-would-link = 您可以进入：此处认识您的地址，您的账号将与之关联。
sso-would-link-as = 您将以{ $role }进入：此处认识您的地址，您的账号将与之关联。
sso-would-join-as = 您将作为新人加入，角色为{ $role }。
sso-back-to-settings = 返回设置

## 记录

sso-story-added = 添加了公司登录“{ $name }”
sso-story-changed = 更改了公司登录“{ $name }”
sso-story-removed = 移除了公司登录“{ $name }”
sso-story-linked = “{ $name }”的一个账号已与一位同事关联
sso-story-refused = 有人未能通过“{ $name }”进入：{ $why }
