# The one question that the gateway asks, as Polar asks it: may this actor do this action, where the resource stands so?
#
# Here an actor is a role and how somebody has shown to hold it; the resource is the relation in which the authority stands to the
# matter. What the four words mean stands in credentials.polar.

allow([role, credential], action, relation) if
    may(role, relation, credential, action);
