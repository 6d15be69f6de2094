### What the rules say of a letter: outcomes, findings, conclusions, periods, and the law that they cite.

## Outcomes

outcome-accept = in order
outcome-accept-with-flags = in order, with points to look at
outcome-return-for-supplement = to be corrected or supplemented
outcome-refuse = to be refused
outcome-none = no verdict at this stage

## Severities

severity-refuse = bars the request
severity-correct = must be corrected
severity-flag = to be looked at
severity-inform = information

## Findings: a requirement that is met

finding-satisfied = Met.

## Findings: scope and channel

finding-outside-civil-and-commercial = The case ({ $category }) is not a civil or commercial one; the instrument does not cover it.
finding-labour-not-mentioned = The text does not mention labour cases; a person should decide whether it covers this one.
finding-sender-may-not-transmit = { $authority } ({ $kind }) may not transmit under this instrument; the letter goes through the authority that may.
finding-recipient-may-not-receive = { $authority } ({ $kind }) does not receive letters of request under this instrument.
finding-sent-straight-to-addressee = The letter was posted straight to the addressee; under this instrument it goes from court to court.
finding-wrong-instrument-invoked = The letter invokes another instrument ({ $invoked }), which does not apply between these two sides.

## Findings: the letter of request

finding-letter-missing = There is no letter of request.
finding-letter-not-in-chinese = The letter of request must be in Chinese.
finding-letter-names-another-authority = The letter is written in another name ({ $named }) than that of the authority that sends it ({ $authority }).
finding-requesting-authority-not-named = The letter does not name the requesting authority.
finding-seal-missing = The letter does not bear the seal of the requesting authority; a signature is not enough ({ $signed-by ->
         [judge] signed by a judge
         [registrar] signed by a registrar
        *[nobody] not signed
    }).
finding-seal-of-another-authority = The seal on the letter ({ $sealed-by }) is not that of the requesting authority ({ $authority }).
finding-nature-of-case-missing = The nature of the case is not stated.
finding-addressee-missing = No addressee is named.
finding-addressee-not-named = The addressee’s name is missing.
finding-address-missing = The addressee’s address is missing.
finding-address-not-detailed = The addressee’s address is not detailed enough to serve at ({ $detail ->
         [district-only] only the district is given
        *[incomplete] it is incomplete
    }).

## Findings: the documents

finding-nothing-to-serve = There is no document to be served.
finding-translation-missing = { $document }: there is no Chinese text, and no Chinese translation is enclosed.
finding-copies-too-few = { $document }: two copies are needed for each addressee, { $needed } in all; { $given } enclosed.
finding-document-not-listed = { $document }: not among the judicial documents that the instrument lists.
finding-integrity-mismatch = { $document }: the file that arrived is not the one that the list of files names.
finding-electronic-transmission-unregulated = The text says nothing of electronic transmission ({ $transmission }); it knows paper only.

## Findings: time

finding-hearing-already-past = The hearing of { $hearing } has passed; the documents are served all the same.
finding-hearing-before-service-is-due = The hearing of { $hearing } comes before the two months for service have run; ask within a reasonable time.
finding-execution-overdue = Service was due by { $last-day }.
finding-served-after-last-day = Served on { $date }, after the last day { $last-day }.
finding-forwarding-overdue = The letter was to be forwarded or sent back by { $last-day }.

## Findings: the certificate of service

finding-certificate-missing = There is no certificate of service.
finding-certificate-unsealed = The certificate does not bear the court’s seal.
finding-certificate-without-result = The certificate does not say whether the documents were served.
finding-certificate-without-obstacle = The certificate gives neither the obstacle to service nor the reason for refusing to accept.
finding-certificate-without-date = The certificate gives no date.
finding-date-of-service-not-stated = The certificate does not give the day of service, from which the parties’ periods run.
finding-papers-not-returned = { $papers ->
         [letter] The letter of request
        *[documents] The documents
    } must go back with the certificate when service failed.
finding-certificate-after-wait = The certificate came after the waiting period had ended on { $last-day }; a judge should look at what was done since.

## Findings: special methods and objections

finding-special-method-at-requester-cost = The special method asked for ({ $method }) is at the cost of the requesting side.
finding-special-method-forbidden = The law of the requested side does not allow the special method asked for ({ $method }).
finding-special-method-unclear = Whether the law of the requested side allows the special method asked for ({ $method }) is not clear.
finding-objection-is-no-ground = The objection is no ground to refuse: { $objection }.
finding-objection-calls-for-consultation = The text knows no such ground to refuse; the two sides consult: { $objection }.
objection-content-unfounded = the claim is said to be unfounded
objection-exclusive-jurisdiction = exclusive jurisdiction of the requested side
objection-outside-judicial-functions = outside the functions of the courts
objection-basic-principles-of-law = contrary to the basic principles of law
objection-social-public-interest = contrary to the social public interest
objection-public-order = contrary to public order
objection-sovereignty-or-security = harmful to sovereignty or security

## Findings: forwarding

finding-forwarding-application-missing = There is no application for forwarding.
finding-forwarding-application-unsealed = The application for forwarding does not bear the seal of the court that makes it.
finding-destination-missing = Where the letter is to go is not stated.
finding-court-may-deal-directly = This court may deal directly with { $destination }; forwarding is not needed.

## Conclusions

conclusion-served = Service has taken effect.
conclusion-deemed-served = Service is deemed to have been effected.
conclusion-not-served = This attempt counts as not served.
conclusion-method-unavailable = This method of service is not available, or no longer; go on to the next.
conclusion-pending = The waiting period still runs; nothing is established yet.
conclusion-certificate-defective = The certificate of service is defective and must be issued again.
conclusion-incomplete-notify = Not executed, or only in part: the requesting side is told in writing; the papers need not go back.
conclusion-incomplete-return-papers = Not executed, or only in part: the requesting side is told in writing and the papers go back.
conclusion-incomplete-return-as-instructed = Not executed, or only in part: the requesting side is told in writing and the papers go back as it instructs.
conclusion-execute-in-part = Some acts are executed, the others are refused.
conclusion-ordinary-method-only = Executed by the ordinary method, not by the one asked for.
conclusion-refer-to-high-court = This court is not competent and reports to its high court; this is no refusal.
conclusion-reminder-due = The period aimed at has passed: a reminder is due.
conclusion-immunity-applies = The person who came to testify is protected.
conclusion-immunity-ended = The protection of the person who came to testify has ended.
conclusion-excluded = This person may not be drawn or chosen in this matter.
conclusion-alternate-promoted = The next alternate steps in.
conclusion-vote-not-counted = The vote is not counted; the opinion stays on record.
conclusion-mediation-ended = There is no consent: the mediation is over.
conclusion-may-find-unascertainable = The court may find that the law cannot be ascertained.
conclusion-try-another-channel = The court must try another channel.

## Periods

period-execute-service = period for completing service
period-execute-evidence = period for taking the evidence
period-internal-chain-service = period for service through the internal chain
period-immunity = period of protection
period-forward-request = period for forwarding the letter of request or sending it back
period-arrangement-wait = waiting period for the certificate under the arrangement
period-postal-wait = waiting period after posting
period-announcement-wait = period of the public announcement
period-answer = period for the answer
period-appeal = period for appeal
period-juror-term = term of the people’s juror
period-draw-jurors = period for drawing the jurors
period-request-jurors = period for asking for jurors
period-apply-for-confirmation = period for applying for judicial confirmation
period-conclude-mediation = period for concluding the mediation
period-identity-verification = period for verifying identity
period-supplement-filing = period for supplementing the filing
period-decide-filing = period for deciding on the filing

## Procedures

procedure-service-of-documents = service of judicial documents on request
procedure-taking-of-evidence = taking of evidence on request
procedure-request-forwarding = application for forwarding
procedure-domestic-service = service by the court itself
procedure-juror-appointment = appointment of people’s jurors
procedure-juror-draw = draw of people’s jurors
procedure-panel-composition = composition of the collegial panel
procedure-mediator-accreditation = accreditation of a mediator
procedure-mediator-appointment = appointment of a mediator
procedure-mediation = mediation
procedure-judicial-confirmation = judicial confirmation of a mediation agreement
procedure-online-filing = cross-border online filing
procedure-foreign-law = ascertainment of foreign law
procedure-evidence-production = production of evidence by the parties

## Stages

stage-outgoing = before sending
stage-incoming = on arrival
stage-execution = in execution
stage-return = on return
stage-follow-up = in follow-up

## Fields of law

case-category-civil-commercial = civil and commercial
case-category-labour = labour
case-category-criminal = criminal
case-category-administrative = administrative
case-category-tax = tax

## Kinds of authorities

authority-kind-supreme-court = supreme court
authority-kind-high-court = high court
authority-kind-intermediate-court = intermediate people’s court
authority-kind-basic-court = basic people’s court
authority-kind-district-court = district court
authority-kind-tribunal = tribunal
authority-kind-final-appeal-court = court of final appeal
authority-kind-first-instance-court = court of first instance
authority-kind-liaison-authority = liaison authority
authority-kind-central-authority = Central Authority
authority-kind-procuratorate = public prosecutions office
authority-kind-mediation-body = mediation body
authority-kind-accreditation-body = accreditation body
authority-kind-law-ascertainment-body = body for the ascertainment of law
authority-kind-foreign-court = foreign court

## Persons

role-addressee = addressee
role-party = party
role-witness = witness
role-expert = expert
role-agent = litigation agent
role-legal-representative = legal representative
role-representative-office = representative office
role-branch = branch or business agent
role-related-entity = related entity
role-juror = people’s juror
role-mediator = mediator

## Methods of service

method-arrangement = through the arrangement
method-treaty = through a treaty
method-diplomatic = through diplomatic channels
method-consular = through consular channels
method-personal = personal service
method-leaving = leaving at the address
method-litigation-agent = on the litigation agent
method-wholly-owned-enterprise = on the wholly owned enterprise
method-representative-office = on the representative office
method-branch = on the branch or business agent
method-co-defendant-entity = on the co-defendant entity that the addressee represents
method-legal-representative = on the legal representative
method-post = by post
method-electronic = by electronic means
method-announcement = by public announcement
method-agreed-method = in a way that the addressee agrees to
method-substituted-service = substituted service

## Electronic channels of service

channel-email = e-mail
channel-sms = text message
channel-fax = fax
channel-court-system = system of the court

## Special methods that a letter may ask for; they share their argument with the methods of service

method-newspaper-advertisement = advertisement in a newspaper
method-personal-delivery = personal delivery
method-cross-examination-by-counsel = cross-examination by counsel
method-sworn-testimony = testimony on oath

## Ways in which a letter travels

transmission-post = by post
transmission-platform = through the electronic platform
transmission-email = by e-mail
transmission-post-to-addressee = by post straight to the addressee

## Acts of evidence

act-examine-witness = examination of a witness
act-examine-party = statement of a party
act-examine-expert = examination of an expert
act-obtain-documents = obtaining documents
act-obtain-physical-evidence = obtaining physical evidence
act-obtain-audiovisual-material = obtaining audiovisual material
act-obtain-electronic-data = obtaining electronic data
act-inspect-property = inspection or preservation of property
act-sample-property = taking samples of property
act-experiment-on-property = experiment on property
act-medical-examination = medical examination
act-judicial-inspection = judicial inspection
act-expert-appraisal = expert appraisal
act-other-evidence = other evidence relating to the litigation
act-appear-in-person = appearance in person
act-provide-law-information = information on the law

## Citations

citation-article = { $instrument }, art. { $number }{ $part }
citation-section = { $instrument }, s. { $number }{ $part }
citation-paragraph = { $instrument }, para. { $number }{ $part }

# The provision’s number is not verified, or the text is silent.
citation-whole = { $instrument }
citation-more = { $first }; { $rest }

## Instruments

instrument-cn-hk-service-1999 = Mainland–Hong Kong Service Arrangement (1999)
instrument-cn-hk-evidence-2017 = Mainland–Hong Kong Evidence Arrangement (2017)
instrument-cn-mo-service-evidence-2001 = Mainland–Macao Service and Evidence Arrangement (2001, amended 2020)
instrument-hk-mo-service-2017 = Hong Kong–Macao Service Arrangement (2017)
instrument-cn-hk-mo-service-2009 = SPC Provisions on Service in Hong Kong and Macao Cases (2009)
instrument-cn-cpl-2023 = Civil Procedure Law (2023)
instrument-cn-cpl-interpretation-2022 = SPC Interpretation of the Civil Procedure Law (2022)
instrument-cn-evidence-provisions-2019 = SPC Provisions on Evidence in Civil Proceedings (2019)
instrument-cn-online-litigation-2021 = Online Litigation Rules of the People’s Courts (2021)
instrument-cn-online-filing-2021 = SPC Provisions on Online Filing for Cross-Border Litigants (2021)
instrument-cn-assessors-law-2018 = People’s Jurors Law (2018)
instrument-cn-assessors-interpretation-2019 = SPC Interpretation of the People’s Jurors Law (2019)
instrument-cn-invited-mediation-2016 = SPC Provisions on Invited Mediation (2016)
instrument-cn-foreign-law-interpretation-2023 = SPC Interpretation on the Ascertainment of Foreign Law (2023)
instrument-cn-treaty-requests-2013 = SPC Provisions on Requests under Treaties (2013)
instrument-cn-treaty-requests-rules-2013 = SPC Implementing Rules on Requests under Treaties (2013)
instrument-cn-hague-measures-1992 = Implementing Measures for the Hague Service Convention (1992)
instrument-hague-service-1965 = Hague Service Convention (1965)
instrument-hague-evidence-1970 = Hague Evidence Convention (1970)
instrument-hk-cap-1 = Interpretation and General Clauses Ordinance (Cap. 1)
instrument-hk-cap-8 = Evidence Ordinance (Cap. 8)
instrument-hk-mediation-code = Hong Kong Mediation Code
instrument-hk-gba-accreditation-2024 = Hong Kong Accreditation Rules for GBA Mediators (2024)
instrument-gba-mediator-panel = GBA Mediator Panel Scheme
instrument-mo-cpc = Macao Civil Procedure Code
instrument-cn-civil-code = Civil Code

## Judicial holidays that a period overlaps

overlap-judicial-holidays-lunar-new-year = The period runs over the judicial holidays of the lunar new year.
overlap-judicial-holidays-easter = The period runs over the judicial holidays of Easter.
overlap-judicial-holidays-summer = The period runs over the judicial holidays of the summer.
overlap-judicial-holidays-year-end = The period runs over the judicial holidays at the end of the year.

## Events that the rules read

event-received = letter, request or application received
event-forwarded = passed on to another court of the same side
event-hearing = hearing
event-supplement-requested = supplement asked for
event-supplement-received = supplement received
event-delivered-to-requested = delivered to the receiving court
event-posted = posted
event-receipt-signed = postal receipt signed
event-handed-over = handed over
event-refused-to-sign = refused to sign
event-left-at-place = left at the address
event-message-arrived = electronic message arrived
event-system-success = sent, according to the court’s system
event-arrival-proved = arrival proved by the addressee
event-read = read
event-mentioned-content = addressee referred to the content
event-acted-on-content = addressee acted on the content
event-served-per-certificate = day of service according to the certificate
event-announcement-ordered = public announcement ordered
event-announced = publicly announced
event-served = served
event-testimony-completed = testimony completed
event-free-to-leave = told that the person is no longer needed
event-still-present = person still there
event-appointed = appointed
event-drawn = drawn
event-notice-received = notice received by the party
event-jurors-requested = jurors asked for
event-recusal-upheld = recusal upheld
event-accredited = accredited
event-panel-confirmed = confirmed by the Joint Conference
event-papers-signed-for = papers signed for by the mediator
event-agreement-effective = mediation agreement in effect
event-confirmation-applied = judicial confirmation applied for
event-registered = registered for online filing
event-defect-notice = notice of defects
event-papers-complete = papers complete
event-law-period-end = end of the period for providing the law
event-evidence-period-end = end of the period for producing evidence
event-expert-assistant-requested = expert assistant asked for

## Findings: judicial holidays

finding-judicial-holidays-overlap = The period meets judicial holidays of Macao ({ $overlaps }); they do not suspend it.

## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = Where the addressee is domiciled is not stated; without that it is not known which law governs service.
finding-method-not-chosen = No method of service is named.
finding-document-not-named = { $document }: not named in the list of judicial documents, which is open; it is served as well.
finding-method-not-provided = The law does not provide for this method of service on this addressee: { $method }.
finding-method-by-reference = The Provisions do not name this method ({ $method }); the rules for foreign-related cases may be referred to, which is for the court to decide.
finding-method-for-individuals-only = This method is for natural persons only.
finding-method-for-entities-only = This method is for companies and other organisations only.
finding-method-forbidden-by-state = The law of the addressee’s State forbids this method of service: { $method }.
finding-method-not-agreed = The addressee does not agree to this method.
finding-agreement-not-stated = Whether the addressee agrees to this method is not stated.
finding-recipient-missing = No person to whom the documents could be handed for the addressee is known: { $role }.
finding-recipient-outside-mainland = Not in the Mainland: { $role }.
finding-not-in-mainland = Nobody who may be served in person is known to be in the Mainland.
finding-receipt-excluded-by-power-of-attorney = The power of attorney expressly says that the agent may not receive judicial documents.
finding-branch-not-authorised = The branch or business agent is not authorised to receive documents.
finding-enterprise-not-wholly-owned = The addressee does not wholly own the enterprise.
finding-addressee-does-not-represent-entity = The addressee is not the legal representative or principal of this entity.
finding-entity-not-co-defendant = The entity is not sued together with the addressee.
finding-post-not-allowed-by-state = It is not known that the law of the addressee’s State allows service by post.
finding-consular-service-for-nationals-only = The consulate serves nationals of the People’s Republic of China only; the addressee’s nationality is to be looked at.
finding-proof-of-service-not-enclosed = The form of the proof of service goes with the letter.
finding-leaving-without-refusal = Papers are left where they were refused; no refusal is on record.
finding-refused-but-not-left = The documents were refused and not left; that is no service yet.
finding-mediation-statement-may-not-be-left = A mediation statement is served on the party himself and may not be left.
finding-paper-copy-on-request = { $document }: served electronically; the addressee gets it on paper if he asks.
finding-e-service-without-consent = There is no consent to electronic service; it takes effect only when the addressee answers, acts on it or is shown to have read it.
finding-e-address-not-confirmed = The addressee agreed to electronic service, but neither gave nor confirmed this address.
finding-e-service-awaits-reaction = The addressee has not reacted yet to what was sent to his own electronic address.
finding-read-receipt-may-be-rebutted = That the message was read is presumed to be service; the addressee may show that it did not reach him.
finding-announcement-before-other-methods = Announcement is the last resort; these methods are open and have not failed: { $methods }.
finding-announcement-beside-other-methods = There is no announcement while other methods are under way: { $methods }.
finding-method-beside-announcement = Methods may run side by side, but not beside an announcement: { $method }.
finding-announcement-in-summary-procedure = A case in summary procedure is not served by announcement.
finding-announcement-not-published-there = The announcement must also be published in { $jurisdiction }.
finding-announced-judgment-period-unsettled = Whether an announced judgment waits three months, as the Interpretation still says, or sixty days, as the law has said since 2023, is unsettled.
finding-receipt-shown-after-wait = Something shows receipt, but only after the waiting period had ended on { $last-day }; a judge should look at what follows.
finding-earliest-success-decides = More than one method succeeded ({ $successes }); the earliest fixes the day of service.
finding-established-day-differs = The court established { $established } as the day of service; the docket shows { $shown }.
finding-answer-period-over = The period for the answer ended on { $last-day }, unless it was extended.
finding-appeal-period-over = The period for appeal ended on { $last-day }, unless it was extended.
finding-ruling-may-be-appealable = Some rulings may be appealed; whether this one may, and until when, is for a person to see.

## Findings: evidence abroad (Civil Procedure Law, article 284)

finding-act-missing = No act of evidence is named.
finding-act-without-person = Who is to be heard is not stated.
finding-act-through-treaty-or-diplomacy = The court acts through the treaty or through diplomatic channels.
finding-consular-evidence-from-nationals-only = The consulate takes evidence from nationals of the People’s Republic of China only; the person’s nationality is to be looked at.
finding-consent-of-both-parties-missing = Both parties must agree to this way of taking evidence; this one has not.
finding-parties-not-stated = Both parties must agree; fewer than two are stated.
finding-evidence-method-forbidden-by-state = The law of the State in which the evidence is forbids this way of taking it.
finding-person-does-not-agree = Does not agree to be heard in this way: { $role }.
finding-evidence-not-abroad = The person is in the Mainland; the article on evidence abroad does not apply.
finding-arrangement-on-evidence-exists = For evidence in Hong Kong and Macao there are arrangements; whether this article may be referred to is for the court to decide.
