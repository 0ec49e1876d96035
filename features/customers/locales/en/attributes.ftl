# What changing or removing an attribute would mean.
customers-attribute-looks = This is what agents fill in. Try it; nothing is kept.
customers-value-orphaned = { $value } (no longer offered)
customers-count = { $count ->
    [one] one customer
   *[other] { $count } customers
}
customers-misfit-choice = { $count ->
    [one] One customer has a value that would no longer be offered.
   *[other] { $count } customers have a value that would no longer be offered.
}
customers-misfit-number = { $count ->
    [one] One customer has a number outside these limits.
   *[other] { $count } customers have a number outside these limits.
}
customers-misfit-stays = It stays as it is until somebody changes it.
customers-erased-never = Values are kept as long as the customer; none is erased by time.
customers-erased-at-once = { $count ->
    [one] One value would be erased within the hour. It cannot be brought back.
   *[other] { $count } values would be erased within the hour. They cannot be brought back.
}
customers-erased-none-at-once = No value would be erased at once.
customers-erased-on = { $date }: { $count ->
    [one] one value would be erased
   *[other] { $count } values would be erased
}
customers-erased-later = After that: { $count ->
    [one] one value
   *[other] { $count } values
}
customers-attribute-lost = { $count ->
    [one] The value of one customer is erased. It was noted between { $from } and { $until }.
   *[other] The values of { $count } customers are erased. They were noted between { $from } and { $until }.
}
customers-attribute-lost-nothing = No customer has a value; nothing is lost.
customers-attribute-sure = { $count ->
    [0] Yes, remove it
    [one] Yes, erase one value for good
   *[other] Yes, erase { $count } values for good
}
customers-attribute-unsure = Nothing was removed. Tick the box beside the button to say that you are sure.
customers-attribute-more-by-now = More customers have a value by now. Nothing was removed; look at the figures again.
customers-attribute-has-values = Customers have a value of it by now. Switch it off, or remove it with its values on its page.
