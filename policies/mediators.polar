# Mediators: who takes applications, who accredits, who suspends, and who may ask how somebody stands. That the authority is a body that
# accredits, and the one that was applied to, the gateway looks at besides.

# A clerk of the body takes the application in, and reads it.
may(role, "gateway", credential, action) if
    role in ["clerk", "registrar"] and
    signed_in(credential) and
    action in ["mediator.apply", "mediator.confirm", "mediator.read"];

# Whether somebody meets what is asked for, a registrar of the body says, with the answer of the rules at hand.
may("registrar", "gateway", credential, "mediator.assess") if
    signed_in(credential);

# What goes out under the signature of the body needs the password entered just now; a suspension and a revocation need it of two.
may("registrar", "gateway", credential, action) if
    signing(credential) and
    action in ["mediator.accredit", "mediator.suspend", "mediator.withdraw"];

# From its own territory an authority bars whom it will not have there.
may(role, "gateway", credential, "mediator.bar") if
    role in ["judge", "registrar"] and
    signing(credential);

# An auditor of the body reads along.
may("auditor", "gateway", credential, "mediator.read") if
    signed_in(credential);

# How a mediator stands, everybody may ask who is known here.
may(role, "gateway", credential, "mediator.status") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor", "operator"] and
    signed_in(credential);

may("court-system", "gateway", "token", "mediator.status");
