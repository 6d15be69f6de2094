### Dates

date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Lists: the last two entries, and what stands before them

list-pair = { $first } and { $second }
list-more = { $first }, { $rest }
yes = yes
no = no

## Sides

jurisdiction-CN = the Mainland
jurisdiction-HK = Hong Kong
jurisdiction-MO = Macao
jurisdiction-XX = a foreign State

## Authorities

authority-cn-spc = Supreme People’s Court
authority-cn-gd-hpc = Guangdong High People’s Court
authority-cn-gz-ic = Guangzhou Intermediate People’s Court
authority-cn-dongguan-ic = Dongguan Intermediate People’s Court
authority-cn-nansha = Nansha People’s Court, Guangzhou
authority-cn-qianhai = Shenzhen Qianhai Cooperation Zone People’s Court
authority-cn-hengqin = Hengqin Guangdong-Macao In-Depth Cooperation Zone People’s Court
authority-cn-moj = Ministry of Justice
authority-cn-gd-accreditation = Guangdong accreditation body for Greater Bay Area mediators
authority-cn-nansha-mediation = Nansha mediation centre, Guangzhou
authority-hk-high-court = High Court of Hong Kong
authority-hk-district-court = District Court of Hong Kong
authority-hk-labour-tribunal = Labour Tribunal of Hong Kong
authority-hk-admin-wing = Administration Wing, Chief Secretary for Administration’s Office
authority-hk-gba-accreditation = Hong Kong accreditation body for Greater Bay Area mediators
authority-hk-mediation-body = Hong Kong mediation body
authority-mo-tui = Court of Final Appeal, Macao
authority-mo-tjb = Court of First Instance, Macao
authority-mo-mp = Public Prosecutions Office, Macao
authority-mo-accreditation = Macao accreditation body for Greater Bay Area mediators
authority-mo-mediation-body = Macao mediation body
authority-xx-court = a foreign court
authority-xx-central-authority = a foreign Central Authority

## What people are at their authority

access-role-judge = judge
access-role-clerk = clerk
access-role-liaison-officer = liaison officer
access-role-registrar = registrar
access-role-auditor = auditor
access-role-operator = operator
access-role-court-system = court system
access-role-timer = the gateway itself

## States of a matter

state-drafted = drafted
state-submitted = submitted for forwarding
state-sent-back = sent back for correction
state-transmitted = transmitted
state-acknowledged = acknowledged by the other side
state-supplement-asked = supplement asked for
state-supplied = supplemented
state-accepted = accepted
state-in-execution = service in progress
state-completed = service completed
state-evidence-in-execution = evidence being taken
state-evidence-completed = taking of evidence completed
state-served = served
state-not-served = not served
state-returned = certificate returned
state-closed = closed
state-refused = refused
state-withdrawn = withdrawn
state-paper-used = sent on paper
state-needs-a-person = needs a person

## Docket: what happened in a matter. The day stands beside each entry

docket-drafted = { $authority } drafted the letter of request
docket-entered = { $authority } began to enter a letter that came on paper from abroad; sent by: { $from }
docket-conveyed-dispatched = { $authority } dispatched to the authority abroad ({ $message }): { $day }, { $channel }, { $by }, number { $reference }
docket-conveyed-arrived = { $authority } received from the authority abroad, and transcribed under its seal ({ $message }): { $day }, { $channel }, { $by }, number { $reference }
docket-amended = { $authority } amended the letter of request
docket-file-added = { $authority } put a paper on file: { $name }
docket-file-refused = { $authority } uploaded a file in which something harmful was found; it was removed: { $name } ({ $finding })
docket-preflighted = { $authority } had the letter of request checked before sending
docket-agents-checked = The authorisations of the agents whom the letter names were looked up
agent-good = { $agent } for { $principal }: authorisation { $authorisation } holds
agent-unknown = { $agent } for { $principal }: authorisation { $authorisation } is not known here
agent-another-document = { $agent } for { $principal }: authorisation { $authorisation } has another document than the letter names
agent-not-good = { $agent } for { $principal }: authorisation { $authorisation } was not witnessed, was revoked, or has ended
agent-of-others = { $agent } for { $principal }: authorisation { $authorisation } is of another principal, for another agent, or for other cases
docket-check-own = By its own rules ({ $jurisdiction }): { $outcome }
docket-check-advice = By the rules that { $jurisdiction } has published: { $outcome }
docket-assessed = Assessed { $stage }: { $outcome }
docket-assessment-failed = The rules gave no answer ({ $fault }); a person decides
docket-reviewed = { $authority } decided after review: { $reason }
docket-submitted = { $authority } submitted the letter of request for forwarding; transmitting authority: { $to }
docket-sent-back = { $authority } sent the letter of request back for correction: { $reason }
docket-transmitted = { $authority } sealed and transmitted the letter of request; receiving authority: { $to }
docket-transmitted-supplement = { $authority } sealed and transmitted the supplement; receiving authority: { $to }
docket-message-queued = { $message }: waiting for delivery to { $to }
docket-receipted = { $message }: signed receipt of the other side
docket-quarantined = { $message }: not taken by the other side ({ $reason }); a person decides
docket-message-taken = { $message }: taken from { $from } and receipted
docket-received = { $authority } received the letter of request; transmitting authority: { $from }
docket-supplement-asked = { $authority } asked for supplementary material: { $reason }
docket-supplied = { $authority } supplied what was asked for
docket-accepted = { $authority } accepted the request
docket-execution-started = { $authority } handed the papers over for service: { $body }
docket-execution-started-evidence = { $authority } handed the request on for the taking of evidence: { $body }
docket-executed-served = Served on the addressee on { $day }
docket-executed-unserved = Could not be served; last attempt on { $day }
docket-executed-evidence-taken = The evidence was taken; completed on { $day }
docket-executed-partly-taken = Part of the evidence was taken; completed on { $day }
docket-executed-not-taken = The evidence could not be taken; last attempt on { $day }
docket-certificate-returned = { $authority } sealed the certificate of service ({ $result }) and returned it
docket-certificate-received = { $authority } received the certificate of service ({ $result })
docket-certificate-returned-evidence = { $authority } sealed the certificate of the taking of evidence ({ $result }) and returned it
docket-certificate-received-evidence = { $authority } received the certificate of the taking of evidence ({ $result })
docket-refused = { $authority } refused the request: { $reason }
docket-withdrawn = { $authority } withdrew the request: { $reason }
docket-paper-used = { $authority } used paper: { $reason }
docket-conflict-found = What arrived contradicts what was concluded ({ $conflict }); a judge decides
docket-closed = { $authority } closed the matter
docket-erased = { $authority } had the particulars erased: { $reason }
docket-acknowledged = { $authority } registered the letter of request under its number { $number }
docket-accepted-with-remarks = { $authority } accepted the request: { $remarks }
docket-refused-as-outside = { $authority } returned the letter of request as outside the instrument: { $reason }
docket-notice-given = { $authority } gave notice of time and place ({ $occasion }): { $day }, { $place }
docket-notice-given-at = { $authority } gave notice of time and place ({ $occasion }): { $day } { $time }, { $place }
docket-costs-consulted = { $authority } asked whether to go on in spite of costs: { $reason } (estimate: { $estimate })
docket-costs-answered = { $authority } answered on the costs: { $decision }
docket-reminded = { $authority } asked where the matter stands: { $reason }
docket-corrected = { $authority } corrected a document ({ $message }): { $reason }
docket-handled-opened = { $authority } opened { $count } file(s): { $purpose }
docket-handled-copied = { $authority } copied a file into another matter: { $purpose }
docket-handled-exported = { $authority } took { $count } file(s) out of the house: { $purpose }
docket-handled-released = { $authority } approved that { $count } sealed file(s) be opened by the officers
docket-taken-over = { $authority } put a file of another matter on file, with its label: { $name }
docket-use-requested = { $authority } asked for another use of evidence ({ $purpose }): { $reason }
docket-use-answered = { $authority } answered on the other use of evidence: { $decision }
docket-erasure-asked = { $authority } asked whether the other side erases its copy too ({ $reason }): { $instrument }
docket-erasure-answered = { $authority } answered on the erasure of its copy: { $decision } ({ $reason })
docket-circumstances-noted = { $authority } noted what was found out about the request
docket-appearance-recorded = { $authority } recorded of a person who travelled to testify: { $step }, { $day }
decided-approved = Approved: { $wish }
decided-declined = Declined: { $wish }
decided-act-declined = Not executed: { $act } ({ $reason })
wish-judicial-officer = attendance of judicial officers of the requesting side
wish-party = attendance of the parties
wish-counsel = attendance of counsel and other representatives
wish-questions-by-attendee = questions by the judicial officer who attends
wish-special-method = the special method
wish-technical-method = sound or picture
docket-superseded = { $entry } [superseded by a correction]

## Contradictions

conflict-answers-another-letter = it answers another version of the letter
conflict-served-after-not-served = certified as served after it had counted as not served
conflict-second-certificate = a second certificate
conflict-supplement-not-asked-for = a supplement that was not asked for
conflict-withdrawn-after-return = withdrawn after the certificate had been returned
conflict-withdrawn-after-service = withdrawn after service had been carried out
conflict-after-the-end = it came after the matter had ended
conflict-out-of-turn = it was out of turn
conflict-impossible-day = it bears an impossible day
conflict-second-acknowledgement = a second number for the same letter
conflict-answer-not-asked-for = an answer to something that was not asked
conflict-corrects-what-does-not-stand = it corrects a document that does not stand
conflict-corrected-after-acceptance = the letter was corrected after it had been accepted
conflict-corrected-after-closing = the certificate was corrected after the matter had been closed
conflict-result-corrected = the corrected certificate states the contrary result
conflict-label-of-another-case = the evidence is labelled for another case than the letter's
conflict-use-of-what-was-not-given = another use was asked for of something that was not given under this letter
conflict-evidence-of-another-case = a file with the same content is known here as evidence of another case
conflict-agent-not-authorised = an agent is named of whom no authorisation that holds is known here

## Messages between the gateways

message-kind-letter = Letter of request
message-kind-supplement-request = Request for supplement
message-kind-supplement = Supplement
message-kind-acceptance = Acceptance
message-kind-refusal = Refusal
message-kind-certificate = Certificate of service
message-kind-certificate-of-taking = Certificate of the taking of evidence
message-kind-withdrawal = Withdrawal
message-kind-acknowledgement = Acknowledgement
message-kind-return = Return as outside the instrument
message-kind-notice-of-time-and-place = Notice of time and place
message-kind-costs-consultation = Consultation on costs
message-kind-costs-answer = Answer on costs
message-kind-reminder = Reminder
message-kind-paper-used = Notice that paper was used
message-kind-correction = Correction
message-kind-use-request = Request for another use of evidence
message-kind-use-answer = Answer on another use of evidence
message-kind-erasure-request = Question whether a copy is erased
message-kind-erasure-answer = Answer on the erasure of a copy
gateway-cn = the Mainland gateway
gateway-hk = the Hong Kong gateway
gateway-mo = the Macao gateway

## Time and place, costs, reminders

occasion-execution = execution of the request
occasion-hearing = hearing
costs-agreed = the requesting side bears them
costs-declined = the requesting side does not bear them
use-granted = granted
use-declined = not granted
use-open = not answered yet
other-use = Other use of evidence, { $purpose }: { $decision }
purpose-own-case = for the case of the matter
purpose-case = for the case { $number } of { $court }
purpose-outside = to be given to somebody outside
custody-added = put on file by { $who }
custody-taken-over = copied here from { $matter } by { $who }
custody-received = received from { $gateway }
custody-given = handed over to { $gateway }
custody-confirmed = the other side has signed that it has it
custody-not-taken = the other side did not take it
custody-dispatched = dispatched abroad by { $who }: { $channel }
custody-arrived = came from abroad: { $channel }; taken by { $who }
custody-opened = opened by { $who }, { $purpose }; permit { $permit }
custody-copied = copied into { $matter } by { $who }, { $purpose }; permit { $permit }
custody-copied-into-case = copied into a case by { $who }, { $purpose }; permit { $permit }
custody-exported = taken out of the house by { $who }, { $purpose }; permit { $permit }
custody-released = released to its officers, approved by { $who }; permit { $permit }
custody-reason = reason: { $reason }
custody-handed = Handed to { $who }; permit { $permit }; entry { $entry } of the record
custody-unexamined = It came from the other side; this gateway did not have it scanned for malware.
custody-label = Evidence: { $label }. Outside the gateway nothing prevents another use.
reminder-due = The other side should be reminded.
consultation-open = Costs were asked about; the answer is not there yet.
label-number-over-there = Number at the receiving authority
label-undispatched = Sealed, and not dispatched yet
label-abroad = Authority abroad
erased-on = erased on { $day }: { $reason }
erasure-retention-ended = their retention is over
erasure-court-order = a court ordered it
erasure-authority-order = the data protection authority ordered it
erasure-peer-request = the other side asked for it, and it was granted
erasure-decision-granted = granted: it will be erased there
erasure-decision-declined = declined: it is kept
erasure-decision-open = not answered yet
erasure-asked-of-them = The other side was asked on { $day } to erase its copy ({ $reason }): { $decision }
erasure-asked-of-us = The other side asked on { $day } that the copy here be erased ({ $reason }): { $decision }
matter-erased = The particulars of { $matter } are erased ({ $reason }). Its days, codes and digests stay in the record.
erasure-approved-once = One person approves that { $matter } is erased ({ $reason }), { $digest }; a second one is waited for.

## Sealed files

document-signed = { $path }: signed with { $key }. Whoever verifies it needs that name and the roll.
document-verified = { $name }: signed by { $authority } with { $key }; { $digest }
document-refused = { $name }: the signature does not hold: { $why } ({ $code })
sealed-key = { $key }, fingerprint { $fingerprint }
sealed-person = { $name } ({ $account }), { $role }, { $authority }: { $fingerprint }
sealed-recovery-there = What is sealed to them two officers of the authority can have recovered.
sealed-recovery-none = The authority has no recovery key: what is sealed to somebody who is gone stays sealed.
sealed-item = { $item } in { $matter }, { $size } bytes
sealed-label = To be used under: { $label }
sealed-for = For { $account }, { $authority }: { $fingerprint }
sealed-recovery = And for two officers of { $authority }, once its gateway has released it
sealed-without-recovery = Without recovery
sealed-claims-by = Sealed, as the file says, by { $account }, { $authority }, { $time }
sealed-claims-scanned = Scanned before, as whoever sealed it says: { $scanner }, { $time }
sealed-not-scanned = Not scanned for malware
sealed-recovery-set = What is sealed to the people of your authority is sealed to { $key } too from now on.
sealed-recovery-approved-once = One person approves the recovery key { $key }, { $digest }; a second one is waited for.
sealed-released = The release is recorded ({ $digest }). Two officers open the file with { $path } and their shares.
sealed-release-approved-once = One person approves the release, { $digest }; a second one is waited for.

## Lengths of periods

length-days = { $length ->
         [one] {$length} day
        *[other] {$length} days
    }
length-working-days = { $length ->
         [one] {$length} working day
        *[other] {$length} working days
    }
length-months = { $length ->
         [one] {$length} month
        *[other] {$length} months
    }
length-years = { $length ->
         [one] {$length} year
        *[other] {$length} years
    }

## Steps of the arithmetic of a period

step-start = the event falls on { $day }; that day does not count
step-start-moved = a rest day: the event is taken to fall on { $day }
step-counted = { $length }: { $day }
step-short-period = a period of at most { $max-days } days: rest days in it do not count
step-suspended = { $from } to { $to } does not count
step-offset = { $length } added: { $day }
step-rest-day = { $day } is a rest day
step-half-day = { $day } is closed for part of the day
step-next-working-day = next working day: { $day }
step-provisional-year = the rest days of { $year } are not final yet
step-incomplete-calendar = the calendar does not list every rest day of { $year }
step-lunar-new-year-unknown = the lunar new year of { $year } is not in the calendar; judicial holidays may be missing

## Calendars

calendar-CN = working days of the Mainland
calendar-HK-general = general holidays of Hong Kong
calendar-HK-court = days on which the Hong Kong court offices are open
calendar-MO = working days of Macao
day-working = working day
day-rest = rest day
day-half = half day

## Headings and labels

label-matter = Matter
label-procedure = Procedure
label-stage = Stage
label-state = State
label-revision = Revision
label-docket = Docket
label-docket-of = Docket: { $authority }
label-outcome = Outcome
label-findings = Findings
label-satisfied = { $count ->
         [one] {$count} requirement is met
        *[other] {$count} requirements are met
    }
label-conclusions = Conclusions
label-periods = Periods
label-last-day = last day
label-arithmetic = How it was counted
label-citations = Provisions
label-requirements = Still needed
label-rules = Rules
label-calendar = Calendar
label-authority = Authority
label-person = Person
label-day = Day
label-documents = Documents
label-place = at { $place }
label-hint = What to do: { $hint }

# A period, its last day, and what it is counted on.
due-hard = { $period }: { $day }
due-best-effort = { $period }: { $day } (best effort)

# A conclusion that has a day.
conclusion-dated = { $day }: { $conclusion }
requirement = { $document }: in { $languages }, or with a translation

## The record

record-verified = { $name }: { $entries } entries in { $commits } commits verify; signed checkpoint at { $checkpoint }
record-broken = { $name }: the record does not hold at { $place } ({ $code })
record-exported = { $name }: { $entries } entries exported; state { $state }
record-ended-here = { $name }: the record has ended here; it goes on where { $file } is imported
record-imported = { $name }: { $entries } entries imported; state { $state }
record-backed-up = { $name }: { $entries } entries copied and verified; files written { $written }, unchanged { $unchanged }
record-goes-on = { $name }: the record goes on as { $log }, over the { $entries } entries that are left. Write that name as log into comity.toml and start the gateway; it takes and signs nothing until its peers have adopted the roll.
message-lost = { $gateway } has lost { $kind } of { $subject } (message { $message }, entry { $index } of its record before)
messages-lost = Messages that were lost and have to be brought anew: { $count }
record-restored = { $name }: { $entries } entries restored and verified. The gateway signs nothing until its peers have told what they hold of its record.
record-copy-verified = { $name }: a copy of { $entries } entries verifies, with every blob
bundle-written = { $name }: written; SHA-256 { $digest }
bundle-verified = { $name }: { $lines } entries of { $matter } verify; they stand among the { $size } entries of the record of { $gateway }
bundle-signed = Messages whose signatures, seals and order hold: { $messages }; receipts of both sides that hold: { $receipts }
bundle-withheld = Entries whose particulars are not disclosed, or not all: { $withheld }; what these say was not checked
bundle-transcripts = { $count } documents of the authority abroad were signed by nobody there: they are transcripts under the seal of the authority here that received the papers.
bundle-transcript = { $message }: transcribed by { $authority } from { $papers } papers
checkpoint-cosigned = The checkpoint is cosigned by these gateways: { $gateways }
checkpoint-not-cosigned = No other gateway has cosigned the checkpoint.
bundle-files = Files that the matter names: { $named }; enclosed: { $enclosed }
bundle-custody = Chain of custody: { $steps } entries about { $items } items; whole, and in their order
bundle-custody-not-shown = The chain of custody is not shown: a bundle of format 1, or one of which something is withheld, does not prove who had its files in hand. This one is of format { $format }.
bundle-replayed = Assessments: { $all }; made again by their releases, and equal to the byte: { $same }
bundle-not-replayed = Assessments: { $all }; not made again, because no releases were given (--releases)
bundle-release-missing = Not made again: this release is not at hand: { $release }
bundle-pinned = The roll is signed with the keys that you gave.
bundle-unpinned = The roll rests on the keys below; you gave none to compare them with (--trust). Compare their SHA-256 with what you hold:
bundle-broken = { $name }: the bundle does not hold at row { $place } ({ $code }): { $why }
card-valid = { $name }: valid: accredited by { $body }, and confirmed by the Joint Conference
card-suspended = { $name }: suspended by { $body }
card-revoked = { $name }: revoked by { $body }, for good
card-expired = { $name }: the credential of { $body } has run out
card-cannot-confirm = { $name }: cannot be confirmed; the signature of { $body } holds
card-doubt-no-status-list = The bundle has no status list that this card names.
card-doubt-stale-status-list = The status list has run out; get a newer one.
card-doubt-not-confirmed = The confirmation of the Joint Conference is missing, by one jurisdiction at least.
card-status-as-of = Status as of { $time }
card-barred = Barred from the territory of: { $regions }
card-disclosed = Disclosed: { $text }
card-not-holder = A card proves how somebody stands, and not who holds it.
card-refused = { $name }: refused at { $place } ({ $code }): { $why }
card-roll-unpinned = The roll rests on its own keys; you gave none to compare them with (--trust).
mediation-state-opened = taken; no mediator is named
mediation-state-named = a mediator is named; disclosure and consents
mediation-state-appointed = the mediator is appointed
mediation-state-under-way = under way
mediation-state-agreed = agreed; signatures are being put under it
mediation-state-settled = settled, and sealed
mediation-state-failed = ended without an agreement
mediation-state-withdrawn = given up
mediation-dispute = Dispute
mediation-body = Mediated at
mediation-party = Party { $number }
mediation-mediator = Mediator
mediation-until = to be concluded by { $day }
mediation-effective = in effect from { $day }
mediation-read-notes = what was said
mediation-read-agreement = the paper of the agreement
confirmation-state-applied = applied for
confirmation-state-examined = examined
confirmation-state-confirmed = confirmed: it can be enforced
confirmation-state-refused = refused
confirmation-state-withdrawn = taken back
confirmation-court = Court
confirmation-judge = Judge
confirmation-until = the parties could apply until { $day }
confirmation-rule-by = the court rules by { $day }: thirty days from when all parties had applied
confirmation-ground-not-joint = not applied for by all parties
confirmation-ground-out-of-time = applied for after the period
confirmation-ground-no-jurisdiction = another court has jurisdiction
confirmation-ground-not-by-a-body = not reached before a mediation body established by law
confirmation-ground-not-civil = not a civil matter, or one that cannot be confirmed
confirmation-ground-paper-missing = a paper is missing, or is not in Chinese and not translated
confirmation-ground-unlawful = against mandatory law
confirmation-ground-not-voluntary = a party did not agree of its own will
confirmation-ground-harms-others = harms the State, the public, or others
confirmation-ground-against-public-order = against public order and good morals
confirmation-ground-unclear = what is to be done is not clear
mediator-state-applied = applied
mediator-state-assessed = assessed
mediator-state-rejected = not accredited
mediator-state-accredited = accredited, not confirmed yet
mediator-state-confirmed = confirmed as a mediator of the Greater Bay Area
mediator-state-suspended = suspended
mediator-state-expired = expired
mediator-state-revoked = revoked, for good
mediator-state-withdrawn = given up
mediator-standing-valid = { $subject }: accredited by { $body } and confirmed, on { $day }
mediator-standing-suspended = { $subject }: suspended by { $body }, on { $day }
mediator-standing-revoked = { $subject }: revoked by { $body }, as of { $day }
mediator-standing-expired = { $subject }: the accreditation by { $body } had ended, on { $day }
mediator-standing-not-accredited = { $subject }: not accredited yet by { $body }, on { $day }
mediator-standing-cannot-confirm = { $subject }: accredited by { $body }; how the mediator stood on { $day } cannot be confirmed
mediator-selectable = Can be appointed in { $region }.
mediator-not-selectable = Cannot be appointed in { $region }:
mediator-reason-not-accredited = not accredited yet on that day
mediator-reason-suspended = the accreditation is suspended
mediator-reason-revoked = the accreditation was revoked
mediator-reason-expired = the accreditation has ended
mediator-reason-no-status-list = no status list of the body with a place for this card has come yet
mediator-reason-stale-status-list = the body has not been heard of since
mediator-reason-not-confirmed = the Joint Conference has not confirmed, or two bodies gave the same number
mediator-reason-barred-here = barred from this territory
mediator-reason-status-too-old = the status is older than an hour, and nobody is appointed by that
mediator-reason-feed-forked = the gateway of the body has signed two histories
mediator-reason-feed-gap = something that the gateway of the body has published is missing here
mediator-reason-feed-silent = the gateway of the body has been silent for an hour
mediator-approved-once = One person approves it, { $digest }; a second one is waited for.
mediator-number = Number on the roster: { $number }
mediator-until = Accredited until { $day }
mediator-list-witnessed = The newest status list in this gateway’s record: { $how }
mediator-rules-say = The rules say: { $outcome }
mediator-barred = Barred from the territory.
mediator-bar-lifted = No longer barred from the territory.
record-rebuilding = Rebuilding the views from the record
label-certificate-witnessed = Certificate in the record
witnessing-published = published: cosigned by both other gateways
witnessing-witnessed-once = witnessed once: cosigned by one other gateway
witnessing-not-witnessed = not witnessed yet by any other gateway

## The demonstration

demo-title = A letter of request crosses, and its certificate comes back
demo-gateways = Three gateways are up: { $gateways }
demo-draft = { $authority } drafts a letter of request; receiving authority: { $to }
demo-preflight = Before sending, the rules that { $jurisdiction } has published are asked
demo-correct = { $authority } corrects the draft: a translation and the missing copies
demo-restart = While the letter is under way { $gateway } is stopped, and started again
demo-delivered = The letter arrived once, and its receipt is there
demo-clock = Today is { $day }
demo-in-time = The certificate came back on { $day }, within the period that ends on { $last-day }
demo-evidence-by-video = { $authority } asks for a witness to be heard by video; receiving authority: { $to }
demo-evidence-of-bank = { $authority } asks for two specified documents of a bank; receiving authority: { $to }
demo-accreditation = { $authority } accredits a mediator: once, for the whole bay
demo-confirmation = The Joint Conference confirms: three signatures, made away from any gateway
demo-suspension = { $authority } suspends her, by two persons; Nansha and Macao refuse her at once
demo-card = Both bodies verify her card with what their gateway gives them; verifying it takes no gateway
demo-refused-after = Nansha and Macao show her as suspended { $milliseconds } ms after the second decision
demo-appointed = Nansha and Macao appoint her
demo-mediation = A dispute is mediated at { $authority }, and settled under seal
demo-judicial-confirmation = { $authority } confirms what was agreed
demo-jurors = { $authority } has a list of jurors: eight, of Hong Kong and of Macao
demo-draw = { $authority } has four jurors drawn, by three gateways
demo-silent = { $gateway } has closed the draw, and falls silent before it opens
demo-packet = The packet of the draw is verified
demo-second-reading = A second program, in another language, comes to the same panel
demo-no-second-reading = There is no Python here: the second program did not run
demo-bundles = The bundles of both sides are verified without their gateways
demo-records = Both records are verified
demo-try-next = What to try next
demo-running = The gateways stay up; Ctrl-C stops them

## The book of the law

law-book = The law
law-book-intro = Every rule that the three jurisdictions’ components apply, beside its article. The confidence says how sure the reading of the text is; where the text is silent, a switch of the publisher decides. This page is made from the components themselves; nothing of it is written by hand.
law-book-article = Article
law-book-confidence = Confidence
law-book-says = What it can say
law-book-switches = Switches
law-book-sides = Sides
law-book-settings = Switches
law-book-silent = silent, or not verified
law-book-number = { $number }
law-book-values = values (the first if the publisher says nothing)

## How sure the reading of a text is

confidence-text = the text was read
confidence-secondary = known from a second hand
confidence-knowledge = general knowledge; the text was not seen
confidence-policy = policy where the text is silent
confidence-uncertain = uncertain, or in conflict with another text

## Calendars

calendar-imported = { $calendar } { $year }: { $rest } rest days, { $working } make-up working days, { $half } half days. It counts when a release with it is in force.

## Replay of the record

replayed = { $assessments } assessments made again: { $same } the same, { $changed } otherwise; { $missing } could not be made again.
replayed-change = { $change }: { $assessments } assessments, { $matters } matters, { $cases } cases before courts here

## The roll

roll-version = Version { $version } of the roll, { $digest }
roll-term = Made { $issued }, fresh until { $expires }
roll-key-is-revoked = { $key }: revoked since { $since }
roll-key-is-suspended = { $key }: suspended until { $until }
roll-waiting = Waits to be adopted: version { $version }, { $digest }
roll-of-peer = { $gateway }: version { $version }
roll-signed-by-all = All who must have signed.
roll-not-signed-by = Not signed yet by: { $gateways }
roll-adopted = Version { $version } is in force: { $digest }
roll-approved-once = One person approves version { $version }, { $digest }; a second one is waited for.
notice-taken = { $key }: the notice holds.
notice-no-change = { $key }: the notice changes nothing.
key-written = The key { $key } is in { $path }. Only the gateway may read it.
file-written = Written: { $path }
roll-change-gateway-added = a gateway joins
roll-change-gateway-altered = the gateway’s address, name or trust changes
roll-change-gateway-removed = the gateway leaves
roll-change-record-succeeded = a gateway’s record goes on under another name, because lines of it were lost
roll-change-authority-added = an authority joins
roll-change-authority-altered = the authority’s description changes
roll-change-authority-removed = the authority leaves
roll-change-key-added = a new key
roll-change-key-succeeded = a further key beside the old one
roll-change-key-term-altered = the time in which the key may sign changes
roll-change-key-revoked = the key is revoked
roll-change-key-suspended = the key is suspended, or its suspension changes
roll-change-expiry-altered = the day changes from which on the roll is stale

## Uploads

upload-goes-on = { $name } goes on from { $offset } of { $length } bytes
upload-taken = On file: { $name }, { $sha256 }; the scanner found nothing in it.
upload-taken-unexamined = On file: { $name }, { $sha256 }; nobody looks for harmful content here.
upload-held = Received whole: { $name }, { $sha256 }; it is put on file when the scanner has looked at it.
upload-held-scanner-silent = Received whole: { $name }, { $sha256 }; it waits, because the scanner does not answer.
upload-held-scanner-limits = Received whole: { $name }, { $sha256 }; it waits, because it is beyond what the scanner looks at.
upload-held-scanner-fails = Received whole: { $name }, { $sha256 }; it waits, because the scanner reports an error.
draw-verified = { $name }: the draw { $draw } holds; { $court }, { $case }, hearing on { $day }
draw-pool = People who could be drawn: { $pool }; excluded before, each with a reason: { $excluded }
draw-secrets = Secrets of these gateways went into it: { $gateways }
draw-seat = Seat { $seat }: { $person }
draw-seat-promoted = Seat { $seat }: { $person }, an alternate; { $drawn } was drawn and recused
draw-seat-empty = Seat { $seat }: nobody; { $drawn } was drawn and recused, and no alternate is left: a new request is needed
draw-redraws = Draws in this case that came to nothing before: { $redraws }
draw-thin = A seat had few candidates; another judge of the court had allowed it.
draw-shared = By a setting of their gateway courts share their lists, and people were drawn from those of: { $courts }. What that rests on, as the setting says: { $basis }
draw-abort-bias = Only two gateways drew, the third having been unreachable: one of them could have seen the outcome and broken the draw off.
draw-after-opening = The draw before in this case was void after a gateway had opened its secret: one of them could have known the outcome, and broken it off.
draw-in-record = Entries of the court’s record that are under its checkpoint: { $entries }
draw-record-open = Whether the court’s record has the steps was not verified, because the packet does not say where.
draw-signed = Steps whose signatures hold by the roll: { $signed }
draw-signatures-open = Who signed was not verified, because no roll was given (--roll, --trust).
draw-broken = { $name }: the packet does not hold at { $place } ({ $code }): { $why }
draw-shown = { $draw }: { $court }, { $case }, hearing on { $day }
draw-phase-dealing = The gateways are committing themselves.
draw-phase-sealing = Pieces are on their way, and are being acknowledged.
draw-phase-closing = The draw is being closed.
draw-phase-opening = All have closed; the secrets are being opened.
draw-phase-drawn = There is a panel.
draw-phase-exhausted = A seat is empty and no alternate is left: a new request is needed.
draw-phase-refused = A gateway takes no part; the draw is going to be void.
draw-phase-void = The draw is void; nobody was drawn.
draw-witnessed = The steps of the draw in this gateway’s record: { $how }
draw-step-request = request
draw-step-refuse = refusal to take part
draw-step-unreachable = statement that another is unreachable
draw-step-deal = commitment
draw-step-acknowledge = acknowledgement of the pieces
draw-step-complain = complaint about a piece
draw-step-answer = answer to a complaint
draw-step-close = close
draw-step-void = declaration that the draw is void
draw-step-open = opening
draw-step-recuse = recusal
draw-said = { $at }  { $gateway }: { $step }
draw-said-of = { $at }  { $gateway }: { $step } ({ $other })
draw-waiting = Waited for: { $gateway }, { $step }, since { $since }. { $then }
draw-waiting-until = Waited for: { $gateway }, { $step }, since { $since }, until { $until }. { $then }
draw-then-go-on-without = Then the others go on without its commitment.
draw-then-two-draw = Then both others sign that it is unreachable, and draw alone.
draw-then-close-over-two = Then the draw is closed over the two commitments that are acknowledged.
draw-then-propose-void = Then the court’s gateway proposes that the draw be void.
draw-then-others-open = Then the others open what they hold; the outcome is the same.
draw-then-stand-still = Without it nobody can go on.
draw-silent = { $gateway } has not answered since { $since }.
draw-held-up = { $gateway } does not take what it is brought: { $why }
draw-refused = { $gateway } takes no part: { $why }
draw-contradicted = A gateway has signed two things of which it may say one. The record has the proof.

## Jurors

juror-state-nominated = nominated
juror-state-appointed = appointed, not sworn
juror-state-serving = serving
juror-state-left = not on the list any more
juror-given-up-recused = recused
juror-given-up-prevented = prevented
juror-given-up-hearing-fell = no hearing
juror-excluded-juror-not-sworn = has not taken the oath
juror-excluded-juror-term-over = the term ends before the hearing
juror-excluded-juror-in-barred-office = holds an office that bars jurors
juror-excluded-juror-in-barred-profession = has a profession that bars jurors
juror-excluded-juror-barred-by-record = is barred by a record
juror-excluded-juror-mediated-the-dispute = mediated this dispute
juror-excluded-juror-had-another-role = had another role in this case
juror-excluded-annual-cap-reached = has as many cases in the year of the hearing as the court allows
juror-excluded-juror-away = is away on the day of the hearing
juror-excluded-juror-under-age = is not twenty-eight on the day of the hearing
juror-excluded-juror-on-another-list = stands on a list from which this court does not draw
juror-posts = { $held } of { $quota } posts are held, { $by-application } of them by application or recommendation (at most { $for-application }); { $cap } cases a year at most
juror-pool-basis = Lists drawn from: { $basis }
juror-load-cases = cases: { $total } among { $jurors } jurors; least { $least }, median { $median }, most { $most }
juror-load-days = working days: { $total } among { $jurors } jurors; least { $least }, median { $median }, most { $most }
juror-load-at-cap = at the yearly cap: { $count }

## Registers and their feeds

registry-found = { $shown } of { $total } found
registry-entry = { $number }  { $names }
registry-register = Register
registry-keeper = Kept by
registry-region = Region
registry-languages = Languages
registry-specialities = Specialities
registry-status = Status
registry-availability = Availability
registry-register-mediators = mediators
registry-register-jurors = people’s jurors
registry-register-practitioners = legal practitioners admitted in the nine cities
registry-register-law-experts = experts in foreign law
registry-register-ascertainment-bodies = bodies for the ascertainment of foreign law
registry-register-insolvency-administrators = insolvency administrators
registry-status-pending = not whole yet
registry-status-in-force = in force
registry-status-suspended = suspended
registry-status-ended = ended
registry-free = takes appointments
registry-away = takes no appointments
registry-away-until = away until { $day }
registry-unconfirmed = The registers of { $gateway } cannot be confirmed now; what they show may stand otherwise.
feed-whole = { $gateway }: to number { $newest }; nothing is missing; last heard { $heard }
feed-doubt = { $gateway }: to number { $newest } of { $told }; last heard { $heard }: { $why }
feed-heard-never = never
feed-event = { $number }  { $time }  { $about }
feed-event-unknown = { $number }  { $time }  { $about } (this version cannot read it; it is kept and handed on)
feed-about-entry = an entry of a register
feed-about-juror = a juror on a shared list
feed-about-credential = a mediator’s credential
feed-about-status-list = a status list
feed-about-status-notice = a notice on one mediator
feed-about-bar = a bar
feed-about-confirmation = a confirmation
listing-second-person = Approved; a second person is waited for.
listing-state-not-entered = Not entered yet
listing-state-coming = Its term has not begun
listing-state-in-force = In force
listing-state-suspended = Suspended
listing-state-expired = Expired
listing-state-struck-off = Struck off
listing-state-withdrawn = Given up
listing-entered = Entered
listing-amended = Amended
listing-renewed = Term lengthened
listing-availability-stated = Said whether appointments are taken
listing-suspended = Suspended by two persons
listing-suspension-lifted = Suspension lifted by two persons
listing-struck-off = Struck off by two persons
listing-withdrawn = Given up
inquiry-state-open = The law is being ascertained
inquiry-state-heard = The parties were heard
inquiry-state-found = The court has found
inquiry-state-closed = Closed
inquiry-state-dropped = The question has fallen away
inquiry-next-day = Next day: { $day }
inquiry-channel-parties = party
inquiry-channel-judicial-assistance = authority for judicial assistance of the other side
inquiry-channel-embassy = embassy
inquiry-channel-spc-cooperation = cooperation mechanism of the Supreme People’s Court
inquiry-channel-cicc-expert = expert of the International Commercial Court
inquiry-channel-legal-expert = legal expert
inquiry-channel-law-ascertainment-body = body that ascertains law
inquiry-channel-other = other way
inquiry-opened = Question asked
inquiry-file-added = File added
inquiry-requested = Somebody asked
inquiry-period-extended = Period lengthened
inquiry-channel-ended = A channel did not yield the law
inquiry-opinion-taken = Opinion taken
inquiry-served = Opinion served on a party
inquiry-hearing-fixed = Hearing fixed
inquiry-heard = Hearing held
inquiry-ascertained = Law ascertained
inquiry-not-ascertained = Law found not to be ascertainable
inquiry-costs-decided = Costs settled
inquiry-closed = Closed
inquiry-dropped = Question dropped
