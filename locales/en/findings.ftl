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

## Findings: cn-hk-evidence-2017

finding-no-proceedings = There are no proceedings for which the evidence is wanted; the instrument covers evidence for a case only.
finding-proceedings-only-contemplated = The proceedings are only contemplated; the text speaks of pending ones. A person should decide whether it covers these.
finding-received-before-entry-into-force = The letter was received before the instrument came into force on { $since }; it is left to the law in force before.
finding-outside-the-liaison-authorities = The letter was sent past the liaison authorities; requests for evidence go from one to the other.
finding-case-number-missing = The number of the case is not stated; the evidence may be used in the proceedings of the letter only.
finding-act-outside-list = { $act }: not among the acts that the instrument lists for this direction.
finding-taken-by-another = { $act }: somebody else is to take the evidence; under this instrument the requested side takes it, by its own law.
finding-special-method-to-be-decided = The requested side decides whether it follows the special method asked for ({ $method }); the extra cost is the requesting side’s, and the two sides consult on it first.
finding-technical-method-forbidden = The law of the requested side does not allow the evidence to be taken { $technique ->
         [video] by video link
         [audio] by audio link
        *[instant-messaging] by instant messaging
    }.
finding-technical-method-unclear = Whether the law of the requested side allows the evidence to be taken { $technique ->
         [video] by video link
         [audio] by audio link
        *[instant-messaging] by instant messaging
    } is not clear.
finding-technical-method-to-be-decided = The text does not mention the taking of evidence { $technique ->
         [video] by video link
         [audio] by audio link
        *[instant-messaging] by instant messaging
    }; the requested side decides on it as on a special method.
finding-presence-to-be-decided = The requested side decides, by its own law, whether { $who ->
         [judicial-officer] judicial officers of the requesting side
         [counsel] counsel and other representatives of the parties
        *[party] the parties
    } may attend; if so, it tells the requesting side’s liaison authority the time and place.
finding-questions-by-attendee-to-be-decided = The requested side decides, by its own law, whether those who attend may put questions.
finding-seal-not-admitted = The seal on the letter ({ $sealed-by }) is not one that the instrument admits: the Supreme People’s Court’s or a High People’s Court’s, or the High Court of Hong Kong’s.
finding-issuer-is-no-court = The letter must name the court of the requesting side that issues it; { $named } is none.
finding-trial-court-not-named = The letter does not name the court that hears the case.
finding-case-background-missing = The letter does not describe the case: summary, nature of the proceedings, stage reached.
finding-reason-missing = The letter does not say why the evidence must be taken.
finding-contact-person-missing = The letter names no contact person of the requesting side.
finding-contact-details-missing = The letter does not say how the requesting side’s contact person can be reached.
finding-person-not-named = { $role }: the name is missing.
finding-person-address-missing = { $role }: the address is missing.
finding-no-act-requested = The letter asks for no act.
finding-person-not-identified = { $act }: the letter does not say of whom.
finding-questions-missing = { $act }: there are neither questions nor a list of matters to ask about.
finding-documents-not-specified = { $act }: the letter asks for documents of a kind; it must specify which.
finding-documents-not-described = { $act }: the letter does not say what is to be obtained.
finding-subject-not-stated = { $act }: the letter does not say of what.
finding-consult-on-costs = These are not ordinary costs ({ $cost ->
         [interpreter] interpretation
         [translation] translation
         [expert] experts
         [appraisal] appraisal
        *[special-method] special method
    }): before going on, consult the requesting side, which bears them.
finding-ordinary-costs = What the witness is paid is an ordinary cost; the requested side bears it.
finding-evidence-target-passed = The evidence was, as far as possible, to be taken by { $last-day }; the request stays alive.
finding-lawful-refusal-to-testify = The witness may refuse to testify under the requested side’s law; the requesting side is told in writing.
finding-refusal-rests-on-other-law = The refusal rests on the requesting side’s law; the text speaks of the requested side’s. A person should look at it.
finding-written-reply-missing = No written reply goes with the result.
finding-result-not-stated = { $act }: it is not said whether it was executed.
finding-reasons-for-non-execution-missing = Nothing in writing says why the request was not, or only partly, executed.
finding-return-instruction-missing = The requesting side has not said which papers it wants back; ask it.
finding-papers-not-returned-as-instructed = The requesting side wants { $instruction ->
         [all] all the papers attached to the letter back
        *[unexecuted-part] the papers attached to the letter back that concern what was not executed
    }; they are not enclosed.
finding-use-in-another-case = The evidence was obtained for case { $case }; it may not be used in case { $intended }.

## Findings: hk-cap-8

finding-no-court-outside-hong-kong = The request does not show that a court or tribunal outside Hong Kong issued it, or that it was issued on its behalf.
finding-not-civil-proceedings = The case ({ $category }) is not civil proceedings within the meaning of the Ordinance.
finding-proceedings-not-contemplated = No civil proceedings are instituted before the requesting court, and none are contemplated; the court has no power to order the evidence.
finding-no-evidence-in-hong-kong = { $act }: this is no evidence to be obtained in Hong Kong and cannot be ordered.
finding-step-not-known-to-be-available = { $act }: the court decides whether this step can be required in civil proceedings in Hong Kong.
finding-general-discovery-asked-for = { $act }: there is no general discovery; only particular documents can be ordered to be produced.
finding-holder-not-named = { $act }: the request does not say in whose possession, custody or power the documents are likely to be.
finding-conduct-money-due = A person who is required to attend is entitled to conduct money and to payment for expenses and loss of time.
finding-witness-exempt = The witness cannot be compelled to give this evidence.
finding-exemption-not-made-out = The exemption claimed under the requesting side’s law is neither stated in the request nor conceded, and does not excuse the witness; evidence so taken is kept back until the requesting court has decided on the claim.
finding-letter-not-in-official-language = The request is in neither official language of Hong Kong, and no translation into Chinese or English is enclosed.
