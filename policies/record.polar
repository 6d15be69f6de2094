# The record: the auditor reads and verifies it; the operator sees that it is whole, and reads nothing.

may("auditor", "gateway", credential, action) if
    signed_in(credential) and
    action in ["record.read", "record.verify"];

may("operator", "gateway", credential, "record.verify") if
    signed_in(credential);
