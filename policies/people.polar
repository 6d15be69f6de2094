# Who belongs here: the people of the authorities, the peers, the roll. The operator's work.

may("operator", "gateway", credential, action) if
    signed_in(credential) and
    action in ["people.read", "peers.read", "roll.read"];

# Whoever may name a judge could sign as one: a session left open is not enough.
may("operator", "gateway", credential, "people.manage") if
    signing(credential);
