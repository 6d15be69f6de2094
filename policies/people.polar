# Who belongs here: the people of the authorities, the peers, the roll. The operator's work.

may("operator", "gateway", credential, action) if
    signed_in(credential) and
    action in ["people.read", "peers.read", "roll.read"];

# Whoever may name a judge could sign as one: a session left open is not enough.
may("operator", "gateway", credential, "people.manage") if
    signing(credential);

# Whom the courts deal with, and by which keys, is agreed by all sides and signed by them; two operators put it into force here, each with
# the password entered just now. A notice about one key brings its signatures along, and cannot wait for a second person.
may("operator", "gateway", credential, action) if
    signing(credential) and
    action in ["roll.adopt", "roll.notice"];
