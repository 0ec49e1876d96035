# Other words people look for a command by, parted by commas; the palette finds them and never shows them.

desk-also-light = light mode, bright, white, colour
desk-also-dark = dark mode, night mode, black, colour
desk-also-sign-out = log out, logout, log off, sign off, leave, exit
desk-also-new = compose, write mail, new email, new ticket, new message, create
desk-also-settings = preferences, options, admin, administration, configuration
desk-also-shortcuts = hotkeys, keyboard, help
desk-also-resolve = close, solve, done, finish, complete, end
desk-also-snooze = remind me, sleep, later, wait until, defer
desk-also-follow-up = remind me, reminder, task, due, callback
desk-also-assign = reassign, delegate, give to, hand over, transfer, owner, agent, take
desk-also-merge = combine, join, duplicate
desk-also-describe = category, custom fields, type, classify
desk-also-problem = incident, outage, bug, parent
desk-also-side = supplier, third party, vendor, colleague, ask
desk-also-attach = file, upload, picture, document
