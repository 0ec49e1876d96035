# A company's directory keeps people and teams in step with itself.

scim-refused-taken = “{ $name }” is somebody here already. Look them up by userName and change them.
scim-refused-no-name = userName is missing. Send one.
scim-refused-no-address = There is no email address. Send one in emails, or as the userName.
scim-refused-guarded = { $name } administers the desk, so a directory does not change their address. Change it at the desk.
scim-refused-no-member = A member is nobody here. Send the ids of users.

scim-story-user-added = The directory added a colleague
scim-story-user-changed = The directory changed a colleague: { $changed }
scim-story-user-removed = The directory removed a colleague
scim-story-group-changed = The directory wrote the team “{ $name }”
scim-story-group-removed = The directory removed the team “{ $name }”
