# Who may do what in a draw of jurors.

# The judge who leads the case asks for it, and may give it up before anybody has opened anything. Another judge than the one who asked records who
# is recused, and allows that few people qualify for a seat. All three sides record what is said then, and nobody can take it back: a session left
# open is not enough.
may("judge", "gateway", credential, action) if
    signing(credential) and
    action in ["draw.request", "draw.allow-few", "draw.recuse", "draw.void"];

# Whoever works with the case sees whose step is waited for, and has the packet; so does an auditor. People stand in a draw by numbers.
may(role, "gateway", credential, "draw.read") if
    role in ["judge", "clerk", "auditor"] and
    signed_in(credential);
