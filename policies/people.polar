# Who belongs here: the people of the authorities, the peers, the roll. The operator's work.

may("operator", "gateway", credential, action) if
    signed_in(credential) and
    action in ["people.read", "peers.read", "roll.read"];

# Whoever may name a judge could sign as one: a session left open is not enough. Who may make accounts may close them, and
# gives whoever forgot a password another one.
may("operator", "gateway", credential, "people.manage") if
    signing(credential);

# Whoever fears for a token of their own need not wait for an operator: it only takes away.
may(role, "gateway", credential, "people.own-tokens") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor", "operator"] and
    signed_in(credential);

may("court-system", "gateway", "token", "people.own-tokens");

# A person changes the own password, and is asked for the one of now whatever the session is worth. A program has none.
may(role, "gateway", credential, "people.own-password") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor", "operator"] and
    signed_in(credential);

# Whom the courts deal with, and by which keys, is agreed by all sides and signed by them; two operators put it into force here, each with
# the password entered just now. A notice about one key brings its signatures along, and cannot wait for a second person.
may("operator", "gateway", credential, action) if
    signing(credential) and
    action in ["roll.adopt", "roll.notice"];
