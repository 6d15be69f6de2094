### Outcomes

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
channel-post = post
channel-courier = courier
channel-diplomatic = diplomatic channel
channel-consular = consular channel
channel-by-hand = by hand

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
instrument-hk-gba-accreditation-2024 = Greater Bay Area Mediator Accreditation Rules (Hong Kong SAR) (2024)
instrument-gba-mediator-panel = GBA Mediator Panel Scheme
instrument-mo-cpc = Macao Civil Procedure Code
instrument-cn-civil-code = Civil Code

## Judicial holidays that a period overlaps

overlap-judicial-holidays-lunar-new-year = lunar new year
overlap-judicial-holidays-easter = Easter
overlap-judicial-holidays-summer = summer
overlap-judicial-holidays-year-end = end of the year

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

## Findings: mediators, by any instrument

finding-mediator-missing = No mediator is named.
finding-mediator-not-agreed = A party does not agree to this mediator; another is to be chosen or appointed.
finding-relation-consented-to = The mediator { $relation }; all parties have consented in writing.
relation-near-relative-of-party = is a near relative of a party
relation-near-relative-of-agent = is a near relative of a party’s agent
relation-shareholding-in-party = holds shares in a party
relation-interest-in-outcome = has an interest in the outcome
relation-worked-for-party = worked for a party
relation-other-relation = stands in another relation to a party or its agent that may affect impartiality
relation-agent = was a party’s agent in this dispute
relation-expert = was an expert in this dispute
relation-interpreter = was an interpreter in this dispute
relation-witness = was a witness in this dispute
role-interpreter = interpreter

## Findings: invited mediation

finding-mediator-refused = A party does not accept the mediator appointed; it is taken not to agree to mediation.
finding-chosen-from-another-list = The mediator was chosen from { $panel ->
         [gba-panel] the Greater Bay Area panel
        *[local] a local panel
    }; the parties choose from the list of the court, or of a higher court. See whether the mediator stands on that list.
finding-several-mediators = { $count } mediators: as a rule there is one. There may be several where the case is major, difficult or complex or the parties ask for it; the court or the mediation body then names the one who presides.
finding-relation-consented-to-orally = The mediator { $relation }; all parties have consented, but not all in writing; until they have, the mediator must withdraw.
finding-relation-without-consent = The mediator { $relation }, and not all parties have consented; the mediator must withdraw.
finding-mediator-in-later-role = Whoever mediated the dispute may not act as { $role } in the proceedings that follow.
finding-statement-made-in-mediation = What was conceded in the mediation for the sake of an agreement may not be used against the party, as not all parties consent.
finding-mediation-period-over = The time for the mediation ended on { $last-day } without an agreement. Unless both parties agreed to extend it, the mediation is closed and { $referral ->
         [pre-filing] the papers go to the court for filing
        *[post-filing] the case goes on to trial
    }.
finding-mediation-period-unknown = The papers were signed for, but it is not stated whether the case had been filed, and in which procedure; the time for the mediation cannot be told.
finding-procedure-excludes-mediation = A case in a special procedure, for a payment order or by public summons is not mediated.
finding-list-entry-is-for-the-court = Whether the applicant is of good character, fair and able to mediate is for the court that keeps the list; it trains mediators before their entry and issues the certificate.
finding-record-to-be-weighed = The applicant has a disciplinary record, which the court weighs.

## Findings: the panel of Greater Bay Area mediators

finding-confirmation-to-follow = A local accreditation is reviewed by the Mediation Working Committee and confirmed by the Joint Conference; only then can the mediator be chosen from the Greater Bay Area panel.
finding-panel-entry-not-confirmed = The mediator is accredited locally but not yet confirmed by the Joint Conference, and cannot be chosen from the Greater Bay Area panel.
finding-not-accredited-for-the-panel = The mediator was neither accredited locally nor confirmed by the Joint Conference, and cannot be chosen from the Greater Bay Area panel.
finding-accreditation-criteria-not-read = The criteria of this side’s accreditation rules have not been obtained; a person must examine the application.
finding-relation-to-be-weighed = The mediator { $relation }; no text was found that says what follows, and a person must decide.
finding-objection-to-be-weighed = A party refuses the mediator; no text was found that says what follows, and a person must decide.

## Findings: accreditation through Hong Kong

finding-applicant-missing = No applicant is named.
finding-constitution-not-upheld = The applicant does not uphold the Constitution, the two Basic Laws and “one country, two systems”.
finding-course-not-completed = The applicant has not completed the training course for Greater Bay Area mediators.
finding-record-bars-accreditation = The applicant has a record of discipline for ill repute or a breach of professional ethics.
finding-too-little-work-experience = The applicant has less than five years’ work experience.
finding-too-few-cases-mediated = The applicant has completed fewer than five mediation cases.
finding-too-little-experience-as-mediator = The applicant has less than three years’ experience as a mediator.
finding-criterion-not-stated = The application does not state { $criterion ->
         [upholds-constitution] that the applicant upholds the Constitution, the two Basic Laws and “one country, two systems”
         [gba-course-completed] whether the training course for Greater Bay Area mediators was completed
         [disciplinary-record] whether there is a disciplinary record
         [work-years] the years of work experience
         [mediation-cases] the number of mediation cases completed
        *[mediator-years] the years of experience as a mediator
    }.

## Findings: Hong Kong Mediation Code

finding-relation-without-written-consent = The mediator { $relation }, and not all parties have given their prior written consent.
finding-leave-needed-for-mediation-communication = A mediation communication is confidential and is admitted in evidence only with leave of the court or tribunal (Mediation Ordinance, Cap. 620, ss. 9 and 10), even if the parties consent.
finding-mediator-proposed-for-later-role = The mediator is proposed as { $role } in the proceedings that follow; a person must decide whether confidentiality and impartiality allow it.

## Findings: judicial confirmation of mediation agreements

finding-application-not-joint = The application is not made jointly by both parties.
finding-application-too-late = The application was made on { $applied }, after the last day { $last-day }.
finding-agreement-not-in-effect = The day on which the agreement took effect is not stated, or has not come; the thirty days run from it.
finding-mediated-by-an-individual = The agreement was mediated by an individual, not by a mediation body established by law, and cannot be confirmed.
finding-mediation-body-not-stated = Which mediation body mediated the agreement is not shown.
finding-confirmation-court-to-be-checked = { $kind }: competent only if it invited the mediation or, for an intermediate court, if the dispute would be its own; otherwise the application goes to a basic court.
finding-not-a-court-for-confirmation = { $kind }: a mediation agreement is confirmed by a people’s court only.
finding-mediation-agreement-missing = The mediation agreement is not enclosed.
finding-agreement-in-pending-case = The agreement was reached after the case was filed; the court makes it into a mediation statement, or the action is withdrawn.
finding-ruling-to-follow = As a rule a single judge decides within thirty days of filing, in one instance; an agreement that accords with the law is declared valid by ruling and can be enforced, otherwise the application is dismissed.

## Findings: People’s Jurors Law

finding-juror-not-upholding-constitution = The candidate does not uphold the Constitution of the People’s Republic of China.
finding-juror-under-age = Not yet twenty-eight years old on { $on }.
finding-education-below-senior-secondary = The education is below senior-secondary level, which a juror should as a rule have; a person should decide.
finding-juror-particular-missing = { $particular ->
         [date-of-birth] The date of birth
         [education] The education
         [list-of] The court on whose list the juror stands
         [cases-this-year] The number of cases heard this year
        *[upholds-constitution] The statement that the candidate upholds the Constitution
    } is not given.
finding-juror-in-barred-office = Members of the standing committees of people’s congresses and staff of the organs of supervision, courts, procuratorates, public security, state security and justice administration may not be jurors.
finding-juror-in-barred-profession = { $profession ->
         [arbitrator] Arbitrators
         [grass-roots-legal-worker] Grass-roots legal workers
         [notary] Notaries
        *[lawyer] Lawyers
    } may not be jurors.
finding-lawyer-of-another-bar = The person is a lawyer of a bar outside the Mainland; by the switch in force only a lawyer of the Mainland is barred.
finding-juror-barred-by-record = Barred from being a juror: { $record ->
         [criminal-punishment] has received criminal punishment
         [dismissed-from-public-office] was dismissed from public office
         [licence-revoked] had the licence as lawyer or notary revoked
         [dishonest-judgment-debtor] is on the list of dishonest judgment debtors
        *[removed-as-juror] was removed as juror as a disciplinary measure
    }.
finding-juror-quota-too-small = The court has { $quota } posts of jurors; three times the number of its judges is { $needed }.
finding-appointment-not-by-basic-court = Only a basic people’s court proposes jurors for appointment; a higher court draws from the lists of the basic courts in its area.
finding-application-share-exceeded = { $given } jurors would come by application or recommendation; one fifth of the posts, { $allowed }, is the most.
finding-application-share-not-stated = How many jurors of the court come by application or recommendation is not stated; at most one fifth of the posts may.
finding-second-term-as-juror = The person was appointed before; as a rule there is no second term.
finding-juror-term-over = The juror’s term ended on { $last-day }, before the hearing.
finding-juror-term-unknown = No appointment from which the juror’s term could be counted is on record.
finding-jurors-in-second-instance = Jurors sit at first instance only; a case of second instance is tried by judges.
finding-single-judge-tries-the-case = By the summary procedure one judge tries the case alone; there are no jurors.
finding-juror-had-another-role = { $earlier-role ->
         [agent] The juror was a litigation agent in this case
         [expert] The juror was an expert in this case
         [interpreter] The juror was an interpreter in this case
        *[witness] The juror was a witness in this case
    } and must withdraw.
finding-juror-on-another-list = The juror stands on the list of { $authority }, from which this court does not draw.
finding-subordinate-courts-not-stated = The basic courts in the area of this court are not stated; whether it may draw from the list cannot be examined.
finding-panel-not-allowed = { $judges } judges and { $jurors } jurors: with jurors a panel has three members, a judge presiding, or three judges and four jurors.
finding-panel-of-even-number = { $judges } judges: the number of members of a panel must be odd.
finding-panel-not-stated = The numbers of judges and jurors of the panel are not both stated.
finding-vote-on-law-by-juror = In a panel of seven, jurors may speak on the law and do not vote on it; the opinion is put on record.

## Findings: interpretation of the People’s Jurors Law

finding-jurors-requested-too-late = Jurors could be asked for until { $last-day }.
finding-notice-of-right-not-recorded = No notice of the right to ask for jurors is on record; its period has not begun.
finding-draw-too-late = The jurors were to be drawn by { $last-day }, seven days before the hearing; another date of hearing is needed.
finding-hearing-not-fixed = No hearing is fixed; whether the draw is in time cannot be examined.
finding-no-jurors-in-this-procedure = { $trial-procedure ->
         [payment-order] In the procedure of payment orders
         [public-summons] In the procedure of public summons
        *[special] In special procedures
    } there are no jurors.
finding-juror-mediated-the-dispute = The juror was the mediator of this dispute and does not sit in its trial.
finding-annual-cap-reached = The juror has heard { $cases } cases this year; the cap of the court is { $cap }.
finding-annual-cap-above-thirty = The court’s yearly cap of { $cap } cases is above thirty, which it should as a rule not exceed.
finding-annual-cap-not-stated = The court’s yearly cap is not stated; thirty cases are taken.
finding-alternate-steps-in = This alternate is the next in order and steps in for the juror whose recusal was upheld.
finding-alternates-exhausted = A juror has withdrawn and no alternate is left; the panel is not complete until another juror is drawn.
finding-recused-juror-not-named = A recusal was upheld, but whose is not stated.
## Findings: SPC Provisions on Online Filing for Cross-Border Litigants (2021)

finding-not-a-cross-border-litigant = Online filing under these provisions is for litigants from abroad, Hong Kong, Macao or Taiwan, and for Mainland citizens who live there; this party files in the ordinary way.
finding-co-litigant-from-the-mainland = This party is from the Mainland and files together with one from elsewhere; a person should decide whether both may file online.
finding-domicile-not-stated = Where the party has its domicile or seat is not stated.
finding-filing-party-missing = The party that files is not named.
finding-not-first-instance = Only actions of first instance are filed in this way; this is an appeal.
finding-identity-result-overdue = The result of the verification of identity was due by { $last-day }.
finding-power-of-attorney-not-witnessed = The power of attorney was neither signed on video before the judge nor notarised.
finding-defects-noticed-twice = All defects are noticed at once; here they were noticed a second time.
finding-supplement-outstanding = Defects were noticed; the supplement is due by { $last-day }.
finding-supplement-not-handed-in = No supplement was handed in by { $last-day }; the papers go back.
finding-supplement-too-late = The supplement was handed in on { $handed-in }, after the last day { $last-day }.
finding-filing-decision-overdue = The decision on the filing was due by { $last-day }.

## Findings: SPC Interpretation on the Ascertainment of Foreign Law (2023)

finding-law-not-named = Whose law is to be ascertained is not stated.
finding-law-is-not-foreign = The law of the Mainland is not ascertained as foreign law.
finding-regional-law-by-reference = For the law of { $jurisdiction } the court may refer to the rules on foreign law.
finding-no-channel-tried = No channel has been tried yet; where the parties chose no law, the court ascertains it.
finding-case-law-not-in-full = Case law is submitted in whole judgments.
finding-qualification-proof-missing = The qualification of the expert or the body is not proved.
finding-no-interest-statement-missing = There is no written statement that the expert or the body has no interest in the case.
finding-law-period-runs = The period for providing the law runs until { $last-day }.
finding-law-period-not-fixed = The court has not fixed the period within which the parties provide the law that they chose.
finding-reason-for-delay = A reason was given why the law was not provided in time; the court may extend the period on application.
finding-macao-court-may-be-asked = The court of Macao may be asked for the law of Macao under the arrangement.

## Findings: SPC Provisions on Evidence in Civil Proceedings (2019)

finding-proof-formality-missing = { $document } ({ $jurisdiction }): the formalities of proof for evidence made there have not been completed.
finding-foreign-document-unproved = { $document }: made in a foreign State, without formalities of proof; a public document, or one on personal status, needs them.
finding-evidence-period-too-short = Days fixed for producing evidence: { $given }; at least { $least } are required.
finding-evidence-period-too-long = Days fixed for producing evidence: { $given }; at most { $most } are allowed.
finding-evidence-period-usually-shorter = Days fixed for producing evidence: { $given }; as a rule not more than { $most }.
finding-trial-procedure-not-stated = The trial procedure, on which the period for producing evidence depends, is not stated.
finding-expert-assistant-too-late = A person with special knowledge was asked for on { $asked }, after the period for producing evidence had ended on { $last-day }.
finding-expert-assistants-too-many = A party may ask for one or two persons with special knowledge, not for more.
finding-expert-assistant-speaks-for-party = What a person with special knowledge says on the professional question counts as the statement of the party; such a person takes part in nothing else at the hearing.

## Technical means of examining somebody; they share their argument with the methods of service

method-video = by video link
method-audio = by audio link
method-instant-messaging = by instant messaging

## Switches, where the texts are silent, and what each of their values means

setting-hk-calendar = calendar of a period that binds the Hong Kong side
setting-hk-calendar-HK-general = general holidays
setting-hk-calendar-HK-court = days on which the court offices are closed
setting-mo-half-day = last day on which Macao’s offices close for part of the day
setting-mo-half-day-closed = counts as closed
setting-mo-half-day-open = counts as open
setting-mo-judicial-holidays = judicial holidays of Macao within a period between courts
setting-mo-judicial-holidays-warn = are noted and do not suspend it
setting-mo-judicial-holidays-ignore = are not noted
setting-rest-day-receipt = receipt on a rest day
setting-rest-day-receipt-same-day = counts on that day
setting-rest-day-receipt-next-working-day = counts on the next working day
setting-supplement-clock = period of execution after a request for supplement
setting-supplement-clock-runs = goes on
setting-supplement-clock-restarts = runs anew from the supplement
setting-forward-clock = period of execution after forwarding to another court
setting-forward-clock-first-receipt = runs from the first receipt
setting-forward-clock-forwarding = runs from the forwarding
setting-deemed-date-roll = last day of a waiting period that is a rest day
setting-deemed-date-roll-roll = moves to the next working day
setting-deemed-date-roll-no-roll = stays
setting-hk-mo-announcement = period of the public announcement for addressees in Hong Kong and Macao
setting-hk-mo-announcement-three-months = three months
setting-hk-mo-announcement-sixty-days = sixty days
setting-art-12-date = day of deemed service when a fact shows receipt while the arrangement runs
setting-art-12-date-fact-date = the day of that fact
setting-art-12-date-expiry-date = the end of the waiting period
setting-unconsented-e-service-date = day of electronic service without consent
setting-unconsented-e-service-date-day-of-reaction = the day on which the addressee reacted
setting-unconsented-e-service-date-arrival = the day of arrival
setting-juror-draw-count = last day for the draw, “seven days before the hearing”
setting-juror-draw-count-lenient = the seventh day before
setting-juror-draw-count-strict = the eighth day before
setting-juror-term-end = last day of the juror’s five years
setting-juror-term-end-anniversary = the corresponding day
setting-juror-term-end-day-before = the day before the corresponding day
setting-lawyer-scope = lawyers who may not be people’s jurors
setting-lawyer-scope-any-jurisdiction = those of any jurisdiction
setting-lawyer-scope-mainland-only = those of the Mainland only
setting-address-detail-required = address that is detailed enough
setting-address-detail-required-full = a full one
setting-address-detail-required-incomplete = an incomplete one too
setting-unlisted-document = document outside a closed list
setting-unlisted-document-return = is sent back
setting-unlisted-document-flag = is looked at
setting-non-civil-matter = matter that is not civil or commercial
setting-non-civil-matter-refuse = is refused
setting-non-civil-matter-return = is sent back
setting-unregulated-electronic-transmission = electronic transmission on which the text is silent
setting-unregulated-electronic-transmission-return = is sent back
setting-unregulated-electronic-transmission-flag = is looked at
setting-act-outside-list = act of evidence outside a closed list
setting-act-outside-list-refuse = is refused
setting-act-outside-list-return = is sent back
setting-integrity-mismatch = file that is not the one of the list of files
setting-integrity-mismatch-return = is sent back
setting-integrity-mismatch-flag = is looked at
setting-unlawful-special-method = special method that the law of the requested side forbids
setting-unlawful-special-method-ordinary-method = is replaced by the ordinary method
setting-unlawful-special-method-return = is sent back
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
finding-identification-missing = { $role }: neither identification nor contact data are given.
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
## Findings: Mainland–Macao service and evidence (2001, amended 2020)

finding-received-before-commencement = The letter was received before { $in-force }, the day on which the arrangement came into force.
finding-received-before-amendment = The letter was received before { $in-force }, when the amended text came into force; the text of 2001 applied to it.
finding-posted-although-platform-works = The letter came by post although the judicial assistance platform could be used; post is for when it cannot.
finding-transmission-not-provided-for = The arrangement knows the judicial assistance platform and, failing it, post; not this way: { $transmission }.
finding-address-outside-area = The address lies outside the area of { $authority }; the matter is for its high court.
finding-supplement-leaves-the-limit = A supplement was asked for on { $asked }; the text does not say that this stops the time limit, which runs on.
finding-evidence-overdue = The evidence was to be taken by { $last-day }.
finding-ground-to-refuse = A ground to refuse under the arrangement, of which the requesting side is told promptly and in writing: { $objection }.
finding-prepayment-may-be-asked = Costs of experts, witnesses, translators or a special method are expected; the requested side may ask that they be prepaid.
finding-prepayment-waived = Costs of experts, witnesses, translators or a special method are expected; the requested side does not ask that they be prepaid.
finding-prepayment-without-cost = Prepayment is asked for, but no cost is named; only experts, witnesses, translators and special methods may be prepaid.
finding-neither-seal-nor-signature = The letter bears neither the seal of the requesting court nor a judge’s signature.
finding-document-not-named = { $document }: not named in the list of judicial documents, which is open; it is served as well.
finding-certificate-without-method = The certificate does not state the method of service.
finding-certificate-without-place = The certificate does not state the place of service.
finding-certificate-without-recipient = The certificate does not state the identity of the person who received the documents.
finding-leaving-not-recorded = The papers were left, but neither witnesses nor photographs or a video are recorded.
finding-no-litigation = The evidence is not wanted for litigation.
finding-litigation-only-contemplated = Litigation is only contemplated; whether evidence may be asked for it is not certain.
finding-act-unrelated-to-litigation = { $act }: not related to the litigation; this act is not executed.
finding-parties-missing = The letter does not name the parties.
finding-person-without-address = The address is missing: { $role }.
finding-act-not-specified = { $act }: what it is about is not described.
finding-examined-person-missing = { $act }: the letter does not identify the person concerned.
finding-measure-beyond-evidence = { $act }: to preserve, keep or detain property may be more than taking evidence.
finding-time-and-place-to-be-notified = The requesting side is to be told the time and place, so that those who asked can attend.
finding-officer-asks-to-attend = A judicial officer of the requesting side asks to attend; the requested side decides.
finding-officer-asks-to-put-questions = The officer who attends wishes to put questions; the requested side decides.
finding-testimony-refused = The person refuses to testify by the law of the requested side; the requesting side is told in writing.
finding-exemption-of-the-requesting-side = The person refuses to testify by the law of the requesting side; the text mentions that of the requested side only.
finding-written-statement-missing = No written statement says what was done, or what stood in the way.
finding-evidence-papers-not-returned = { $papers ->
         [letter] The letter of request
        *[attachments] The papers annexed to it
    } must go back: the request came by post and was not wholly executed.
finding-consent-to-travel-needed = Whether this person agrees to travel is not stated; nobody appears on the other side without consent: { $role }.
finding-travel-without-consent = This person does not agree to travel, and the appearance cannot be arranged: { $role }.
finding-travel-costs-prepaid = The requesting court prepays the costs and the compensation of whoever travels: { $role }.
finding-immunity-not-certain = Whether the text protects this person on the journey is not certain; settle it before he or she travels: { $role }.
finding-stayed-beyond-immunity = Still or again there on { $seen }, after the last day of protection, { $last-day }.
finding-consent-to-video-needed = Whether the person agrees to testify by video or audio is not stated; without consent the ordinary method is used.
finding-video-without-consent = The person does not agree to testify by this technical method; the ordinary method is used.
finding-technical-method-not-provided-for = The text provides for witnesses and experts by video or audio; anything else is a special method, for the requested side to consider.
finding-law-not-specified = Which law is to be looked up is not stated.
finding-law-of-another-side = The requested side looks up its own law only, not that of { $jurisdiction }.
## Findings: Hong Kong–Macao service

finding-arrangement-is-on-service-only = The arrangement is on the service of documents only; it does not cover the taking of evidence.
finding-general-law-on-evidence = Evidence between the two sides is taken outside any arrangement, under the general law of the side that takes it ({ $instrument }); a person decides.
finding-not-yet-in-force = The arrangement has been in force since { $first-day }; it does not apply to what came before.
finding-documents-not-listed-in-letter = The letter does not list the documents that come with it.
finding-listed-document-missing = { $document }: listed in the letter, but not enclosed.
finding-document-not-in-letter-list = { $document }: enclosed, but not listed in the letter.
finding-refusal-ground-unverified = Whether the arrangement knows this ground to refuse has not been verified; a person decides: { $objection }.

## Findings: the Hague Service Convention

finding-form-neither-signed-nor-sealed = The form of request is neither signed nor stamped.
finding-language-not-accepted = { $document }: neither the text nor an enclosed translation is in a language that is accepted ({ $languages }).
finding-addressee-may-decline = { $document }: no translation is needed for mere delivery, but the addressee is free not to accept it.
finding-translation-may-be-required = { $document }: in Chinese only; the State addressed may require a translation.
finding-direct-post-opposed = The documents were posted straight to the addressee; the Mainland objects to service by post, and its law allows none without permission.
finding-direct-post-not-opposed = The documents were posted straight to the addressee; the side of destination does not object to it.
finding-direct-post-may-be-opposed = The documents are to be posted straight to the addressee; the State of destination may object to it.
finding-convention-ground-to-refuse = A ground to refuse under the Convention: { $objection }.
finding-own-law-ground-to-refuse = A ground to refuse under the law of the requested side: { $objection }.
finding-hearing-past-text-silent = The hearing of { $hearing } has passed; the Convention does not say whether the documents are served all the same.
finding-default-judgment-possible = Six months have passed since the request was transmitted and no certificate has come; the judge may give judgment if every reasonable effort was made to obtain one.

## Findings: the Hague Evidence Convention

finding-neither-commenced-nor-contemplated = The evidence is for no judicial proceedings, commenced or contemplated; the Convention does not cover it.
finding-act-outside-convention = { $act }: no taking of evidence under the Convention.
finding-letter-sent-to-the-person = The letter was sent straight to the person concerned and not to the authority designated to receive it.
finding-person-to-examine-not-named = The letter does not name the person to be examined.
finding-language-perhaps-accepted = { $document }: whether this language is accepted is not certain; a person decides.
finding-judicial-presence-not-declared = Judges of the requesting side attend only where the other side has declared that they may, and with permission; no such declaration is known.
finding-privilege-not-confirmed = The privilege rests on the law of the requesting side, but neither the letter states it nor has that side confirmed it; ask for confirmation.
finding-cost-for-the-requesting-side = The requested side may ask the requesting side for { $cost ->
         [interpreter] the fees of the interpreter
         [special-method] the cost of the special method
        *[expert] the fees of the expert
    }.
finding-cost-for-the-requested-side = The requesting side is not asked for { $cost ->
         [interpreter] the fees of the interpreter
         [expert] the fees of the expert
         [appraisal] the fees of the expert
         [special-method] the cost of the special method
         [translation] the cost of translation
        *[witness] what the witness is paid
    }.
finding-prepayment-not-provided-for = The Convention knows reimbursement, not prepayment; agree on it with the requesting side.
finding-commissioner-not-admitted = No commissioner may take evidence on the requested side: of Chapter II of the Convention only article 15 applies.
finding-commissioner-needs-permission = A commissioner needs the permission of the authority designated for it; how far Chapter II applies has not been verified.
finding-consul-for-own-nationals-only = A consul takes evidence from nationals of the State that he represents only, and without compulsion; the person’s nationality is to be looked at.
finding-consul-needs-permission = A consul takes evidence there with permission only, from nationals of the State that he represents and without compulsion.
finding-general-discovery = The letter asks for documents of a kind; under the requested side’s declaration only documents that are specified are produced.
finding-general-discovery-elsewhere = The letter asks for documents of a kind; the State addressed may have declared that it does not execute this.
finding-connection-not-stated = The letter does not state that the documents have a direct and close connection with the subject of the case.
finding-documents-not-connected = The documents have no direct and close connection with the subject of the case.

## Findings: evidence and certificates, by any instrument

## Findings: the Mainland’s measures for the Hague Service Convention

finding-addressee-may-refuse-without-chinese = { $document }: there is no Chinese translation; the addressee may refuse it for that reason, and the proof of service then says so.
finding-refusal-not-noted = The addressee refused to accept; the proof of service does not say so.
finding-translation-for-abroad-missing = { $document }: what is served abroad needs a translation into the language there; none is enclosed.
finding-third-copy-for-the-ministry = The Ministry of Justice keeps a third copy of what goes abroad through it; fewer than three are enclosed.

## Findings: the Mainland’s provisions on requests under treaties

finding-translation-bears-court-seal = { $document }: the translation bears the seal of a court ({ $sealed-by }); no court seals translations.
finding-translation-not-certified = { $document }: the translator has not signed or sealed that the translation is true to the text.
finding-hearing-leaves-little-time = The hearing of { $hearing } leaves less than six months for service abroad; see whether that is enough.
## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = Where the addressee is domiciled is not stated; without that it is not known which law governs service.
finding-method-not-chosen = No method of service is named.
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
