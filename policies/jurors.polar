# The lists of jurors: who is proposed, appointed, drawn and paid. Each court sees its own list; of others it sees what a draw needs, no names.

# A clerk prepares what the president of the court proposes, has the rules asked about a candidate, and keeps what comes of serving: the seat that
# a draw has given, and payments.
may(role, "gateway", credential, action) if
    role in ["judge", "clerk"] and
    signed_in(credential) and
    action in ["juror.nominate", "juror.keep", "juror.pool"];

# Who is a juror, and how many a court has, a judge records with the password entered just now: whoever could put somebody on the list, or take
# somebody off it, before a draw could choose its outcome. So does whoever says when a juror is away, what is known of it, what seats may ask for
# it by, and in which case it sits without a draw, or no longer: all of that decides who can be drawn.
may("judge", "gateway", credential, action) if
    signing(credential) and
    action in ["juror.fix-list", "juror.appoint"];

# The auditor sees whether everybody is drawn alike.
may(role, "gateway", credential, "juror.read") if
    role in ["judge", "clerk", "auditor"] and
    signed_in(credential);
