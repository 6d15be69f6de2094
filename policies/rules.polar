# The law is open to everyone who is known here: the published rules, their answers to given facts, time limits and calendars.

open_to_all("rules.read");
open_to_all("rules.assess");
open_to_all("deadline.compute");
open_to_all("calendar.read");

may(role, "gateway", credential, action) if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor", "operator"] and
    signed_in(credential) and
    open_to_all(action);

may("court-system", "gateway", "token", action) if
    open_to_all(action);

# A court's law is put into force by the gateway's operator, who has just entered the password; the release itself is signed by its publisher.
may("operator", "gateway", credential, "rules.adopt") if
    signing(credential);

# What another release would change in matters that were decided is the auditor's question.
may("auditor", "gateway", credential, "rules.replay") if
    signed_in(credential);
