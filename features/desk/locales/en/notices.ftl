desk-notice-breaching = An answer is due soon
desk-notices-settings = Settings
desk-letter-open = Open the conversation
desk-letter-settings = Notification settings
desk-letter-unsubscribe = Turn these letters off
desk-letter-not-answered = Please do not answer this letter: nobody reads it, and the customer would not get it. Answer in Frontline.
desk-digest-subject = { $count ->
    [one] 1 thing you have not read
   *[other] { $count } things you have not read
}
desk-digest-hour = This is what you have not read since the last digest.
desk-digest-night = This came up in your quiet hours.
desk-digest-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
desk-digest-all = All notices
