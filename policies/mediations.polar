# Mediations, and the confirmation of what was settled in them. That the authority mediates, or is the court that was applied to, the gateway
# looks at besides.

# The secretariat of a mediation body, or of a court that has disputes mediated, conducts them and reads what was said. A judge, who may have
# to decide the dispute, does neither.
may(role, "gateway", credential, action) if
    role in ["clerk", "registrar"] and
    signed_in(credential) and
    action in ["mediation.conduct", "mediation.read"];

# What goes out under the seal of the body needs the password entered just now.
may("registrar", "gateway", credential, "mediation.settle") if
    signing(credential);

# Where a mediation stands, an auditor sees too, and nothing of what was said.
may(role, "gateway", credential, "mediation.list") if
    role in ["clerk", "registrar", "auditor"] and
    signed_in(credential);

# The court takes the application of the parties, and examines it, with the paper on which they agreed; on it a judge rules, with the password
# entered just now.
may(role, "gateway", credential, action) if
    role in ["judge", "clerk"] and
    signed_in(credential) and
    action in ["confirmation.enter", "confirmation.read", "confirmation.open-paper"];

may("judge", "gateway", credential, "confirmation.rule") if
    signing(credential);

# An auditor sees what was applied for and ruled; what the parties agreed on is not public.
may("auditor", "gateway", credential, "confirmation.read") if
    signed_in(credential);
