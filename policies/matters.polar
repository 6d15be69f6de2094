# Who may do what with one letter of request. The chain: originating court, transmitting authority, receiving authority.

# The originating court prepares the letter, and follows the matter.
may(role, "originating", credential, action) if
    role in ["judge", "clerk"] and
    signed_in(credential) and
    action in ["matter.draft", "matter.amend", "matter.attach", "matter.preflight", "matter.read", "matter.open"];

# So does its case management program, with a token.
may("court-system", "originating", "token", action) if
    action in ["matter.draft", "matter.amend", "matter.attach", "matter.preflight", "matter.read", "matter.open"];

# The court that heard a person who travelled to it to testify keeps the days that count for his protection.
may(role, "originating", credential, "matter.record-appearance") if
    role in ["judge", "clerk"] and
    signed_in(credential);

# The judge answers for the letter: hands it in, looks at what the gateway cannot settle, and ends the matter.
may("judge", "originating", credential, action) if
    signed_in(credential) and
    action in ["matter.submit", "matter.review", "matter.close"];

may("judge", "originating", credential, action) if
    signing(credential) and
    action in ["matter.withdraw", "matter.remind", "matter.answer-costs"];

# The transmitting authority examines what the court handed in, and sends it back or seals and forwards it.
may("liaison-officer", "transmitting", credential, action) if
    signed_in(credential) and
    action in ["matter.preflight", "matter.send-back", "matter.read", "matter.open"];

# It speaks to the other side: what it sealed it corrects, and it may remind and answer for its court.
may("liaison-officer", "transmitting", credential, action) if
    signing(credential) and
    action in ["matter.forward", "matter.use-paper", "matter.remind", "matter.answer-costs", "matter.correct"];

# The receiving authority examines under its own law, has the letter executed, and returns the certificate.
may("registrar", "receiving", credential, action) if
    signed_in(credential) and
    action in ["matter.review", "matter.note", "matter.attach", "matter.serve", "matter.read", "matter.open"];

may("registrar", "receiving", credential, action) if
    signing(credential) and
    action in ["matter.acknowledge", "matter.ask-supplement", "matter.accept", "matter.refuse", "matter.give-notice",
               "matter.consult-costs", "matter.return", "matter.use-paper", "matter.correct"];

# Its clerks note what is found out, put the evidence that was taken on file, and record how the request was executed.
may("clerk", "receiving", credential, action) if
    signed_in(credential) and
    action in ["matter.note", "matter.attach", "matter.serve", "matter.read", "matter.open"];

# Letters rogatory: at the other end there is no gateway. What came on paper is entered where it was received, and what of it was entered
# wrongly is put right there, or put away.
may(role, "receiving", credential, action) if
    role in ["registrar", "clerk"] and
    signed_in(credential) and
    action in ["matter.enter", "matter.amend", "matter.dispatch"];

may("registrar", "receiving", credential, action) if
    signing(credential) and
    action in ["matter.take-from-abroad", "matter.withdraw"];

# What comes back to this side is put on file, and transcribed, by the authority that sent the letter; and it keeps how the letter left.
may("liaison-officer", "transmitting", credential, action) if
    signed_in(credential) and
    action in ["matter.attach", "matter.dispatch"];

may("liaison-officer", "transmitting", credential, "matter.take-from-abroad") if
    signing(credential);

# For another case, or into another matter, an item goes only under somebody who answers for it: where its label leaves room, or the side
# that gave it has granted the use. What it leaves no room for (matter.use-restricted) no policy grants; that is a prohibition.
may("judge", "originating", credential, "matter.use-elsewhere") if
    signed_in(credential);

may("registrar", "receiving", credential, "matter.use-elsewhere") if
    signed_in(credential);

# Another use is asked for, and granted, under the authority's seal.
may("judge", "originating", credential, "matter.request-use") if
    signing(credential);

may("liaison-officer", "transmitting", credential, "matter.request-use") if
    signing(credential);

may("registrar", "receiving", credential, "matter.answer-use") if
    signing(credential);

# An auditor of any authority in the chain reads along. Each opening of a file is an entry of the record before a byte is given out.
may("auditor", relation, credential, action) if
    relation in ["originating", "transmitting", "receiving"] and
    signed_in(credential) and
    action in ["matter.read", "matter.open"];

# What leaves the house whole leaves it by a person who answers for it and has just entered the password: a session left open is not enough.
may("judge", "originating", credential, "matter.export") if
    signing(credential);

may("liaison-officer", "transmitting", credential, "matter.export") if
    signing(credential);

may("registrar", "receiving", credential, "matter.export") if
    signing(credential);

may("auditor", relation, credential, "matter.export") if
    relation in ["originating", "transmitting", "receiving"] and
    signing(credential);

# What is erased cannot come back. It takes two who may read the matter and answer for it, or see afterwards that it was in order, each with
# the password entered just now.
may("judge", "originating", credential, "matter.erase") if
    signing(credential);

may("liaison-officer", "transmitting", credential, "matter.erase") if
    signing(credential);

may("registrar", "receiving", credential, "matter.erase") if
    signing(credential);

may("auditor", relation, credential, "matter.erase") if
    relation in ["originating", "transmitting", "receiving"] and
    signing(credential);

# What is erased on one side the other may have a copy of. Whether that is erased too is asked, and answered, under the authority's seal.
may("judge", "originating", credential, action) if
    signing(credential) and
    action in ["matter.ask-erasure", "matter.answer-erasure"];

may("liaison-officer", "transmitting", credential, action) if
    signing(credential) and
    action in ["matter.ask-erasure", "matter.answer-erasure"];

may("registrar", "receiving", credential, action) if
    signing(credential) and
    action in ["matter.ask-erasure", "matter.answer-erasure"];

# The list shows a person only the matters of the own authority; the operator has no business with their contents.
may(role, "gateway", credential, "matter.list") if
    role in ["judge", "clerk", "liaison-officer", "registrar", "auditor"] and
    signed_in(credential);

may("court-system", "gateway", "token", "matter.list");
