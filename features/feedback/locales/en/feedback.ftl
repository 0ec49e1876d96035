# Asking customers how it was, and what they say.

feedback-word-1 = Very bad
feedback-word-2 = Bad
feedback-word-3 = Okay
feedback-word-4 = Good
feedback-word-5 = Very good
feedback-said = { $value } of 5 · { $word }
feedback-choice = { $value } – { $word }

# The letter and its page.
feedback-question = How did we do with your request?
feedback-letter-subject = How did { $brand } do? [#{ $number }]
feedback-letter-kept = (Five links follow, one for each answer. Only the customer gets them.)
feedback-letter-foot = One click shows your answer, another sends it. You can add a few words, and change your mind for 30 days. Answering this mail reaches us, too.
feedback-title = Your rating
feedback-comment = Would you like to tell us more?
feedback-send = Send
feedback-change = Change
feedback-thanks = Thank you. We have your rating.
feedback-until = You can change it until { $date }.
feedback-over = This link no longer works
feedback-over-next = Ratings can be given and changed for 30 days. If you would like to tell us something, answer one of our mails.
feedback-refused-value = Please choose one of the five answers.

# Settings.
feedback-surveys = Surveys
feedback-surveys-also = csat, nps, ces, rating, questionnaire, satisfaction
feedback-surveys-about = Ask customers by mail how it was, once their conversation is resolved. Each inbox has its own question.
feedback-survey = What is asked, and when
feedback-survey-of = Survey: { $inbox }
feedback-survey-about = One question with five answers, sent from this inbox. Nobody rates by accident: a click shows the answer, a button sends it.
feedback-back = All surveys
feedback-state = State
feedback-when = When
feedback-on = On
feedback-off = Off
feedback-after-hours = { $count ->
    [0] At once
    [one] After { $count } hour
   *[other] After { $count } hours
}
feedback-ask = Ask customers of this inbox
feedback-ask-hint = About conversations that are resolved from now on.
feedback-question-in = Question in { $language }
feedback-delay = Hours after it is resolved
feedback-rest = Days until the same customer is asked again
feedback-refused-hours = Write 0 to { $most } hours.
feedback-refused-days = Write 1 to { $most } days.
feedback-effect-off = Nobody is asked, also not about what is resolved already.
feedback-effect-no-mail = Nothing leaves this inbox by mail, so nobody is asked.
feedback-effect-when = { $hours ->
    [0] A customer gets the question as soon as their conversation is resolved
    [one] A customer gets the question { $hours } hour after their conversation is resolved
   *[other] A customer gets the question { $hours } hours after their conversation is resolved
}, in their language, and at most once in { $days ->
    [one] a day
   *[other] { $days } days
}, whichever inbox asks.
feedback-effect-month = In the last 30 days { $conversations ->
    [0] no conversation was
    [one] { $conversations } conversation was
   *[other] { $conversations } conversations were
} resolved here, of { $customers ->
    [0] no customer
    [one] { $customers } customer
   *[other] { $customers } customers
}: no more letters than that.
feedback-effect-never = Left alone are: customers whose mail comes back, conversations begun by machines, tagged “spam”, brought here from elsewhere, hanging on an incident, or without an answer of ours. If it is reopened meanwhile, nobody is asked.
feedback-effect-letters = The letter in each language

# For whoever leads.
feedback-ratings = Ratings
feedback-ratings-also = csat, nps, scores, comments, satisfaction
feedback-ratings-about = The last { $weeks } weeks: { $given ->
    [one] { $given } rating
   *[other] { $given } ratings
} to { $asked ->
    [one] { $asked } question
   *[other] { $asked } questions
}.
feedback-csv = As a file (CSV)
feedback-none = Nobody has rated in these weeks
feedback-none-next = Customers are asked where an administrator switches the survey of an inbox on.
feedback-by-week = By week
feedback-by-team = By team
feedback-by-agent = By who resolved it
feedback-week = Week from
feedback-agent = Agent
feedback-team = Team
feedback-nobody = Nobody
feedback-count = Ratings
feedback-average = Average
feedback-low = Bad (1–2)
feedback-comments = What customers wrote
feedback-no-comments = Nobody wrote anything.
feedback-given-when = When
feedback-conversation = Conversation
feedback-value = Rating
feedback-word = In words

# In the panel.
feedback-glance = Ratings
feedback-glance-never = Never asked
feedback-glance-average = { $average } on average of { $given ->
    [one] { $given } rating
   *[other] { $given } ratings
}
feedback-glance-asked = { $count ->
    [one] Asked once
   *[other] Asked { $count } times
}

# What happened.
feedback-story-survey-on = The survey of an inbox is on
feedback-story-survey-off = The survey of an inbox is off
feedback-story-asked = The customer was asked how it was
feedback-story-given = The customer’s rating: { $value } of 5, { $word }
feedback-story-given-words = The customer’s rating: { $value } of 5, { $word }, with a comment
feedback-story-changed = The customer changed their rating from { $from } to { $value } of 5, { $word }
feedback-story-commented = The customer changed the comment on their rating: { $value } of 5, { $word }
feedback-story-exported = { $count ->
    [one] { $count } rating was
   *[other] { $count } ratings were
} taken along as a file
