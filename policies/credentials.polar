# How somebody has shown who they are.
#
# Every policy answers one question, in four words:
#
#     may(role, relation, credential, action)
#
#   role        what the person is at the authority: judge, clerk, liaison-officer, registrar, auditor, operator; or court-system
#               (a program of a court), or timer (the gateway's own clockwork)
#   relation    how that authority stands to the matter: originating, transmitting, receiving, unrelated; or gateway, where no
#               matter is concerned
#   credential  session, stepped-up (a session whose password was entered within the last ten minutes), token, timer
#   action      what is to be done, like matter.forward
#
# Policies only grant. What none of them grants is refused, and some things are refused whatever stands here: the prohibitions
# of the access module. The outcome of all policies, line by line, is matrix.txt.

# A person is at the screen.
signed_in("session");
signed_in("stepped-up");

# A person at the screen, who has just entered the password: needed for what is signed.
signing("stepped-up");
