# Who may do what in a case before one court, and with a power of attorney that was given before a judge.

# The court enters the case, and what the parties do in it.
may(role, "originating", credential, action) if
    role in ["judge", "clerk"] and
    signed_in(credential) and
    action in ["case.open", "case.enter", "case.read"];

# So does its case management program, with a token.
may("court-system", "originating", "token", action) if
    action in ["case.open", "case.enter", "case.read"];

# A judge leads: fixes periods and days, opens and adjourns the exchange of evidence, decides what is asked for, and closes it.
may("judge", "originating", credential, "case.lead") if
    signed_in(credential);

# An auditor of the court reads along.
may("auditor", "originating", credential, "case.read") if
    signed_in(credential);

# What leaves the house whole, and what is erased for ever, does so by a person who answers for the case, or sees afterwards that it was in
# order, and has just entered the password.
may(role, "originating", credential, action) if
    role in ["judge", "auditor"] and
    signing(credential) and
    action in ["case.export", "case.erase"];

# The list shows a person only the cases of the own court.
may(role, "gateway", credential, "case.list") if
    role in ["judge", "clerk", "auditor"] and
    signed_in(credential);

may("court-system", "gateway", "token", "case.list");

# A clerk prepares the session, and records what happens in it; what comes of it the judge witnesses, with the password entered just now.
may(role, "gateway", credential, action) if
    role in ["judge", "clerk"] and
    signed_in(credential) and
    action in ["authorisation.session", "authorisation.take", "authorisation.read"];

may("judge", "gateway", credential, action) if
    signing(credential) and
    action in ["authorisation.witness", "authorisation.revoke"];

# Whoever receives letters of request sees on whose behalf somebody speaks.
may(role, "gateway", credential, action) if
    role in ["liaison-officer", "registrar", "auditor"] and
    signed_in(credential) and
    action in ["authorisation.take", "authorisation.read"];
