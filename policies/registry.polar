# The registers: mediators, practitioners, experts and bodies for foreign law, insolvency administrators, and who may be drawn as a juror.

# What anybody may see of them is open to everyone who is known here.
may(role, "gateway", credential, "registry.search") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor", "operator"] and
    signed_in(credential);

may("court-system", "gateway", "token", "registry.search");

# Where an entry stands, and who takes appointments, sees whoever appoints, and the auditor, who sees afterwards that it was in order.
may(role, "gateway", credential, "registry.search-in-full") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor"] and
    signed_in(credential);

# How far the registers of each side are known here. Says nothing about anybody in them.
may(role, "gateway", credential, "registry.feeds") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor", "operator"] and
    signed_in(credential);
