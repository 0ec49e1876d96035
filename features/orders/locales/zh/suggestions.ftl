## Suggestions: what happened

orders-story-suggestion-rule-saved = 保存了一条推荐规则
orders-story-suggestion-rule-removed = 删除了一条推荐规则
orders-story-suggestion-settings = 更改了推荐方式
orders-story-suggestion-counted = 重新统计了一起购买的商品：{ $pairs } 对
orders-story-suggestion-offered = 向客户推荐了商品
orders-story-suggestion-declined = 客户不需要所推荐的商品
orders-story-suggestion-taken = 客户购买了所推荐的商品，{ $amount }
orders-story-suggestions-unwanted = 客户不希望收到推荐
orders-story-suggestions-wanted = 可以再次向客户推荐

## Suggestions: what was refused

orders-suggest-out-of-range = “{ $what }”必须在 { $least } 到 { $most } 之间，请填写此范围内的数字。
orders-suggest-upsell-same = 同一商品的升级需要指定规格，请填写其 SKU。
orders-suggest-upsell-of-what = “升级”需要说明替代什么，请选择商品或类别。
orders-suggest-word-missing = 请填写规则所查找的商品、类别或标签。
orders-suggest-no-product = 没有商品或 SKU “{ $code }”，请在“商品”中查找。
orders-suggest-no-brand = 没有品牌“{ $code }”，请在“商店”中查找。
orders-suggest-never = 规则会在开始之前结束，请选择更晚的截止日期。
orders-suggest-no-day = “{ $typed }”不是日期，请写成 2026-03-31。
orders-suggest-text-long = 文字超过 2000 个字符，请缩短。
orders-suggest-placeholder = “{ $placeholder }”无法填充，请在花括号中使用 product 或 price。
orders-suggest-held-out = 此推荐被保留用于对比，不能提供，请选择会看到推荐的客户。
orders-suggest-gone = 该商品已不以此货币出售，请查看其他推荐。

## Suggestions: the card

orders-suggestions = 推荐
orders-suggestions-also = 追加销售, 交叉销售, 推荐
orders-suggestions-see = 查看推荐
orders-suggestions-here = 现在可以向该客户推荐什么，或为何不推荐。
orders-suggest-kind-upsell = 升级
orders-suggest-kind-cross-sell = 搭配
orders-suggest-uncounted = 常备库存
orders-suggest-because-rule = 规则：{ $rule }
orders-suggest-because-together = 在 { $orders } 个订单中与 { $product } 一起购买
orders-suggest-reply = 加入回复
orders-suggest-add = 加入订单
orders-suggest-swap = 在订单中替换
orders-suggest-order = 下单
orders-suggest-decline = 不感兴趣
orders-suggest-not-now = 暂不推荐：
orders-suggest-nothing = 没有合适的推荐：没有适用的规则，也没有足够常一起购买的商品。
orders-suggest-left-out = 未推荐的商品
orders-suggest-opt-out = 不向该客户推荐
orders-suggest-opt-in = 重新向该客户推荐
orders-suggest-tell-cross-sell = { $product } 与您的订单很搭配，价格为 { $price }，需要为您加上吗？
orders-suggest-tell-upsell = 您也可以选择 { $product }，价格为 { $price }，需要为您更换吗？

## Suggestions: why not

orders-not-now-switched-off = 推荐已关闭
orders-not-now-opted-out = 客户不希望收到推荐
orders-not-now-open-complaint = 有未解决的投诉
orders-not-now-open-return = 有进行中的退货
orders-not-now-open-refund = 有进行中的退款
orders-not-now-open-record = 有其他未结事项，例如理赔
orders-not-now-approval-waiting = 有待处理或逾期的审批
orders-not-now-urgent = 会话为紧急
orders-not-now-sensitive = 敏感事项
orders-not-now-said-no = 客户最近拒绝过
orders-not-now-bad-mood = 最近的消息带有不满情绪
orders-not-now-held-out = 该客户属于不展示推荐的对照组
orders-not-now-out-of-stock = 缺货
orders-not-now-owned = 客户已拥有
orders-not-now-not-sold-here = 不以此货币出售或未上架
orders-not-now-order-left = 订单已发出

## Suggestions: settings

orders-suggestions-about = 规则决定推荐什么、何时推荐；一起购买的商品会自动统计。是否展示取决于客户情绪和当前事项。
orders-suggest-rules = 规则
orders-suggest-rule-new = 新建规则
orders-suggest-rule-edit = 修改规则
orders-suggest-rule-remove = 删除规则
orders-suggest-rule-about = 满足条件时推荐商品，最先匹配的规则优先。
orders-suggest-no-rules = 还没有规则
orders-suggest-no-rules-next = 在添加规则之前，只推荐常一起购买的商品。
orders-suggest-says = 内容
orders-suggest-counts = 生效中
orders-suggest-rests = 目前不生效
orders-suggest-sentence = { $when }，推荐 { $product }（{ $kind }）
orders-suggest-when-order-product = 当订单中有 { $word }
orders-suggest-when-customer-product = 当客户拥有 { $word }
orders-suggest-when-order-category = 当订单中有类别 { $word } 的商品
orders-suggest-when-customer-category = 当客户拥有类别 { $word } 的商品
orders-suggest-when-tag = 当客户带有标签 { $word }
orders-suggest-when-order = 当有订单时
orders-suggest-when-customer = 对所有客户
orders-suggest-and-above = { $when }，且金额超过 { $amount }
orders-suggest-when = 条件
orders-suggest-then = 推荐
orders-suggest-look-at = 查看
orders-suggest-look-order = 订单
orders-suggest-look-customer = 客户拥有的全部商品
orders-suggest-has = 查找
orders-suggest-has-anything = 不限
orders-suggest-has-product = 商品
orders-suggest-has-category = 商品类别
orders-suggest-has-tag = 客户标签
orders-suggest-word = 具体内容
orders-suggest-word-hint = 商品代码、类别或标签。
orders-suggest-above = 仅当订单金额超过
orders-suggest-kind = 推荐方式
orders-suggest-what = 商品或规格
orders-suggest-what-hint = 填写 SKU 表示某一规格，填写商品代码表示任一有货规格。
orders-suggest-text = 给客户的文字（{ $language }）
orders-suggest-text-hint = 留空则使用默认句子。可填充：
orders-suggest-all-brands = 所有品牌
orders-suggest-from = 开始日期
orders-suggest-until = 截止日期
orders-suggest-active = 规则生效
orders-suggest-how = 推荐方式
orders-suggest-on = 启用推荐
orders-suggest-together = 也推荐常一起购买的商品
orders-suggest-least-orders = 至少在多少个订单中一起购买
orders-suggest-least-orders-hint = 更少则可能只是巧合。
orders-suggest-most-shown = 同时最多展示
orders-suggest-most-shown-hint = 1 到 5。
orders-suggest-cooling-off = 拒绝后的静默天数
orders-suggest-cooling-off-hint = 在此期间不向该客户推荐。
orders-suggest-taken-within = 多少天内购买算作成功
orders-suggest-taken-within-hint = 从推荐之时算起。
orders-suggest-hold-out = 不展示推荐的客户比例（%）
orders-suggest-hold-out-hint = 用于在报告中比较推荐的效果，始终是同一批客户。
orders-suggest-sensitive = 以下会话类别中不推荐
orders-suggest-sensitive-goods = 购买以下类别商品后不推荐
orders-suggest-quiet-records = 以下类型的记录未结时不推荐
orders-suggest-list-hint = 用逗号分隔。
orders-suggest-count = 一起购买的商品
orders-suggest-count-about = 统计会随每个订单更新。如有订单经其他途径导入，请重新统计。
orders-suggest-count-now = 重新统计
orders-about-question = 咨询
orders-about-complaint = 投诉
orders-about-order = 订单
orders-about-billing = 账单
orders-about-technical = 技术问题
orders-about-account = 账户
orders-about-feedback = 反馈

## Suggestions: reports

orders-figure-suggestions-by-source = 按规则和一起购买统计的推荐
orders-figure-suggestions-by-agent = 按客服统计的推荐
orders-figure-suggestions-lift = 展示推荐的效果
orders-suggest-source = 来源
orders-suggest-shown = 已展示
orders-suggest-offered = 已推荐
orders-suggest-taken = 已购买
orders-suggest-declined = 已拒绝
orders-suggest-revenue = 收入
orders-suggest-shown-bought = 已展示且购买
orders-suggest-kept-back = 对照组
orders-suggest-kept-back-bought = 对照组且购买
orders-suggest-difference = 差异
orders-suggest-together-with = 与 { $product } 一起购买

## Actions begun by macros

orders-begin = 先对订单执行操作
orders-begin-about = 使用宏时会显示该操作的预览，确认后再写入文字。
orders-begin-nothing = 无
orders-begin-amount = 金额（如适用）
orders-begin-as-usual = 默认
orders-begin-which = 针对哪个订单？
orders-begin-which-about = 客户有多个订单。在您查看预览之前不会执行任何操作。
