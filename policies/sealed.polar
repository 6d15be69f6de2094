# Sealed files: a person's own key, the keys of others, and what two officers open together. What is in such a file no policy can give:
# only a key opens it.

# The key to which others seal is the person's own. Whoever could put another in its place would read what is sealed from then on: a session
# left open is not enough.
may(role, "gateway", credential, "sealing.enrol") if
    role in ["judge", "clerk", "liaison-officer", "registrar"] and
    signing(credential);

# To whom one can seal, everybody sees who may seal.
may(role, "gateway", credential, "sealing.directory") if
    role in ["judge", "clerk", "liaison-officer", "registrar"] and
    signed_in(credential);

# By which key its officers recover what is sealed, two of an authority's people say, each with the password entered just now.
may(role, "gateway", credential, "sealing.set-recovery") if
    role in ["judge", "liaison-officer", "registrar"] and
    signing(credential);

# What was sealed to somebody who is gone, two open who answer for the matter, or see that it is in order. Neither needs to be able to
# read it: that takes two shares besides.
may("judge", "originating", credential, "matter.recover") if
    signing(credential);

may("liaison-officer", "transmitting", credential, "matter.recover") if
    signing(credential);

may("registrar", "receiving", credential, "matter.recover") if
    signing(credential);

may("auditor", relation, credential, "matter.recover") if
    relation in ["originating", "transmitting", "receiving"] and
    signing(credential);
