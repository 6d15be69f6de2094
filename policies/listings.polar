# Listings in the registers that an authority keeps (practitioners, experts and bodies for the law of another place, insolvency
# administrators), and the questions of such law before a court.

# Whoever keeps a register enters, amends, renews, and notes what whoever is listed says.
may(role, "gateway", credential, "listing.keep") if
    role in ["judge", "liaison-officer", "registrar"] and
    signed_in(credential);

# Who is suspended, let back or struck off, two decide; that somebody gives the listing up, one records. Each with the password entered
# just now: what is over is over for good.
may(role, "gateway", credential, "listing.sanction") if
    role in ["judge", "liaison-officer", "registrar"] and
    signing(credential);

# Whoever appoints sees whom, and the auditor sees afterwards how somebody stood on that day.
may(role, "gateway", credential, "listing.read") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor"] and
    signed_in(credential);

# The court enters what is brought, served and said.
may(role, "gateway", credential, action) if
    role in ["judge", "clerk"] and
    signed_in(credential) and
    action in ["inquiry.enter", "inquiry.read"];

# A judge leads: asks, fixes periods and the hearing, finds what the law is, and decides on the costs.
may("judge", "gateway", credential, "inquiry.lead") if
    signed_in(credential);

# An auditor of the court reads along.
may("auditor", "gateway", credential, "inquiry.read") if
    signed_in(credential);
