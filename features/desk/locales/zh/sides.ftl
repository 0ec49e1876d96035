desk-delivery-stopped = 未发送：您安排此回复之后，客户又写了信。请先看看内容，再发送或撤回。
desk-send-now = 立即发送
desk-nothing-to-send = 此消息已不在等待发送。请重新加载页面查看其去向。
desk-notice-stopped = 您安排的一条回复已被拦下：客户之后又写了信
desk-story-stopped = 一条定时回复已被拦下：客户之后又写了信
desk-story-released = 一条定时回复在查看后发出
