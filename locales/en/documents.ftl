### Kinds of documents, in the words of each side’s list

document-letter-of-request = letter of request
document-originating-process = statement of claim (originating process)
document-notice-of-appeal = notice of appeal
document-answer = answer
document-counterclaim = counterclaim
document-power-of-attorney = power of attorney
document-summons = summons
document-pleading = pleading
document-affidavit = affidavit
document-judgment = judgment
document-mediation-statement = mediation statement
document-ruling = ruling
document-decision = decision
document-payment-order = order for payment
document-notice = notice
document-certification = certification
document-court-order = court order
document-court-leave = leave of the court
document-judges-instruction = judge’s instruction
document-full-bench-ruling = ruling of the full bench
document-statement = statement
document-defence = defence
document-declaration-of-objection = declaration of objection
document-rebuttal = rebuttal
document-application = application
document-withdrawal = withdrawal of the action
document-admission = admission
document-settlement = settlement
document-inventory = inventory
document-list-of-partition = list of partition
document-settlement-proposal = settlement proposal
document-creditors-agreement = creditors’ agreement
document-certificate-of-service = certificate of service
document-attachment = attachment
document-forwarding-application = application for forwarding
document-question-list = list of questions
document-mediation-agreement = mediation agreement
document-law-expert-opinion = expert opinion on law
document-qualification-proof = proof of qualification
document-no-interest-statement = written statement of no interest in the case
document-case-law = case law
document-evidence-material = evidence

## Languages of papers

language-zh = Chinese
language-en = English
language-pt = Portuguese
language-fr = French

## The letter of request

letter-title = Letter of request for service of judicial documents
letter-requesting = Requesting authority
letter-requested = Requested authority
letter-trial-court = Court hearing the case
letter-case-number = Case number
letter-nature-of-case = Nature of the case
letter-addressee = Addressee
letter-address = Address
letter-documents = Documents to be served
letter-copies = Copies
letter-special-method = Special method asked for
letter-seal = Seal
letter-signature = Signature

## The certificate of service

certificate-result = Result
certificate-method = Method of service
certificate-place = Place
certificate-date = Date
certificate-recipient = Recipient and capacity
certificate-obstacle = Obstacle to service
certificate-refusal-reason = Reason for refusing to accept
certificate-served = served
certificate-unserved = not served
certificate-evidence-taken = evidence taken
certificate-partly-taken = evidence taken in part
certificate-not-taken = evidence not taken
