# Fields of conversations as an administrator keeps them.
desk-fields-put-away = No longer asked, kept as it was:
desk-field-orphaned = { $value } (no longer offered)
desk-field-filled-in = Filled in
desk-field-is-off = off
desk-field-up = Move { $label } up
desk-field-down = Move { $label } down
desk-field-words = What is asked
desk-field-looks = This is how agents see it. Try it; nothing is kept.
desk-field-conversations = { $count ->
    [0] No conversation has a value yet.
    [one] One conversation has a value. It stays.
   *[other] { $count } conversations have a value. All of them stay.
}
desk-field-in-conversations = { $count ->
    [one] one conversation
   *[other] { $count } conversations
}
desk-field-orphans = { $count ->
    [one] One conversation keeps a value that would no longer be offered.
   *[other] { $count } conversations keep a value that would no longer be offered.
}
desk-field-orphans-stay = It is shown as below and stays until somebody chooses another.
desk-field-orphans-more = { $count ->
    [one] And one more value.
   *[other] And { $count } more values.
}
desk-field-key = Programs know this field as “{ $key }”; that does not change. Views, filters and macros do not name fields.
desk-field-switch-off = Switch off
desk-field-switch-off-about = { $count ->
    [0] Agents are no longer asked. No conversation has a value.
    [one] Agents are no longer asked. The value in one conversation stays and can be read there.
   *[other] Agents are no longer asked. The values in { $count } conversations stay and can be read there.
}
desk-field-switch-on = Switch on again
desk-field-switch-on-about = { $count ->
    [0] Agents are asked again. No conversation has a value.
    [one] Agents are asked again. The value in one conversation can be changed there.
   *[other] Agents are asked again. The values in { $count } conversations can be changed there.
}
desk-field-remove = Remove this field
desk-field-remove-about = Nobody has ever filled it in, so nothing is lost. It can be put back.
desk-field-stays = It was filled in, so it stays: what was answered must remain readable. Switch it off if it should no longer be asked.
desk-field-was-filled-in = The field { $label } was filled in and cannot be removed. Switch it off instead; its values stay readable.
desk-story-field-changed = Field “{ $label }” changed
desk-story-field-switched-off = Field “{ $label }” switched off
desk-story-field-switched-on = Field “{ $label }” switched on again
desk-story-field-removed = Field “{ $label }” removed
desk-story-fields-arranged = The order of the conversation fields changed
