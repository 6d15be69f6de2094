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
