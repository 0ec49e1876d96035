push-title = { $what }: #{ $number }
push-several = { $count ->
    [one] 1 notice from your quiet hours
   *[other] { $count } notices from your quiet hours
}
push-several-body = Open Frontline to see what came up.
push-test-title = It works
push-test-body = This is how Frontline tells you something.
push-devices = Devices that are told by push
push-about = A push reaches you when Frontline is closed. It goes straight to the service of your browser’s maker, sealed so that nobody there can read it.
push-unsupported = This browser cannot show pushes. Use a current browser; on an iPhone or iPad add Frontline to the home screen first.
push-denied = This browser does not let Frontline show notifications. Allow them in the browser’s settings for this site, then load this page again.
push-on-here = This browser is told.
push-failed = The browser refused. Check its settings for this site and your connection, then try again.
push-turn-on = Tell me on this device
push-device = Device
push-device-since = Since
push-device-state = Last push
push-told = Taken { $time }
push-never-told = None yet
push-trouble = Not taken: { $why }. Press Test; if it stays so, remove the device and turn it on there again.
push-secret-lost = Its secret cannot be read. Remove the device and turn it on there again.
push-test = Test
push-remove = Remove
push-mistake-subscription = This is nothing a push could be sent to. Load the page again and turn it on once more.
push-story-added = A device is told by push: { $name }
push-story-removed = A device is no longer told by push: { $name }
push-story-gone = A device is gone and no longer told by push: { $name }
push-story-signed-out = A signed-out device is no longer told by push: { $name }
push-story-handed-over = A device has another owner now and is no longer told by push: { $name }
